/** Commands that only read (slots, status, loa, doctor), and the behaviour that all commands share. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliTestAccount, type Port } from "./cli-test-account";

let cli: CliTestAccount;
let ewr: Port;
let ams: Port;
beforeAll(async () => {
  cli = await CliTestAccount.open();
  ewr = await cli.port("ewr-b");
  ams = await cli.port("ams-a");
  await cli.session(ewr.name, "ewr", { md5_key: "a secret key" });
});
afterAll(() => cli?.close());

describe("slots", () => {
  it("prints a table without color to a pipe, and the number of slots to stderr", async () => {
    const { stdout, stderr, code } = await cli.run(["slots", "--metro", "EWR", "--free"]);
    expect(code).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split("\n");
    expect(head?.split(/ {2,}/)).toEqual([
      "SLOT",
      "METRO",
      "FACILITY",
      "SITE",
      "DEVICE",
      "SPEED",
      "STATE",
    ]);
    expect(rows.length).toBeGreaterThan(2);
    expect(stdout).not.toMatch(/\p{Cc}(?<!\n)|occupied/u);
    expect(stderr).toBe(`${rows.length} slots, ${rows.length} free\n`);
  });

  it("prints the slots that match all filters as JSON with --json", async () => {
    const filter = ["--facility", "Equinix NY1", "--speed", "10G", "--taken"];
    const { stdout, stderr } = await cli.run(["slots", ...filter, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject([{ id: ewr.slotId, occupied: true, metro: "EWR" }]);
    expect(stderr).toBe("");
  });

  it("names the nearest metros if a metro has no slots, and prints an empty list with --json", async () => {
    const { code, stdout, stderr } = await cli.run(["slots", "--metro", "JFK", "--free"]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(
      /^--metro "JFK" has no slots\. Nearest metros: EWR \(Newark, NJ, about 30 km\), /,
    );
    expect((await cli.run(["slots", "--metro", "JFK", "--json"])).stdout).toBe("[]\n");
  });

  it("names facilities with similar spelling if a facility has no slots", async () => {
    const { code, stdout, stderr } = await cli.run(["slots", "--facility", "Equinox"]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(
      /^--facility "Equinox" has no slots\. Facilities with a similar name: Equinix AM1, .* and \d+ more\.\n$/,
    );
  });

  it("lists every facility whose name contains the --facility value", async () => {
    const { stdout } = await cli.run(["slots", "--facility", "Equinix", "--json"]);
    const found: { facility: { name: string } }[] = JSON.parse(stdout);
    const names = new Set(found.map(({ facility }) => facility.name));
    expect(names.size).toBeGreaterThan(5);
    expect([...names].filter((name) => !name.includes("Equinix"))).toEqual([]);
  });

  it("names the metros that have slots if no slot matches", async () => {
    const { stderr } = await cli.run(["slots", "--metro", "EWR", "--address", "nowhere"]);
    expect(stderr).toMatch(/^No slot matches\. Slots exist in .*EWR, .*ORD.*\.\n$/);
  });

  it("exits with 2 if an option, argument or command is invalid", async () => {
    const wrong = [
      ["slots", "--metro", "Newark"],
      ["slots", "--speed", "5G"],
      ["slots", "--free", "--taken"],
      ["slots", "--nonsense"],
      ["slots", "surplus"],
      ["nonsense"],
    ];
    for (const args of wrong) {
      const { code, stdout, stderr } = await cli.run(args);
      expect([args, code, stdout]).toEqual([args, 2, ""]);
      expect(stderr).not.toBe("");
    }
  });
});

describe("status", () => {
  it("shows links and sessions, and exits with 1 if a link is not Healthy", async () => {
    const before = await cli.run(["status"]);
    expect(before.code).toBe(0);
    expect(before.stdout).toMatch(
      new RegExp(`^${ewr.name} +✓ Healthy +Equinix NY1 .* ewr \\(BGP\\)`, "m"),
    );
    await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power\u001b[31m" });
    const after = await cli.run(["status"]);
    expect(after.code).toBe(1);
    expect(after.stdout).toMatch(/^ {2}[!✗] Working now: 1 of 2 ports$/m);
    expect(after.stdout).toMatch(new RegExp(`^${ams.name} +✗ Down .*power`, "m"));
    // Text from the API must not contain control characters.
    expect(after.stdout).not.toContain("\u001b");
    expect((await cli.run(["status", ewr.name])).code).toBe(0);
    await cli.simulator.control.endOutages();
  });

  it("prints JSON without the MD5 key", async () => {
    const { stdout } = await cli.run(["status", ewr.name, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      healthy: true,
      ports: [{ name: ewr.name, sessions: [{ bgp: { md5: true } }] }],
    });
    expect(stdout).not.toContain("a secret key");
  });

  it("prints a line for each change to a pipe with --watch, until every link is Healthy", async () => {
    await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power" });
    const watching = cli.start(["status", "--watch", "--every", "250ms"]);
    await watching.waitForOutput("✗ Down");
    await cli.simulator.control.endOutages();
    const { code, stdout, stderr } = await watching.done;
    expect(code).toBe(0);
    expect(stdout.match(new RegExp(`Z ${ams.name} `, "g"))).toHaveLength(2);
    expect(stdout.match(new RegExp(`Z ${ewr.name} `, "g"))).toHaveLength(1);
    expect(stderr).toContain("Every link is Healthy after");
  });

  it("stops watching at the timeout and on Ctrl-C", async () => {
    await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power" });
    const watch = ["status", "--watch", "--every", "250ms"];
    const late = await cli.run([...watch, "--timeout", "400ms", "--json"]);
    expect(late.code).toBe(1);
    expect(JSON.parse(late.stdout.split("\n")[1] ?? "")).toMatchObject({ state: "Down" });
    const watching = cli.start(watch);
    await watching.waitForOutput("✗ Down");
    watching.child.kill("SIGINT");
    expect(await watching.done).toMatchObject({ code: 130, stderr: "cni: interrupted\n" });
    await cli.simulator.control.endOutages();
  });

  it("reports that the account has no ports, and so does loa", async () => {
    const none = { code: 0, stdout: "", stderr: "No ports found.\n" };
    expect(await cli.run(["status", "--state", stateOf()])).toEqual(none);
    expect(await cli.run(["loa", "--state", stateOf()])).toEqual(none);
  });

  it("does not judge a group whose last update failed, and says so", async () => {
    const group = "cloudflare-cni:index:InterconnectGroup";
    const urn = `urn:pulumi:dev::app::${group}::transit`;
    const file = stateOf(ewr);
    const { deployment } = JSON.parse(readFileSync(file, "utf8"));
    const [port] = deployment.resources;
    const resources = [
      { urn, type: group },
      { ...port, parent: urn },
    ];
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    const { stdout, stderr } = await cli.run(["status", "--state", file]);
    expect(stdout).toContain(ewr.name);
    expect(stdout).not.toMatch(/Diversity|No backup/);
    expect(stderr).toContain(
      'Group "transit": the state has no design, because the last `pulumi up`',
    );
    const verified = await cli.run(["verify", "--state", file]);
    expect(verified.stderr).toContain('Group "transit": the state has no design');
  });

  it("fails for a port that does not exist, and names it", async () => {
    const { code, stderr } = await cli.run(["status", "cni-nowhere"]);
    expect([code, stderr]).toEqual([2, "cni: Port cni-nowhere not found in this account.\n"]);
  });
});

describe("loa", () => {
  beforeAll(async () => {
    // The simulator generates letters with an import that fails under Jest.
    const respond = {
      status: 200,
      headers: { "content-type": "application/pdf" },
      body: "%PDF-1.4",
    };
    await cli.simulator.control.addFault({
      path: "/interconnects/cni-(ewr|ams).*/loa",
      respond,
      times: 100,
    });
  });
  it("saves a letter under the port's name or at the --out path, or prints it to a pipe", async () => {
    const { stdout, stderr } = await cli.run(["loa", ewr.name]);
    expect(stderr).toBe("");
    expect(stdout).toBe(`${ewr.name}-loa.pdf\n`);
    expect(readFileSync(join(cli.folder, stdout.trim()), "latin1")).toMatch(/^%PDF-/);
    const options = ["loa", ewr.name, "--party", "Example Networks", "--out", "a/letter.pdf"];
    expect((await cli.run([...options, "--json"])).code).toBe(0);
    expect(existsSync(join(cli.folder, "a/letter.pdf"))).toBe(true);
    expect((await cli.run(["loa", ewr.name, "--out", "-"])).stdout).toMatch(/^%PDF-/);
  });

  it("saves the letters of every port of a stack", async () => {
    const { code, stdout } = await cli.run(["loa", "--state", stateOf(ewr, ams), "--out", "b"]);
    expect(code).toBe(0);
    expect(stdout).toBe(`b/${ewr.name}-loa.pdf\nb/${ams.name}-loa.pdf\n`);
  });

  it("reports an API error as JSON with --json", async () => {
    const { code, stderr } = await cli.run(["loa", "cni-nowhere", "--json"]);
    expect(code).toBe(3);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { exitCode: 3, api: { kind: "not-found", status: 404 } },
    });
    expect((await cli.run(["loa"])).code).toBe(2);
  });
});

describe("doctor", () => {
  it("reports that every check passes, and changes nothing", async () => {
    const { code, stdout, stderr } = await cli.run(["doctor"]);
    expect(stdout).not.toContain("✗");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ package {8}pulumi-cloudflare-cni \d\S+ on Node\.js v\d/m);
    expect(stdout).toMatch(/^[✓!] facts {10}Cloudflare's figures as of \S+,/m);
    expect(stdout).toMatch(/^✓ order journal {2}\/.*pulumi-cloudflare-cni$/m);
    expect(stdout).toMatch(/^✓ read {11}2 ports, 1 sessions$/m);
    expect(stdout).toMatch(/^✓ write {10}the token has write permission/m);
    expect(stderr).toMatch(/^12 checks: (\d warnings?|no problems)\n$/);
    expect(await cli.writes()).not.toContainEqual(expect.stringContaining("DELETE"));
  });

  it("checks user and account tokens, and reports the remaining requests of the rate limit", async () => {
    const counting = await CliTestAccount.open({ rateLimit: true });
    const { control } = counting.simulator;
    const at = (where: string, respond: object) =>
      control.addFault({
        path: `${where}/tokens/verify$`,
        times: 1,
        respond: { status: 200, ...respond },
      });
    const runDoctor = async () => (await counting.run(["doctor"])).stdout;
    try {
      expect(await runDoctor()).toMatch(/^✓ token +active$/m);
      await at("/user", {
        status: 401,
        body: { errors: [{ code: 1000, message: "Invalid API Token" }] },
      });
      const result = { id: "1", status: "active", expires_on: "2031-01-01T00:00:00Z" };
      await at("^", { body: { success: true, errors: [], messages: [], result } });
      expect(await runDoctor()).toMatch(/^✓ token +active until 2031-01-01T00:00:00Z$/m);
      await at("/user", { body: { result: { id: "1", status: "expired" } } });
      expect(await runDoctor()).toMatch(/^✗ token +expired; create a new token\n/);
      expect(await runDoctor()).toMatch(/^✓ rate limit +11\d\d requests left$/m);
    } finally {
      await counting.close();
    }
  });

  it("reports a token that is read-only, invalid or missing", async () => {
    const other = await CliTestAccount.open({ readOnlyToken: "reads-only" });
    try {
      const port = await other.port("ewr-b");
      await other.session(port.name, "ewr");
      const reads = await other.run(["doctor", "--json"], { CLOUDFLARE_API_TOKEN: "reads-only" });
      expect(reads.code).toBe(1);
      expect(JSON.parse(reads.stdout)).toContainEqual(
        expect.objectContaining({ name: "write", verdict: "bad" }),
      );
      const wrong = await other.run(["doctor"], { CLOUDFLARE_API_TOKEN: "wrong-token-4711" });
      // The command skips the other checks, which would fail for the same reason.
      expect(wrong.stderr).toMatch(/^8 checks: 1 failed/m);
      expect(wrong.stdout).toMatch(/^✗ token +GET .* 401 .*\n/);
      expect(wrong.code).toBe(1);
      expect(wrong.stdout + wrong.stderr).not.toContain("wrong-token-4711");
      const none = await other.run(["doctor"], { CLOUDFLARE_API_TOKEN: "" });
      expect(none.stdout).toMatch(/^✗ configuration +Cloudflare credentials are missing/m);
    } finally {
      await other.close();
    }
  });
});

describe("every command", () => {
  it("documents its exit codes and the common options in its help", async () => {
    const { stdout } = await cli.run(["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z-]+) (?:\[options\]|<)/gm)].map(
      ([, name]) => name ?? "",
    );
    expect(commands.length).toBeGreaterThan(12);
    for (const command of commands) {
      const { stdout: help, code } = await cli.run([command, "--help"]);
      expect([command, code]).toEqual([command, 0]);
      expect(help).toContain("130  interrupted");
      if (command !== "completion") expect(help).toMatch(/--json[\s\S]*--no-color[\s\S]*--quiet/);
    }
  });

  it("explains how to set missing credentials or a missing account, and accepts both as options", async () => {
    const { code, stderr } = await cli.run(["slots"], { CLOUDFLARE_API_TOKEN: "" });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /CLOUDFLARE_API_TOKEN\b.*\. To use the configuration of a stack, add --stack/,
    );
    const account = { CLOUDFLARE_ACCOUNT_ID: "" };
    expect((await cli.run(["slots"], account)).stderr).toMatch(
      /The account ID is required\. Set --account/,
    );
    const mistyped = await cli.run(["slots", "--account", "0123456789abcdef"]);
    expect(mistyped.stderr).toMatch(/"0123456789abcdef" is not an account ID\. Set .* 32/);
    const { accountId, baseUrl } = cli.simulator;
    const env = { ...account, CLOUDFLARE_BASE_URL: "http://127.0.0.1:1" };
    const options = ["--account", accountId, "--base-url", baseUrl];
    expect((await cli.run(["slots", ...options], env)).code).toBe(0);
  });

  it("refuses to send the token unencrypted to another host", async () => {
    const { code, stderr } = await cli.run(["slots", "--base-url", "http://example.com/"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Use https");
  });

  it("has a completion script for bash, zsh and fish", async () => {
    const script = (await cli.run(["completion", "bash"])).stdout;
    expect(script).toContain("complete -F _cni cni");
    for (const shell of ["zsh", "fish"]) {
      expect((await cli.run(["completion", shell])).stdout).toContain("orphans");
    }
    expect((await cli.run(["completion", "tcsh"])).code).toBe(2);
  });
});

/** Writes a state with these ports in the format of `pulumi stack export`, and returns the path of the file. */
function stateOf(...ports: Port[]): string {
  const file = join(cli.folder, "state.json");
  const resources = ports.map(({ name }, at) => ({
    urn: `urn:pulumi:dev::app::pulumi-nodejs:dynamic/cloudflare-cni:Interconnect::port${at}`,
    type: "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect",
    id: name,
    outputs: { name, type: "direct" },
  }));
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
  return file;
}
