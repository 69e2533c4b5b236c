import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startCommand } from "./src/command";
import { processesWith } from "./src/leftovers";

const OK = "exit 0";
const PASSING = `echo '${JSON.stringify(results({ numPassedTests: 3 }))}' > $CNI_TEST_RESULTS`;

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "cni-tools-"));
  const tools = join(root, "tools");
  for (const part of ["run.mjs", "run"]) {
    await cp(join(__dirname, part), join(tools, part), { recursive: true });
  }
  await json("package.json", { engines: { node: ">=20.19" }, dependencies: { left: "^1.0.0" } });
  await installed("1.2.3");
  await json("package-lock.json", lock("1.2.3"));
  await file("tools/dist/ensure-engine.js", "console.log('Pulumi 3.276.0 in /cache')");
  await commands({ npm: OK, biome: OK, depcruise: OK, jest: PASSING });
});

afterEach(() => rm(root, { recursive: true }));

async function file(path: string, text: string, mode = 0o644): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text, { mode });
}

const json = (path: string, value: object) => file(path, JSON.stringify(value));
const installed = (version: string) => json("node_modules/.package-lock.json", lock(version));

function lock(version: string) {
  const packages = {
    "": { dependencies: { left: "^1.0.0" } },
    "node_modules/left": { version },
    "node_modules/for-another-platform": { version: "1.0.0", optional: true },
  };
  return { packages };
}

/** Writes fake commands, which record each call and then run a script. */
async function commands(scripts: Record<string, string>): Promise<void> {
  for (const [name, script] of Object.entries(scripts)) {
    const lines = ["#!/bin/sh", `echo "${name} $*" >> ${join(root, "calls")}`, script];
    await file(`node_modules/.bin/${name}`, lines.join("\n"), 0o755);
  }
}

function results(part: object) {
  const none = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  return { ...none, testResults: [], ...part };
}

async function run(...args: string[]) {
  const { exitCode, all, stdout } = await startCommand("node", ["tools/run.mjs", ...args], {
    cwd: root,
  }).done;
  const calls = (await readFile(join(root, "calls"), "utf8").catch(() => "")).trim().split("\n");
  return { exitCode, all, last: stdout.trim().split("\n").pop(), calls };
}

describe("npm test", () => {
  it("runs its steps and prints the number of passed and failed tests in the last line", async () => {
    const { exitCode, all, last, calls } = await run("test", "provider");
    expect(all).toContain("[1/5] dependencies … up to date\n[2/5] build and types … done in");
    expect(all).toContain("[3/5] engine … Pulumi 3.276.0 in /cache\n[4/5] lint … clean\n");
    expect(calls).toEqual([
      "npm run --silent build",
      "biome ci --colors=off .",
      "depcruise provider/src",
      expect.stringMatching(/^jest --ci --cacheDirectory=\S+ provider$/),
    ]);
    expect({ exitCode, last }).toEqual({ exitCode: 0, last: "3 passed, 0 failed" });
  });

  it.each<{ name: string; scripts: Record<string, string>; expected: string }>([
    { name: "lint", scripts: { biome: "echo unsorted; exit 1" }, expected: "3 passed, 1 failed" },
    {
      name: "the map",
      scripts: { depcruise: "echo no-cycles; exit 1" },
      expected: "3 passed, 1 failed",
    },
    { name: "types", scripts: { npm: "echo TS2322; exit 1" }, expected: "3 passed, 1 failed" },
    { name: "both", scripts: { npm: "exit 1", biome: "exit 1" }, expected: "3 passed, 2 failed" },
    {
      name: "jest itself",
      scripts: { jest: `${PASSING}; exit 1` },
      expected: "3 passed, 1 failed",
    },
    { name: "a crash of jest", scripts: { jest: "exit 1" }, expected: "0 passed, 1 failed" },
  ])("counts a failure of $name as failed", async ({ scripts, expected }) => {
    await commands(scripts);
    const { exitCode, last } = await run("test");
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: expected });
  });

  it.each([
    { name: "no test ran", part: {}, expected: "0 passed, 1 failed" },
    {
      name: "a test failed",
      part: { numPassedTests: 2, numFailedTests: 1 },
      expected: "2 passed, 1 failed",
    },
    {
      name: "a suite did not run",
      part: { numPassedTests: 2, numRuntimeErrorTestSuites: 1 },
      expected: "2 passed, 1 failed",
    },
    { name: "a test was skipped", part: skipping("pending"), expected: "2 passed, 1 failed" },
    { name: "a test is marked as todo", part: skipping("todo"), expected: "2 passed, 1 failed" },
  ])("reports a failure if $name", async ({ part, expected }) => {
    await commands({ jest: `echo '${JSON.stringify(results(part))}' > $CNI_TEST_RESULTS` });
    const { exitCode, last } = await run("test");
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: expected });
  });

  function skipping(status: string) {
    const testResults = [{ testResults: [{ fullName: "waits a week", status }] }];
    return { numPassedTests: 2, testResults };
  }

  it("reports skipped tests as failed, except those that a name pattern excludes", async () => {
    const part = results(skipping("pending"));
    await commands({ jest: `echo '${JSON.stringify(part)}' > $CNI_TEST_RESULTS` });
    expect((await run("test")).all).toContain("skipped, which counts as failed: waits a week\n");
    expect((await run("test", "-t", "waits a day")).last).toBe("2 passed, 0 failed");
  });

  it("continues without an engine, and counts the suites that need it as skipped", async () => {
    await file("tools/dist/ensure-engine.js", "console.error('no Go'); process.exit(1)");
    const { all, last } = await run("test");
    expect(all).toContain(
      "[3/5] engine … \n      no Go\n      failed\nTests of stacks need the Pulumi CLI",
    );
    expect(last).toBe("3 passed, 1 failed");
  });

  it("prints the counts and advice if the dependencies cannot be installed", async () => {
    await installed("1.2.2");
    await commands({ npm: "echo 'npm error ENOTFOUND' >&2; exit 1" });
    const { exitCode, all, last } = await run("test");
    expect(all).toContain(
      "npm error ENOTFOUND\nThe dependencies cannot be installed. Check the registry",
    );
    expect(all).not.toContain("at ");
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: "0 passed, 1 failed" });
  });
});

describe("the dependencies step", () => {
  const INSTALL = expect.stringMatching(/^npm ci .*--ignore-scripts/);

  it.each([
    {
      name: "nothing is installed",
      change: () => rm(join(root, "node_modules/.package-lock.json")),
    },
    { name: "another version is installed", change: () => installed("1.2.2") },
    {
      name: "a package.json has changed",
      change: () => json("package.json", { engines: { node: ">=20.19" } }),
    },
  ])("installs the dependencies if $name", async ({ change }) => {
    await change();
    const { calls } = await run("test");
    expect(calls[0]).toEqual(INSTALL);
  });
});

describe("npm run demo", () => {
  it("runs the demo with the engine, and returns its exit code", async () => {
    await file("tools/dist/demo/index.js", "console.log(process.argv[2]); process.exit(7)");
    const { exitCode, all, calls } = await run("demo", "--fast");
    expect(all).toMatch(/\[4\/4\] demo\n--fast\n$/);
    expect({ exitCode, calls }).toEqual({ exitCode: 7, calls: ["npm run --silent compile"] });
  });

  it("stops if the sources do not compile", async () => {
    await commands({ npm: "echo 'index.ts(1,1): error TS2322'; exit 1" });
    const { exitCode, all } = await run("demo");
    expect(all).toMatch(
      /build … failed\nindex\.ts.*TS2322\nThe sources do not compile. See the errors above\.\n$/,
    );
    expect(exitCode).toBe(1);
  });

  it("ends all child processes when it is interrupted", async () => {
    const child = "require('node:child_process').spawn('sleep', ['60'], { detached: true })";
    const waits = "setInterval(() => {}, 1e6); console.log(process.env.TMPDIR)";
    await file("tools/dist/demo/index.js", `${child}; ${waits}`);
    await file("tools/dist/leftovers.js", await compiledLeftovers());
    const scratch: string[] = [];
    const running = startCommand("node", ["tools/run.mjs", "demo"], {
      cwd: root,
      onLine(line) {
        if (!line.includes("cni-run-")) return;
        scratch.push(line);
        running.kill("SIGINT");
      },
    });
    const { exitCode, all } = await running.done;
    expect(exitCode).toBe(130);
    expect(all).toMatch(/interrupted\n$/);
    await expect(readdir(scratch[0] ?? "")).rejects.toThrow("ENOENT");
    await expect(processesWith(`TMPDIR=${scratch[0]}\0`)).resolves.toEqual([]);
  });

  const compiledLeftovers = () => readFile(join(__dirname, "dist/leftovers.js"), "utf8");
});

it("the commands name the required Node version", async () => {
  await json("package.json", { engines: { node: ">=99.1" } });
  const { exitCode, all } = await run("demo");
  expect(all).toMatch(/^Node 99\.1 or newer is required, but this is .*: https:\/\/nodejs\.org\n$/);
  expect(exitCode).toBe(1);
});
