import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SimulatorControl } from ".";

const bin = join(__dirname, "..", "bin", "cni-simulator.js");

function run(...options: string[]): ChildProcess {
  return spawn(process.execPath, [bin, ...options], { stdio: "pipe" });
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  let seen = "";
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    seen += chunk;
    if (seen.includes("\n")) {
      break;
    }
  }
  return seen;
}

async function outcome(child: ChildProcess): Promise<{ code: unknown; out: string; err: string }> {
  const [[code], out, err] = await Promise.all([
    once(child, "exit"),
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
  ]);
  return { code, out, err };
}

test("prints one line of JSON when ready and exits on SIGTERM", async () => {
  const child = run("--port", "0", "--json", "--account", "rehearsal", "--token", "t");
  const line = await firstLine(child);
  expect(line).toMatch(/^\{.*\}\n$/);
  const { baseUrl, ...rest } = JSON.parse(line);
  expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/client\/v4$/);
  expect(rest).toEqual({
    accountId: "rehearsal",
    token: "t",
    controlKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    pageUrl: `${new URL(baseUrl).origin}/#${rest.controlKey}`,
  });
  const control = new SimulatorControl(baseUrl, rest.controlKey);
  expect((await control.state()).interconnects).toEqual([]);
  child.kill("SIGTERM");
  expect((await outcome(child)).code).toBe(0);
});

test("prints the environment variables to use, and reports a port that is in use", async () => {
  const child = run("--port", "0", "--exit-with-parent");
  const greeting = await firstLine(child);
  for (const name of ["BASE_URL", "ACCOUNT_ID", "API_TOKEN"]) {
    expect(greeting).toContain(`export CLOUDFLARE_${name}=`);
  }
  const port = /127\.0\.0\.1:(\d+)/.exec(greeting)?.[1] ?? "";
  const second = await outcome(run("--port", port));
  expect(second.code).toBe(1);
  expect(second.err).toMatch(/^Port \d+ is in use[^\n]*\n$/);

  child.stdin?.end();
  expect((await outcome(child)).code).toBe(0);
});

test.each([
  ["--port", "70000"],
  ["--healthy-after", "soon"],
  ["--behaviour", "gravity=off"],
  ["--behaviour", "nullBgp=explodes"],
  ["--frobnicate"],
  ["extra"],
])("reports the invalid arguments %s %s on one line", async (...options) => {
  const { code, out, err } = await outcome(run(...options));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^error: [^\n]+\n$/);
});

test("keeps the settings in the state file unless an option overrides them", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cni-cli-"));
  const kept = [
    "--port",
    "0",
    "--json",
    "--control-key",
    "k",
    "--data",
    join(folder, "state.json"),
  ];
  async function withControl<Result>(
    options: string[],
    act: (control: SimulatorControl) => Promise<Result>,
  ): Promise<Result> {
    const child = run(...kept, ...options);
    const control = new SimulatorControl(JSON.parse(await firstLine(child)).baseUrl, "k");
    const result = await act(control);
    child.kill("SIGTERM");
    await once(child, "exit");
    return result;
  }
  await withControl(["--clock", "virtual"], (control) => control.behave({ deletedAfter: "2m" }));
  const again = await withControl(["--behaviour", "takenSlot=409"], async (control) => {
    const { deletedAfter, takenSlot } = await control.behaviour();
    return { deletedAfter, takenSlot, mode: (await control.clock()).mode };
  });
  rmSync(folder, { recursive: true });
  expect(again).toEqual({ deletedAfter: "2m", takenSlot: "409", mode: "virtual" });
});

test("prints its version and its help", async () => {
  expect(await outcome(run("--version"))).toMatchObject({ code: 0, out: "0.1.0\n" });
  const { code, out } = await outcome(run("--help"));
  expect(code).toBe(0);
  expect(out).toContain("--healthy-after");
});
