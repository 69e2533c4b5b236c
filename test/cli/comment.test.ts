/**
 * `comment` on previews of the real engine. `RECORD=1` also writes the previews to the fixtures that the unit tests of the
 * command use, without what differs between machines.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ProgramFiles, ThrowawayStack } from "cloudflare-cni-tools";
import { withPlugin } from "../support/test-stack";
import { CliTestAccount } from "./cli-test-account";

const FIXTURES = join(__dirname, "../../provider/src/cli/commands/comment/fixtures");
const RECORDS = process.env.RECORD === "1";

const PROGRAM: ProgramFiles = {
  "index.js": `
    const pulumi = require("@pulumi/pulumi");
    const cni = require("pulumi-cloudflare-cni");
    const { SCENARIO } = process.env;
    const is = (...names) => names.includes(SCENARIO);
    const mtu = is("change", "replace") ? 1500 : 1476;
    const prefixes = ["203.0.113.0/24"];
    const port = (conduitName, facility, more) => ({
      slot: { facility, speed: "10G" },
      customer: { router: "edge-" + conduitName },
      session: { magic: { conduitName, mtu }, prefixes, ...more },
    });
    const ports = {
      "lax-1": port("lax-1", "CoreSite LA1", { localPreference: 200 }),
      "lax-2": port("lax-2", is("replace") ? "Equinix AM1" : "CoreSite LA1"),
    };
    if (is("change")) {
      ports["atl-1"] = port("atl-1", "Equinix AT1");
      ports["atl-2"] = port("atl-2", "Equinix AT1");
    }
    new cni.InterconnectGroup("transit", {
      intent: "device-diverse",
      ports,
      demand: { toCustomer: 8, toCloudflare: 1 },
      healthCheck: { enabled: true, rate: is("change") ? "high" : "mid" },
      bgp: {
        customerAsn: is("failed") ? "x" : 65010,
        md5Key: pulumi.secret(is("key") ? "a new secret key" : "an old secret key"),
      },
      backup: { kind: "internet", capacity: 10 },
      maintenanceNotification: [
        { alertType: "cni_maintenance_notification" },
        { alertType: "maintenance_event_notification" },
      ],
    });
    if (!is("key", "replace")) {
      new cni.CniSettings("account", { defaultAsn: is("change") ? 65020 : 65010 });
    }
  `,
};

const DOORS = { dynamic: PROGRAM, plugin: withPlugin(PROGRAM) };
type Door = keyof typeof DOORS;
const RUN: Door[] = RECORDS ? ["dynamic", "plugin"] : ["plugin"];
const SCENARIOS = RECORDS ? ["change", "replace", "key", "failed"] : ["change", "replace"];

describe.each(RUN)("comment on a preview through the %s door", (door) => {
  let cli: CliTestAccount;
  let stack: ThrowawayStack;
  let before: string;
  beforeAll(async () => {
    cli = await CliTestAccount.open();
    stack = await ThrowawayStack.create({
      program: DOORS[door],
      name: "prod",
      env: cli.account,
      programProcess: true,
    });
    if (RECORDS) await preview("first");
    await stack.up({ env: { SCENARIO: "before" } });
    before = save("before.json", (await stack.pulumi(["stack", "export"])).stdout);
  });
  afterAll(async () => {
    await stack?.dispose();
    await cli?.close();
  });

  async function preview(scenario: string): Promise<string> {
    const { stdout } = await stack.pulumi(["preview", "--json"], {
      env: { SCENARIO: scenario },
      expectExitCode: "any",
    });
    if (RECORDS) {
      mkdirSync(FIXTURES, { recursive: true });
      writeFileSync(join(FIXTURES, `${door}-${scenario}.json`), withoutMachine(stdout));
    }
    return save(`${scenario}.json`, stdout);
  }

  function save(name: string, text: string): string {
    const file = join(cli.folder, name);
    writeFileSync(file, text);
    return file;
  }

  it.each(SCENARIOS)("writes %s, without a key", async (scenario) => {
    const file = await preview(scenario);
    const { code, stdout } = await cli.run(["comment", "--preview", file, "--before", before]);
    expect([code, stdout]).toEqual([2, ""]);
    const written = await cli.run([
      ...["comment", "--preview", file, "--before", before, "--after", before],
      ...["--out", "comment.md"],
    ]);
    expect(written).toMatchObject({ code: 0, stdout: "" });
    const comment = readFileSync(join(cli.folder, "comment.md"), "utf8");
    expect(comment).toMatch(/^### Interconnects of prod\n\n> \[!(CAUTION|WARNING)\]\n/);
    if (scenario === "replace") expect(comment).toContain("**✗ Replaces 1 port (transit-lax-2)**");
    if (scenario === "change") {
      expect(comment).toContain(
        "| Order 2 ports at Equinix AT1, 10G | transit-atl-1, transit-atl-2 |",
      );
      expect(comment).toContain("| MTU 1476 → 1500 on 2 sessions |");
    }
    expect(comment).toContain("**✓ transit: Achieves device-diverse as designed**");
    expect(comment).not.toMatch(/secret key/);
  });

  it("draws what changes with diagram, from two states", async () => {
    const files = ["--before", before, "--after", before];
    const { code, stdout } = await cli.run(["diagram", ...files]);
    expect(stdout).toMatch(/^<svg [\s\S]*Changes of transit/);
    expect(code).toBe(0);
    const alone = await cli.run(["diagram", "--before", before, "--format", "mermaid"]);
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining("belong together") });
    const both = await cli.run(["diagram", ...files, "--state", before, "--format", "mermaid"]);
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining("conflict with") });
    const group = await cli.run(["diagram", ...files, "--group", "other", "--format", "mermaid"]);
    expect(group.stderr).toContain('group "other" not found. Choose one of: transit');
  });
});

/** A preview without positions in sources, times and internal references, which tell of the machine that made it. */
function withoutMachine(json: string): string {
  const MACHINE = [
    ...["sourcePosition", "stackTrace", "created", "modified", "duration"],
    ...["dependencies", "propertyDependencies", "provider", "parent"],
  ];
  const kept = (name: string, value: unknown) => (MACHINE.includes(name) ? undefined : value);
  return `${JSON.stringify(JSON.parse(json, kept), undefined, 2)}\n`;
}
