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
  await commands({ npm: OK, tsc: OK, biome: OK, depcruise: OK, jest: PASSING });
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

/** Commands that note their calls and then do as told. */
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
  it("does its steps, and counts in the last line", async () => {
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

  it.each([
    ["lint", { biome: "echo unsorted; exit 1" }, "3 passed, 1 failed"],
    ["the map", { depcruise: "echo no-cycles; exit 1" }, "3 passed, 1 failed"],
    ["types", { npm: "echo TS2322; exit 1" }, "3 passed, 1 failed"],
    ["both", { npm: "exit 1", biome: "exit 1" }, "3 passed, 2 failed"],
    ["jest itself", { jest: `${PASSING}; exit 1` }, "3 passed, 1 failed"],
    ["a crash of jest", { jest: "exit 1" }, "0 passed, 1 failed"],
  ])("counts a failure of %s", async (_, scripts, expected) => {
    await commands(scripts);
    const { exitCode, last } = await run("test");
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: expected });
  });

  it.each([
    ["no test ran", {}, "0 passed, 1 failed"],
    ["a test failed", { numPassedTests: 2, numFailedTests: 1 }, "2 passed, 1 failed"],
    [
      "a suite did not run",
      { numPassedTests: 2, numRuntimeErrorTestSuites: 1 },
      "2 passed, 1 failed",
    ],
    ["a test was skipped", skipping("pending"), "2 passed, 1 failed"],
    ["a test is to do", skipping("todo"), "2 passed, 1 failed"],
  ])("fails where %s", async (_, part, expected) => {
    await commands({ jest: `echo '${JSON.stringify(results(part))}' > $CNI_TEST_RESULTS` });
    const { exitCode, last } = await run("test");
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: expected });
  });

  function skipping(status: string) {
    const testResults = [{ testResults: [{ fullName: "waits a week", status }] }];
    return { numPassedTests: 2, testResults };
  }

  it("names what was skipped, but not what a name pattern leaves out", async () => {
    const part = results(skipping("pending"));
    await commands({ jest: `echo '${JSON.stringify(part)}' > $CNI_TEST_RESULTS` });
    expect((await run("test")).all).toContain("skipped, which counts as failed: waits a week\n");
    expect((await run("test", "-t", "waits a day")).last).toBe("2 passed, 0 failed");
  });

  it("goes on without an engine, and counts that", async () => {
    await file("tools/dist/ensure-engine.js", "console.error('no Go'); process.exit(1)");
    const { all, last } = await run("test");
    expect(all).toContain("[3/5] engine … \n      no Go\n      failed\nWithout the Pulumi CLI");
    expect(last).toBe("3 passed, 1 failed");
  });

  it("ends with a count where nothing can be installed, and says the way out", async () => {
    await installed("1.2.2");
    await commands({ npm: "echo 'npm error ENOTFOUND' >&2; exit 1" });
    const { exitCode, all, last } = await run("test");
    expect(all).toContain("npm error ENOTFOUND\nThe dependencies cannot be installed. Is the reg");
    expect(all).not.toContain("at ");
    expect({ exitCode, last }).toEqual({ exitCode: 1, last: "0 passed, 1 failed" });
  });
});

describe("dependencies", () => {
  const INSTALL = expect.stringMatching(/^npm ci .*--ignore-scripts/);

  it.each([
    ["nothing is installed", () => rm(join(root, "node_modules/.package-lock.json"))],
    ["another version is", () => installed("1.2.2")],
    ["a package.json asks for more", () => json("package.json", { engines: { node: ">=20.19" } })],
  ])("are installed where %s", async (_, change) => {
    await change();
    const { calls } = await run("test");
    expect(calls[0]).toEqual(INSTALL);
  });
});

describe("npm run demo", () => {
  it("runs the demo with the engine in place, and has its exit code", async () => {
    await file("tools/dist/demo/index.js", "console.log(process.argv[2]); process.exit(7)");
    const { exitCode, all, calls } = await run("demo", "--fast");
    expect(all).toMatch(/\[4\/4\] demo\n--fast\n$/);
    expect({ exitCode, calls }).toEqual({ exitCode: 7, calls: ["tsc --build ."] });
  });

  it("stops at sources that do not compile", async () => {
    await commands({ tsc: "echo 'index.ts(1,1): error TS2322'; exit 1" });
    const { exitCode, all } = await run("demo");
    expect(all).toMatch(
      /build … failed\nindex\.ts.*TS2322\nThe sources do not compile: see above\.\n$/,
    );
    expect(exitCode).toBe(1);
  });

  it("ends all that it started when it is interrupted", async () => {
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

it("says which Node is needed", async () => {
  await json("package.json", { engines: { node: ">=99.1" } });
  const { exitCode, all } = await run("demo");
  expect(all).toMatch(/^Node 99\.1 or newer is needed, and this is .*: https:\/\/nodejs\.org\n$/);
  expect(exitCode).toBe(1);
});
