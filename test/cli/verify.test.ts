/** `verify`, `diagram` and `report` for a stack and for an account. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { CliTestAccount } from "./cli-test-account";

let cli: CliTestAccount;
let stack: ThrowawayStack;
let state: string;
beforeAll(async () => {
  cli = await CliTestAccount.open();
  const slots = await cli.simulator.control.slots();
  const at = (site: string) => slots.find((one) => one.site === site && one.speed === "10G")?.id;
  stack = await ThrowawayStack.create({
    program: {
      "index.js": `
        const cni = require("pulumi-cloudflare-cni");
        const pulumi = require("@pulumi/pulumi");
        new cni.InterconnectGroup("transit", {
          intent: "site-diverse",
          ports: {
            ewr: {
              slotId: ${JSON.stringify(at("ewr-b"))},
              customer: { router: "edge-1", port: "xe-0/0/1" },
              session: { localPreference: 200 },
            },
            ams: { slotId: ${JSON.stringify(at("ams-a"))}, customer: { router: "edge-2" } },
          },
          healthCheck: { enabled: true },
          bgp: { customerAsn: 65010, md5Key: pulumi.secret("a secret key") },
          backup: { kind: "internet" },
          maintenanceNotification: [
            { alertType: "cni_maintenance_notification" },
            { alertType: "maintenance_event_notification" },
          ],
        });
      `,
    },
    env: cli.account,
  });
  await stack.up();
  const { stdout } = await stack.pulumi(["stack", "export"]);
  state = join(cli.folder, "state.json");
  writeFileSync(state, stdout);
});
afterAll(async () => {
  await stack?.dispose();
  await cli?.close();
});

const WELL = [
  ...["--backup", "internet"],
  ...["--maintenance-notification", "cni_maintenance_notification"],
  ...["--maintenance-notification", "maintenance_event_notification"],
];

it("verify checks a stack from its state alone, with the intent of each group", async () => {
  const env = { CLOUDFLARE_API_TOKEN: "", CLOUDFLARE_ACCOUNT_ID: "" };
  const { code, stdout, stderr } = await cli.run(["verify", "--state", state], env);
  expect(stdout).toMatch(/^✓ transit: Achieves site-diverse\n {2}✓ Diversity: site-diverse\n/);
  expect(stdout).toMatch(/^ {2}✓ Working now: 2 of 2 ports$/m);
  expect(stdout).toMatch(/^ {2}To the customer +█+░+ +10 Gbps left if port ams fails · 20 Gbps/m);
  expect(stderr).not.toContain("--intent");
  expect(code).toBe(0);
  const much = ["--local-preference", "ewr=200", "--demand-to-customer", "15"];
  const short = await cli.run(["verify", "--state", state, ...much], env);
  expect(short.code).toBe(1);
  expect(short.stdout).toMatch(/^ {2}✗ error CAPACITY$/m);
  const slow = await cli.run(["verify", "--state", state, "--max-outage", "10s"], env);
  expect(slow.code).toBe(1);
  expect(slow.stdout).toMatch(/^ {2}! unknown OUTAGE_TOO_LONG$/m);
  const assumed = ["--assume", "port=2y/4h", "--availability", "99.99%"];
  const available = await cli.run(["verify", "--state", state, ...assumed], env);
  expect(available.code).toBe(1);
  expect(available.stdout).toMatch(/^ {2}Assumed failures: port every 2y for 4h\.$/m);
  expect(available.stdout).toMatch(/^ {2}Cloudflare gives no SLA for interconnects\./m);
  expect(available.stdout).toMatch(/^ {2}! unknown AVAILABILITY$/m);
  const { stdout: json } = await cli.run(["verify", "--state", state, ...assumed, "--json"], env);
  expect(JSON.parse(json)[0]).toMatchObject({
    availability: { toCustomer: { most: "unknown" }, assumed: [{ kind: "port" }] },
    scorecard: { availability: expect.arrayContaining([expect.stringMatching(/no SLA/)]) },
  });
  const wrong = await cli.run(["verify", "--state", state, "--assume", "port=often"], env);
  expect(wrong.stderr).toMatch(/--assume .* must be <kind>=<mtbf>\/<mttr> such as port=2y\/4h/);
});

it("order-sheet finds the customer's ends in the state of a group that has no design yet", async () => {
  const early = join(cli.folder, "early.json");
  const text = readFileSync(state, "utf8");
  writeFileSync(early, text.replaceAll('"design":', '"none":'));
  const args = ["order-sheet", "--state", early, "--format", "netbox", "--out", "early"];
  expect((await cli.run(args)).code).toBe(0);
  const cables = readFileSync(join(cli.folder, "early/12-cables.csv"), "utf8");
  expect(cables).toMatch(/^edge-1,dcim\.interface,xe-0\/0\/1,Equinix NY1,/m);
});

it("verify exits with 1 if the intent depends on an unknown value, and says that the intent may be met", async () => {
  const unknown = join(cli.folder, "unknown.json");
  writeFileSync(unknown, readFileSync(state, "utf8").replaceAll('"customer":', '"end":'));
  const { code, stdout } = await cli.run(["verify", "--state", unknown]);
  expect(stdout).toMatch(/^\? transit: May achieve site-diverse: 1 open question /);
  expect(stdout).toMatch(/^ {2}! unknown CUSTOMER_SIDE_UNKNOWN$/m);
  expect(code).toBe(1);
});

it("verify reports a missing backup without denying that the ports are diverse", async () => {
  const file = join(cli.folder, "no-backup.json");
  writeFileSync(file, readFileSync(state, "utf8").replaceAll('"backup":', '"before":'));
  const { code, stdout } = await cli.run(["verify", "--state", file]);
  expect(stdout).toMatch(/^✗ transit: Achieves site-diverse, but has 1 error \(no backup\)$/m);
  expect(stdout).toMatch(/^ {2}✓ Diversity: site-diverse$/m);
  expect(code).toBe(1);
});

it("verify does not tick items that are down, and exits with 0 because the design is good", async () => {
  const file = join(cli.folder, "down.json");
  writeFileSync(file, readFileSync(state, "utf8").replaceAll('"Healthy"', '"Down"'));
  const { code, stdout } = await cli.run(["verify", "--state", file]);
  expect(stdout).toMatch(/^! transit: Achieves site-diverse as designed, but not now$/m);
  expect(stdout).toMatch(/^ {2}✗ Working now: 0 of 2 ports$/m);
  expect(code).toBe(0);
});

it("verify reads the stack with the Pulumi CLI, and prints the CLI's error message if that fails", async () => {
  const env = Object.fromEntries(
    Object.entries(stack.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  const named = ["verify", "--stack", "dev", "--cwd", stack.programDir, ...WELL];
  const { code, stdout, stderr } = await cli.run([...named, "--json"], env);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ name: "transit", configured: "site-diverse" }]);
  expect(stdout).not.toContain("a secret key");
  const orphans = ["orphans", "--all-stacks", "--cwd", stack.programDir];
  expect(await cli.run(orphans, env)).toMatchObject({ code: 0, stdout: "" });
  const status = await cli.run(["status", "--stack", "dev", "--cwd", stack.programDir], env);
  expect(status.stdout).toMatch(/^✓ transit: Achieves site-diverse$/m);
  expect(status.stdout.match(/✓ Healthy/g)).toHaveLength(2);
  const none = await cli.run(["verify", "--stack", "none", "--cwd", stack.programDir], env);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining("no stack named 'none'") });
  expect(none.stderr).toContain("The project has the stacks dev.");
  const elsewhere = await cli.run(["verify", "--stack", "dev", "--cwd", cli.folder], env);
  expect(elsewhere.stderr).toContain("Run the command in the folder of the project, or add --cwd");
  expect((await cli.run(named, { PATH: "/nowhere" })).stderr).toContain("Put `pulumi` on PATH");
});

it("verify checks the account, including its notification policies", async () => {
  const { code, stdout } = await cli.run(["verify", "--intent", "site-and-device-diverse"]);
  expect(code).toBe(1);
  for (const type of ["TOO_FEW_PORTS", "NO_BACKUP", "NO_MAINTENANCE_NOTIFICATION"]) {
    expect(stdout).toContain(type);
  }
  for (const alert_type of ["cni_maintenance_notification", "maintenance_event_notification"]) {
    await cli.call("POST", "/alerting/v3/policies", {
      name: alert_type,
      alert_type,
      enabled: true,
      mechanisms: { email: [{ id: "noc@example.com" }] },
    });
  }
  expect((await cli.run(["verify"])).stdout).not.toContain("NO_MAINTENANCE_NOTIFICATION");
});

it("verify --strict treats warnings as errors", async () => {
  // The sessions do not set a preference, although Cloudflare recommends one.
  const named = ["verify", "--state", state, ...WELL, "--intent", "site-diverse"];
  const { code, stdout } = await cli.run([...named, "--json"]);
  const [{ blockers }] = JSON.parse(stdout);
  expect(code).toBe(0);
  expect((await cli.run([...named, "--strict"])).code).toBe(blockers.length > 0 ? 1 : 0);
});

it("verify --format sarif writes SARIF 2.1.0 with a rule and a location for every result", async () => {
  const { code, stdout } = await cli.run([
    ...["verify", "--state", state, "--demand-to-customer", "15"],
    ...["--format", "sarif"],
  ]);
  expect(code).toBe(1);
  const { version, runs } = JSON.parse(stdout);
  expect(version).toBe("2.1.0");
  const [run] = runs;
  expect(run.results.length).toBeGreaterThan(0);
  for (const { ruleId, ruleIndex, level, message, locations } of run.results) {
    expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(["error", "warning", "note"]).toContain(level);
    expect(message.text).toMatch(/^transit: /);
    expect(locations[0].physicalLocation.artifactLocation.uri).toBe("Pulumi.yaml");
  }
});

it("verify --format github prints GitHub Actions annotations", async () => {
  const { stdout } = await cli.run([
    "verify",
    "--state",
    state,
    "--demand-to-customer",
    "15",
    "--format",
    "github",
  ]);
  expect(stdout).toMatch(/^::error title=transit%3A CAPACITY::Only 10 of 15 Gbps to the customer/m);
});

it("diagram and report show a stack or an account", async () => {
  const mermaid = await cli.run(["diagram", "--state", state, "--format", "mermaid"]);
  expect(mermaid.stdout).toMatch(/^flowchart /m);
  const markdown = await cli.run(["diagram", "--state", state, "--format", "markdown"]);
  expect(markdown.stdout).toMatch(/^\*\*✓ transit: Achieves site-diverse\*\*$/m);
  expect((await cli.run(["diagram"])).stdout).toMatch(/^<svg /);
  const { code, stdout } = await cli.run(["report", "--state", state, "--out", "r/report.html"]);
  expect([code, stdout]).toEqual([0, ""]);
  expect(readFileSync(join(cli.folder, "r/report.html"), "utf8")).toMatch(/^<!doctype html>/);
  const json = JSON.parse((await cli.run(["report", "--state", state, "--json"])).stdout);
  expect(json).toMatchObject({
    design: { name: "transit" },
    assessment: { intent: "site-diverse" },
  });
  const group = await cli.run(["report", "--state", state, "--group", "nobody"]);
  expect(group).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Choose one of: transit."),
  });
});

it.each([["text"], ["json"], ["sarif"], ["github"]])(
  "verify --format %s does not print MD5 keys",
  async (format) => {
    const { stdout, stderr } = await cli.run(["verify", "--format", format]);
    expect(stdout + stderr).not.toMatch(/a secret key|simulator-token/);
  },
);

it("verify and diagram show the link states of the gates, unless diagram --no-live is set", async () => {
  const args = ["--state", state, "--format"];
  const verified = JSON.parse((await cli.run(["verify", ...args, "json"])).stdout);
  expect(verified).toMatchObject([{ configured: "site-diverse", operational: "site-diverse" }]);
  const live = (await cli.run(["diagram", ...args, "mermaid"])).stdout;
  expect(live).toContain("Healthy");
  expect(live).toContain("✓ Working now");
  const picture = (await cli.run(["diagram", ...args, "mermaid", "--no-live"])).stdout;
  expect(picture).toContain("– Working now");
  expect(picture).not.toMatch(/Healthy|Pending|not ordered/);
});

it.each(["constructor", "__proto__", "toString"])(
  "verify --local-preference accepts a session named %s",
  async (name) => {
    const account = await CliTestAccount.open();
    try {
      const [one, other] = [await account.port("ewr-b"), await account.port("ams-a")];
      await account.session(one.name, name, {});
      await account.session(other.name, "ams", {});
      const verify = ["verify", ...WELL, "--demand-to-customer", "15", "--json"];
      const capacityOf = async (...more: string[]) =>
        JSON.parse((await account.run([...verify, ...more])).stdout)[0].capacity.toCloudflare;
      expect(await capacityOf("--local-preference", `${name}=200`)).toBe((await capacityOf()) / 2);
      const unknown = await account.run([...verify, "--local-preference", `${name}2=200`]);
      expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining(`${name}2`) });
    } finally {
      await account.close();
    }
  },
);
