/** A drill puts back what it took: after success, failure, Ctrl-C, `kill` and SIGKILL. */
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

async function takenAway(): Promise<void> {
  const { cnis, accounts } = await cli.simulator.control.state();
  expect(cnis.map(({ bgp }) => bgp === undefined)).toEqual([true, false]);
  const raised = accounts
    .flatMap(({ routes }) => routes)
    .filter(({ priority }) => priority > 1_000);
  expect(raised).toHaveLength(2);
}

it("takes BGP and routes away, watches, and puts everything back as it was", async () => {
  const before = await cli.objects();
  const running = cli.start(drill("--for", "8s"));
  await running.waitForOutput("is away for another");
  await takenAway();
  const [file = ""] = files();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).toContain(KEY);
  expect((await cli.run(["status"])).stderr).toMatch(/A drill on ewr is running \(process \d+\)/);
  const { code, stdout, stderr } = await running.done;
  expect([code, stdout]).toEqual([0, "ewr is as it was before the drill\n"]);
  expect(stderr).toContain('the model says "carried": "ams" would carry the traffic');
  expect(stdout + stderr).not.toContain(KEY);
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "puts back on %s, however often",
  async (signal) => {
    const before = await cli.objects();
    const running = cli.start(drill("--for", "5m"));
    await running.waitForOutput("is away for another");
    running.child.kill(signal);
    running.child.kill(signal);
    const { code } = await running.done;
    expect(code).toBe(130);
    expect(await cli.objects()).toEqual(before);
    expect(files()).toEqual([]);
  },
);

it("leaves the file after SIGKILL, which every command names and --restore takes", async () => {
  const before = await cli.objects();
  const running = cli.start(drill("--for", "5m"));
  await running.waitForOutput("is away for another");
  running.child.kill("SIGKILL");
  await running.done;
  await takenAway();
  const [file = ""] = files();
  expect((await cli.run(["slots"])).stderr).toContain(
    `run \`npx pulumi-cloudflare-cni drill --restore ${file}\``,
  );
  expect((await cli.run(["doctor"])).stdout).toMatch(/^✗ drills\n.*was not put back/m);
  // One at a time.
  expect((await cli.run(drill("--for", "1s"))).code).toBe(4);
  const link = join(cli.folder, "link.json");
  symlinkSync(file, link);
  const { code, stdout } = await cli.run(["drill", "--restore", link]);
  expect([code, stdout]).toEqual([0, "ewr is as it was before the drill\n"]);
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it("puts back where the drill fails midway, and through a faulty API", async () => {
  const before = await cli.objects();
  // The removal of BGP is carried out, and its answer is lost.
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

it("puts back also where the API refuses that for a moment", async () => {
  const before = await cli.objects();
  // The removal goes through; what puts back is refused once, as a very new token may be.
  await cli.simulator.control.addFault({
    preset: "unauthorized-blip",
    method: "PUT",
    path: "/cni/cnis/",
    after: { method: "PUT", path: "/cni/cnis/", times: 1 },
  });
  const { code, stderr } = await cli.run(drill("--for", "300ms"));
  expect(stderr).toContain("Putting back failed and is tried again: PUT");
  expect(code).toBe(0);
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it("keeps what somebody changed elsewhere meanwhile", async () => {
  const running = cli.start(drill("--for", "5m"));
  await running.waitForOutput("is away for another");
  const { cnis } = await cli.simulator.control.state();
  await cli.simulator.control.editCni(cnis[0]?.id ?? "", { magic: { mtu: 1400 } });
  running.child.kill("SIGINT");
  await running.done;
  const [cni] = (await cli.simulator.control.state()).cnis;
  expect(cni).toMatchObject({ magic: { mtu: 1400 }, bgp: { md5_key: KEY } });
});

it("leaves BGP alone that somebody set meanwhile", async () => {
  const running = cli.start(drill("--for", "5m"));
  await running.waitForOutput("is away for another");
  const { cnis } = await cli.simulator.control.state();
  const theirs = { customer_asn: 65_020, extra_prefixes: [], md5_key: "another key" };
  await cli.simulator.control.editCni(cnis[0]?.id ?? "", { bgp: theirs });
  running.child.kill("SIGINT");
  await running.done;
  expect((await cli.simulator.control.state()).cnis[0]?.bgp).toEqual(theirs);
  expect(files()).toEqual([]);
});

it("ends early and with 1 where another link goes down", async () => {
  const before = await cli.objects();
  const running = cli.start(drill("--for", "5m", "--json"));
  await running.waitForOutput("is away for another");
  await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power" });
  const { code, stdout } = await running.done;
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ restored: true, fallen: ["cni-ams-a-000002"] });
  expect(await cli.objects()).toEqual(before);
});

describe("nothing is taken away", () => {
  const refused = async (args: string[], code: number, words: RegExp) => {
    const writes = await cli.writes();
    const run = await cli.run(args);
    expect(run).toMatchObject({ code, stderr: expect.stringMatching(words) });
    expect(await cli.writes()).toEqual(writes);
    expect(files()).toEqual([]);
  };

  it("where the model says that N-1 does not hold", () =>
    refused(["drill", "ewr", "--yes", "--demand-to-customer", "15"], 4, /model says "degraded"/));

  it("where the only other link is down now", async () => {
    await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power" });
    await refused(drill(), 4, /model says "lost"/);
    await refused(drill("--backup", "internet"), 4, /model says "backup".*--accept-backup/);
  });

  it("without a terminal and --yes, a demand, or a session", async () => {
    await refused(["drill", "ewr", "--demand-to-customer", "5"], 2, /say --yes/);
    await refused(["drill", "ewr", "--yes"], 2, /--demand-to-customer/);
    await refused(
      ["drill", "nobody", "--yes", "--demand-to-customer", "5"],
      2,
      /no session "nobody"/,
    );
    await refused(drill("--for", "5h"), 2, /4h at most/);
  });

  it("where the API does not tell the MD5 key, unless it is given", async () => {
    await cli.simulator.control.behave({ md5Key: "absent" });
    await refused(drill("--for", "300ms"), 4, /does not tell the session's MD5 key/);
    await refused(drill("--for", "300ms", "--md5-key-env", "NOT_SET"), 4, /MD5 key/);
    const before = await cli.objects();
    const given = drill("--for", "300ms", "--md5-key-env", "EWR_KEY");
    expect(await cli.run(given, { EWR_KEY: KEY })).toMatchObject({ code: 0 });
    expect(await cli.objects()).toEqual(before);
  });

  it("where only sessions outside the stack would carry the traffic, with --state", async () => {
    const { cnis } = await cli.simulator.control.state();
    const type = "pulumi-nodejs:dynamic/cloudflare-cni:CniBgpSession";
    const outputs = { interconnect: cnis[0]?.interconnect };
    const resources = [
      { urn: `urn:pulumi:dev::app::${type}::ewr`, type, id: cnis[0]?.id, outputs },
    ];
    const file = join(cli.folder, "state.json");
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    await refused(drill("--dry-run", "--state", file), 4, /nothing is taken away: without/);
    await refused(drill("--dry-run"), 0, /Every session of the account counts as a carrier/);
  });

  it("with --dry-run", async () => {
    await refused(["drill", "ewr", "--demand-to-customer", "5", "--dry-run"], 0, /"carried"/);
  });
});

it("says so where the API keeps BGP, with everything as it was", async () => {
  await cli.simulator.control.behave({ absentBgp: "keeps" });
  const before = await cli.objects();
  const { code, stderr } = await cli.run(drill("--for", "300ms"));
  expect(code).toBe(3);
  expect(stderr).toContain("the API keeps BGP");
  expect(await cli.objects()).toEqual(before);
  expect(files()).toEqual([]);
});

it("takes nothing away if its folder is a symbolic link, and other commands say so", async () => {
  const folder = join(cli.folder, "state/pulumi-cloudflare-cni/drills");
  const elsewhere = join(cli.folder, "elsewhere");
  mkdirSync(elsewhere);
  mkdirSync(join(folder, ".."), { recursive: true });
  symlinkSync(elsewhere, folder);
  const refused = await cli.run(drill("--for", "1s"));
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('drills" is a symbolic link. Move the target here.'),
  });
  expect(readdirSync(elsewhere)).toEqual([]);
  expect((await cli.writes()).filter((write) => !write.startsWith("POST"))).toEqual([]);
  expect((await cli.run(["slots"])).stderr).toContain("is a symbolic link");
  expect((await cli.run(["doctor"])).stdout).toMatch(/^✗ drills\n.*is a symbolic link/m);
});

/** Only root can change owners, and the gate (`.ci/run`) runs as root. Another user's `npm test` is without these. */
function asRoot(title: string, test: () => Promise<void>): void {
  if (process.geteuid?.() === 0) it(title, test);
}

asRoot("restores from no file of another user, but from one of the user who ran sudo", async () => {
  const file = join(cli.folder, "theirs.json");
  writeFileSync(file, "{}");
  chownSync(file, 4711, 4711);
  const restore = ["drill", "--restore", file];
  expect(await cli.run(restore)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      `"${file}" belongs to another user (uid 4711). Change its owner if you trust what it holds, then run the command again.`,
    ),
  });
  expect(await cli.run(restore, { SUDO_UID: "4711" })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is no restore file of a drill"),
  });
});

it("says that a file to restore from cannot be read", async () => {
  const missing = join(cli.folder, "missing.json");
  expect(await cli.run(["drill", "--restore", missing])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${missing} cannot be read: ENOENT`),
  });
});
