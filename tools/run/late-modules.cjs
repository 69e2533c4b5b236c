// @ts-check
// Preloaded into the programs and plugins of the tests. @pulumi/pulumi spends half of the time of an engine command on
// loading modules that only captured closures and tracing need. This file delays loading them until they are used, and
// changes nothing else.
const { readFileSync } = require("node:fs");
const Module = require("node:module");

const LATE = /^(typescript|@npmcli\/arborist|normalize-package-data|@opentelemetry\/(?!api$).*)$/;

if (/@pulumi\/pulumi\/cmd\/(run|dynamic-provider)\/index\.js$/.test(process.argv[1] ?? "")) {
  loadLate();
  // The language host that tools/engine builds ignores the runtime option `typescript`.
  if (/typescript"?: ?false/.test(project())) delete process.env.PULUMI_NODEJS_TYPESCRIPT;
}

function loadLate() {
  /** @type {(request: string, ...rest: unknown[]) => Record<PropertyKey, unknown>} */
  const load = Reflect.get(Module, "_load");
  Reflect.set(
    Module,
    "_load",
    (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) => {
      const now = () => load.call(Module, request, ...rest);
      if (!LATE.test(request)) return now();
      // `import *` reads __esModule, and copies every property of a module that does not have it.
      return new Proxy({}, { get: (_, name) => name === "__esModule" || now()[name] });
    },
  );
}

function project() {
  try {
    return readFileSync("Pulumi.yaml", "utf8");
  } catch {
    return "";
  }
}
