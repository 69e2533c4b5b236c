/** A drill must restore the session after success, failure, Ctrl-C, `kill` and SIGKILL. */
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { CliTestAccount } from "./cli-test-account";

const KEY = "the key of ewr";

let cli: CliTestAccount;
beforeEach(async () => {
  cli = await CliTestAccount.open();
  const [ewr, ams] = [await cli.port("ewr-b"), await cli.port("ams-a")];
  await cli.session(ewr.name, "ewr", { md5_key: KEY });
  await cli.session(ams.name, "ams", {});
  const { cnis } = await cli.simulator.control.state();
  for (const [at, prefix] of ["203.0.113.0/24", "198.51.100.0/24"].entries()) {
    for (const cni of cnis) {
      await cli.call("POST", "/magic/routes", {
        prefix,
        nexthop: cni.cust_ip.split("/")[0],
        priority: 100 + at,
        description: `over ${cni.magic.conduit_name}`,
      });
    }
  }
});
afterEach(() => cli?.close());

const drill = (...more: string[]) => [
  ...["drill", "ewr", "--yes", "--every", "100ms", "--demand-to-customer", "5", ...more],
];
const files = () => {
  const folder = join(cli.folder, "state/pulumi-cloudflare-cni/drills");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

async function expectWithdrawn(): Promise<void> {
  const { cnis, accounts } = await cli.simulator.control.state();
  expect(cnis.map(({ bgp }) => bgp === undefined)).toEqual([true, false]);
  const raised = accounts
    .flatMap(({ routes }) => routes)
    .filter(({ priority }) => priority > 1_000);
  expect(raised).toHaveLength(2);
}

it("drill withdraws the BGP session and its routes, watches the other links, and restores everything", async () => {
  const before = await cli.objects();
  const running = cli.start(drill("--for", "8s"));
  await running.waitForOutput("is withdrawn for another");
  await expectWithdrawn();
  const [file = ""] = files();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).toContain(KEY);
  expect((await cli.run(["status"])).stderr).toMatch(/A drill on ewr is running \(process \d+\)/);
  const { code, stdout, stderr } = await running.done;
  expect([code, stdout]).toEqual([0, "ewr is restored to its state before the drill\n"]);
  expect(stderr).toContain('the model says "carried": "ams" would carry the traffic');
  expect(stdout + stderr).not.toContain(KEY);
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "drill restores the session after %s, even if it receives the signal twice",
  async (signal) => {
    const before = await cli.objects();
    const running = cli.start(drill("--for", "5m"));
    await running.waitForOutput("is withdrawn for another");
    running.child.kill(signal);
    running.child.kill(signal);
    const { code } = await running.done;
    expect(code).toBe(130);
    expect(await cli.objects()).toEqual(before);
    expect(files()).toEqual([]);
  },
);

it("drill leaves a file after SIGKILL, which every command names and --restore restores from", async () => {
  const before = await cli.objects();
  const running = cli.start(drill("--for", "5m"));
  await running.waitForOutput("is withdrawn for another");
  running.child.kill("SIGKILL");
  await running.done;
  await expectWithdrawn();
  const [file = ""] = files();
  expect((await cli.run(["slots"])).stderr).toContain(
    `Run \`npx pulumi-cloudflare-cni drill --restore ${file}\``,
  );
  expect((await cli.run(["doctor"])).stdout).toMatch(/^✗ drills .*was not restored/m);
  // Another drill refuses to start while the file exists.
  expect((await cli.run(drill("--for", "1s"))).code).toBe(4);
  const link = join(cli.folder, "link.json");
  symlinkSync(file, link);
  const { code, stdout } = await cli.run(["drill", "--restore", link]);
  expect([code, stdout]).toEqual([0, "ewr is restored to its state before the drill\n"]);
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it("drill restores the session if it fails midway and the API then returns errors", async () => {
  const before = await cli.objects();
  // The API removes BGP, but its response is lost.
  await cli.simulator.control.addFault({
    method: "PUT",
    path: "/cni/cnis/",
    times: 4,
    effect: "applied",
    respond: { status: 503 },
  });
  const { code } = await cli.run(drill("--for", "300ms"));
  expect([0, 3]).toContain(code);
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it("drill retries if the API temporarily refuses to restore the session", async () => {
  const before = await cli.objects();
  // Removing BGP succeeds. The API then refuses the first request to restore it, as it may do with a new token.
  await cli.simulator.control.addFault({
    preset: "unauthorized-blip",
    method: "PUT",
    path: "/cni/cnis/",
    after: { method: "PUT", path: "/cni/cnis/", times: 1 },
  });
  const { code, stderr } = await cli.run(drill("--for", "300ms"));
  expect(stderr).toContain("Restoring failed, retrying: PUT");
  expect(code).toBe(0);
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it("drill keeps changes that somebody makes to the session during the drill", async () => {
  const running = cli.start(drill("--for", "5m"));
  await running.waitForOutput("is withdrawn for another");
  const { cnis } = await cli.simulator.control.state();
  await cli.simulator.control.editCni(cnis[0]?.id ?? "", { magic: { mtu: 1400 } });
  running.child.kill("SIGINT");
  await running.done;
  const [cni] = (await cli.simulator.control.state()).cnis;
  expect(cni).toMatchObject({ magic: { mtu: 1400 }, bgp: { md5_key: KEY } });
});

it("drill keeps BGP settings that somebody makes during the drill", async () => {
  const running = cli.start(drill("--for", "5m"));
  await running.waitForOutput("is withdrawn for another");
  const { cnis } = await cli.simulator.control.state();
  const theirs = { customer_asn: 65_020, extra_prefixes: [], md5_key: "another key" };
  await cli.simulator.control.editCni(cnis[0]?.id ?? "", { bgp: theirs });
  running.child.kill("SIGINT");
  await running.done;
  expect((await cli.simulator.control.state()).cnis[0]?.bgp).toEqual(theirs);
  expect(files()).toEqual([]);
});

it("drill ends early and exits with 1 if another link goes down", async () => {
  const before = await cli.objects();
  const running = cli.start(drill("--for", "5m", "--json"));
  await running.waitForOutput("is withdrawn for another");
  await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power" });
  const { code, stdout } = await running.done;
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ restored: true, fallen: ["cni-ams-a-000002"] });
  expect(await cli.objects()).toEqual(before);
});

describe("the checks before a drill", () => {
  const expectNothingWithdrawn = async (args: string[], code: number, words: RegExp) => {
    const writes = await cli.writes();
    const run = await cli.run(args);
    expect(run).toMatchObject({ code, stderr: expect.stringMatching(words) });
    expect(await cli.writes()).toEqual(writes);
    expect(files()).toEqual([]);
  };

  it("refuse the drill if the model says that the remaining ports do not carry the demand", () =>
    expectNothingWithdrawn(
      ["drill", "ewr", "--yes", "--demand-to-customer", "15"],
      4,
      /model says "degraded"/,
    ));

  it("refuse the drill if the only other link is down", async () => {
    await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power" });
    await expectNothingWithdrawn(drill(), 4, /model says "lost"/);
    await expectNothingWithdrawn(
      drill("--backup", "internet"),
      4,
      /model says "backup".*--accept-backup/,
    );
  });

  it("require a confirmation, a demand, an existing session and a valid duration", async () => {
    await expectNothingWithdrawn(["drill", "ewr", "--demand-to-customer", "5"], 2, /add --yes/);
    await expectNothingWithdrawn(["drill", "ewr", "--yes"], 2, /--demand-to-customer/);
    await expectNothingWithdrawn(
      ["drill", "nobody", "--yes", "--demand-to-customer", "5"],
      2,
      /Session "nobody" not found/,
    );
    await expectNothingWithdrawn(drill("--for", "5h"), 2, /at most 4h/);
  });

  it("refuse the drill if the API does not return the MD5 key and no option supplies it", async () => {
    await cli.simulator.control.behave({ md5Key: "absent" });
    await expectNothingWithdrawn(
      drill("--for", "300ms"),
      4,
      /does not return the session's MD5 key/,
    );
    await expectNothingWithdrawn(drill("--for", "300ms", "--md5-key-env", "NOT_SET"), 4, /MD5 key/);
    const before = await cli.objects();
    const withKey = drill("--for", "300ms", "--md5-key-env", "EWR_KEY");
    expect(await cli.run(withKey, { EWR_KEY: KEY })).toMatchObject({ code: 0 });
    expect(await cli.objects()).toEqual(before);
  });

  it("refuse the drill if --state is set and only sessions outside the stack would carry the traffic", async () => {
    const { cnis } = await cli.simulator.control.state();
    const type = "pulumi-nodejs:dynamic/cloudflare-cni:CniBgpSession";
    const outputs = { interconnect: cnis[0]?.interconnect };
    const resources = [
      { urn: `urn:pulumi:dev::app::${type}::ewr`, type, id: cnis[0]?.id, outputs },
    ];
    const file = join(cli.folder, "state.json");
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    await expectNothingWithdrawn(
      drill("--dry-run", "--state", file),
      4,
      /Nothing was withdrawn, because without/,
    );
    await expectNothingWithdrawn(
      drill("--dry-run"),
      0,
      /All sessions of the account count as carriers/,
    );
  });

  it("are all that --dry-run does, which prints Gbps, outage and path for each phase", async () => {
    const dryRun = ["drill", "ewr", "--demand-to-customer", "5", "--dry-run"];
    await expectNothingWithdrawn(dryRun, 0, /"carried"/);
    const { stdout } = await cli.run(dryRun);
    expect(stdout.trimEnd().split("\n").slice(1)).toEqual([
      expect.stringMatching(/^DRILL +TO YOU +TO CLOUDFLARE +OUTAGE +PATH$/),
      expect.stringMatching(/^before +20 Gbps +2 Gbps +– +"ewr" and "ams"$/),
      expect.stringMatching(/^during +10 Gbps +1 Gbps +(≤|≥|\d+ to) \d+ s +"ams"$/),
      expect.stringMatching(/^after +20 Gbps +2 Gbps +– +"ewr" and "ams"$/),
    ]);
    const { stdout: json } = await cli.run([...dryRun, "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      before: { capacity: { toCustomer: 20, toCloudflare: 2 } },
      during: { capacity: { toCustomer: 10, toCloudflare: 1 }, path: { toCustomer: ["ams"] } },
    });
  });
});

it("drill fails and restores everything if the API does not remove BGP", async () => {
  await cli.simulator.control.behave({ absentBgp: "keeps" });
  const before = await cli.objects();
  const { code, stderr } = await cli.run(drill("--for", "300ms"));
  expect(code).toBe(3);
  expect(stderr).toContain("The API keeps BGP");
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it("drill refuses to start if its folder is a symbolic link, and other commands warn", async () => {
  const folder = join(cli.folder, "state/pulumi-cloudflare-cni/drills");
  const elsewhere = join(cli.folder, "elsewhere");
  mkdirSync(elsewhere);
  mkdirSync(join(folder, ".."), { recursive: true });
  symlinkSync(elsewhere, folder);
  const refused = await cli.run(drill("--for", "1s"));
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('drills" is a symbolic link. Move its target here.'),
  });
  expect(readdirSync(elsewhere)).toEqual([]);
  expect((await cli.writes()).filter((write) => !write.startsWith("POST"))).toEqual([]);
  expect((await cli.run(["slots"])).stderr).toContain("is a symbolic link");
  expect((await cli.run(["doctor"])).stdout).toMatch(/^✗ drills .*is a symbolic link/m);
});

/** Defines a test that runs only as root, because only root can change the owner of a file. `.ci/run` runs as root. */
function asRoot(title: string, test: () => Promise<void>): void {
  if (process.geteuid?.() === 0) it(title, test);
}

asRoot(
  "drill --restore refuses a file of another user, but accepts a file of the user who ran sudo",
  async () => {
    const file = join(cli.folder, "theirs.json");
    writeFileSync(file, "{}");
    chownSync(file, 4711, 4711);
    const restore = ["drill", "--restore", file];
    expect(await cli.run(restore)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        `"${file}" belongs to another user (uid 4711). Change its owner if you trust its contents, then run the command again.`,
      ),
    });
    expect(await cli.run(restore, { SUDO_UID: "4711" })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is not a restore file of a drill"),
    });
  },
);

it("drill --restore reports a file that it cannot read", async () => {
  const missing = join(cli.folder, "missing.json");
  expect(await cli.run(["drill", "--restore", missing])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${missing} cannot be read: ENOENT`),
  });
});
