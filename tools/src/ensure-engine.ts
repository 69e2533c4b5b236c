import { ensureEngine } from "./engine";

// Engine step of `npm run demo` and `npm test`. Prints progress to stderr and the engine to stdout.
const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(name, () => interruption.abort(new Error("interrupted")));
}
const report = (line: string) => void process.stderr.write(`${line}\n`);

ensureEngine({ report, signal: interruption.signal }).then(
  ({ version, bin }) => process.stdout.write(`Pulumi ${version} in ${bin}\n`),
  (error: Error) => {
    report(error.message);
    process.exitCode = 1;
  },
);
