// @ts-check
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createChildren, Interrupted } from "./run/children.mjs";
import { requirePlatform } from "./run/platform.mjs";
import { compile, dependencies, engine } from "./run/prepare.mjs";
import { StepFailure, step } from "./run/steps.mjs";
import { runTests } from "./run/tests.mjs";

// Runs `npm run demo` and `npm test`. Both work in a fresh clone, so this file and those in run/ import no dependencies.

const root = fileURLToPath(new URL("..", import.meta.url));
const [task, ...args] = process.argv.slice(2);
const part = ["--all", "--rest"].find((option) => option === args[0]);
if (part) args.shift();
// Named suites run even if `npm test` leaves them to `npm run test:all`.
const suites = part?.slice(2) ?? (args.length > 0 ? "all" : "quick");
const scratch = await mkdtemp(join(tmpdir(), "cni-run-"));
const results = join(scratch, "results.json");
const children = createChildren(root, {
  ...process.env,
  PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
  TMPDIR: scratch,
  CNI_TEST_RESULTS: results,
  CNI_SUITES: suites,
});

try {
  process.exitCode = await (task === "test" ? test() : demo());
} catch (error) {
  if (!(error instanceof StepFailure) && !(error instanceof Interrupted)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
} finally {
  await removeTraces();
}

async function demo() {
  requirePlatform();
  await step("[1/4] dependencies", () => dependencies(children, root));
  await step("[2/4] build", () => compile(children, "compile"));
  await step("[3/4] engine", (tell) => engine(children, tell));
  console.log("[4/4] demo");
  return children.show("node", ["tools/dist/demo/index.js", ...args]);
}

async function test() {
  let passed = 0;
  let failed = 0;
  /** @type {typeof step} */
  const check = (title, action) =>
    step(title, action).catch((error) => {
      if (!(error instanceof StepFailure)) throw error;
      console.log(error.message);
      failed += 1;
    });
  try {
    requirePlatform();
    await step("[1/5] dependencies", () => dependencies(children, root));
    // `npm run test:all` runs `npm test` first, which checks the types and the style.
    if (part === "--rest") {
      await check("[2/5] build", () => compile(children, "compile"));
    } else {
      await check("[2/5] build and types", () => compile(children, "build"));
    }
    // Only suites that `npm test` leaves to `npm run test:all` run programs in other languages.
    const languages = part === undefined ? [] : ["--languages"];
    await check("[3/5] engine", (tell) => engine(children, tell, languages));
    if (part !== "--rest") await check("[4/5] lint", () => lint());
    console.log("[5/5] tests");
    const counted = await runTests(children, args, results);
    passed += counted.passed;
    failed += counted.failed;
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    console.log(error.message);
    failed += 1;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function lint() {
  const colors = `--colors=${process.stdout.isTTY ? "force" : "off"}`;
  const style = await children.capture("biome", ["ci", colors, "."]);
  if (style.exitCode !== 0) {
    throw new StepFailure(
      "Run `npm run format` to fix what can be fixed automatically.",
      style.stdout + style.stderr,
    );
  }
  const rooms = await children.capture("depcruise", ["provider/src"]);
  if (rooms.exitCode === 0) return "clean";
  throw new StepFailure(
    "An import breaks a rule of .dependency-cruiser.cjs. CONTRIBUTING.md describes the folders.",
    rooms.stdout,
  );
}

/** Removes the temporary files of child processes, and ends plugins that a killed Pulumi CLI left running. */
async function removeTraces() {
  const tools = await import("./dist/leftovers.js").catch(() => undefined);
  for (const { pid } of (await tools?.processesWith(`TMPDIR=${scratch}\0`)) ?? []) {
    process.kill(pid, "SIGKILL");
  }
  await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
}
