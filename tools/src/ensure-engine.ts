import { ensureEngine, ensureLanguages } from "./engine";

// Runs the engine step of `npm run demo` and `npm test`. With `--languages`, also gets the hosts for other languages.
// Prints progress to stderr and the engine to stdout.
const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(name, () => interruption.abort(new Error("interrupted")));
}
const report = (line: string) => void process.stderr.write(`${line}\n`);

async function ensure(): Promise<string> {
  const options = { report, signal: interruption.signal };
  const { version, bin } = await ensureEngine(options);
  if (process.argv.includes("--languages")) {
    // Only some suites need the hosts. Those suites report that the hosts are missing, and all others run.
    await ensureLanguages(options).catch((error: Error) => report(error.message));
  }
  return `Pulumi ${version} in ${bin}\n`;
}

ensure().then(
  (found) => process.stdout.write(found),
  (error: Error) => {
    report(error.message);
    process.exitCode = 1;
  },
);
