// @ts-check
// Preloaded into the programs and plugins of the tests: half of the time of an engine command is @pulumi/pulumi loading,
// in each of them, what only captured closures and tracing need. Here that is loaded when it is used; all else is as for
// users.
const { readFileSync } = require("node:fs");
const Module = require("node:module");

const LATE = /^(typescript|@npmcli\/arborist|normalize-package-data|@opentelemetry\/(?!api$).*)$/;

if (/@pulumi\/pulumi\/cmd\/(run|dynamic-provider)\/index\.js$/.test(process.argv[1] ?? "")) {
  loadLate();
  // The language host that can be built without a Pulumi release (tools/engine) does not hear of this option.
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
      // `import *` asks for __esModule, and would copy every property of what has none.
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
