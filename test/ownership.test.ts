/**
 * What a person does by hand loses nothing: resources are renamed, tainted, replaced and moved on the
 * real engine, and what the messages advise is done.
 */
import { ThrowawayStack } from "cloudflare-cni-tools";
import { DECLARED_BY_ENVIRONMENT, type Declaration, declare, freeSlots, Lab } from "./support/lab";

let lab: Lab;
let slotId: string;
beforeAll(async () => {
  [slotId = ""] = await freeSlots("Equinix NY1");
  lab = await Lab.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterEach(() => lab.startOver());
afterAll(() => lab?.close());

const port = (name: string, more: object = {}): Declaration => ({
  type: "Interconnect",
  name,
  args: { slotId, ...more },
});
const session = (name: string, on: string, more: object = {}): Declaration => ({
  type: "CniBgpSession",
  name,
  args: { interconnect: `$${on}`, magic: { conduitName: "ewr" }, ...more },
});

const api = () => lab.simulator.control.state();
const objects = async () => {
  const { interconnects, cnis } = await api();
  return { ports: interconnects.map(({ name }) => name), sessions: cnis.map(({ id }) => id) };
};
async function inState(stack = lab.stack): Promise<Record<string, string>> {
  const { resources } = await stack.state();
  return Object.fromEntries(
    resources
      .filter(({ type }) => type.includes("cloudflare-cni"))
      .map(({ urn, id }) => [urn.split("::").at(-1), String(id)]),
  );
}
async function urnOf(name: string): Promise<string> {
  const { resources } = await lab.stack.state();
  const found = resources.find(({ urn }) => urn.endsWith(`::${name}`));
  if (found === undefined) throw new Error(`${name} is not in the state`);
  return found.urn;
}
const up = (program: Declaration[], args: string[] = []) =>
  lab.stack.up({ ...declare(...program), args });
const failingUp = async (program: Declaration[], args: string[] = []) => {
  const options = { ...declare(...program), args, expectExitCode: "any" } as const;
  const { exitCode, stdout } = await lab.stack.up(options);
  expect(exitCode).not.toBe(0);
  return stdout;
};
const expectNoChanges = (...program: Declaration[]) =>
  lab.stack.preview({ ...declare(...program), args: ["--expect-no-changes"] });

describe("a port and its session that are renamed without alias", () => {
  it("are refused, adopted as the message says, and handed over", async () => {
    await up([port("p"), session("p-session", "p")]);
    const before = await objects();

    const renamed = [port("q"), session("q-session", "q")];
    const refused = await failingUp(renamed);
    expect(refused).toMatch(/already has interconnect[\s\S]*set `aliases`[\s\S]*set `adopt: true`/);
    expect(await objects()).toEqual(before);

    const adopting = [port("q", { adopt: true }), session("q-session", "q", { adopt: true })];
    const { stdout } = await up(adopting);
    expect(stdout).toContain("now belongs to another resource, so it was not deleted or changed");
    expect(await objects()).toEqual(before);
    expect(await inState()).toEqual({ q: before.ports[0], "q-session": before.sessions[0] });
    expect(await lab.writes()).toEqual(["POST", "POST"]);
    await expectNoChanges(...renamed);

    await lab.stack.destroy();
    expect(await objects()).toEqual({ ports: [], sessions: [] });
  });

  it("stay if another step fails in between, and the old names are destroyed by target", async () => {
    await up([port("p")]);
    const before = await objects();
    const [taken] = await freeSlots("Equinix FR5");
    await lab.simulator.control.addFault({ method: "POST", respond: { status: 403 }, times: 9 });
    await failingUp([
      port("q", { adopt: true }),
      {
        type: "Interconnect",
        name: "r",
        args: { slotId: taken },
        options: { dependsOn: "$q" },
      },
    ]);
    await lab.simulator.control.clearFaults();
    expect(await inState()).toEqual({ p: before.ports[0], q: before.ports[0] });
    await lab.stack.refresh(declare(port("q", { adopt: true })));

    const target = ["--target", await urnOf("p")];
    const refused = await lab.stack.destroy({ args: target, expectExitCode: "any" });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout).toMatch(/was not deleted: another resource or run claimed it at/);
    expect(await objects()).toEqual(before);

    await up([port("q", { adopt: true })], ["--refresh"]);
    expect(await inState()).toEqual({ q: before.ports[0] });
    expect(await objects()).toEqual(before);
  });
});

describe.each([
  [
    "pulumi state taint",
    async (urn: string) => {
      await lab.stack.pulumi(["state", "taint", urn, "--yes"]);
      return [];
    },
  ],
  ["up --replace", async (urn: string) => ["--replace", urn]],
])("a replacement forced by %s", (_, force) => {
  it("is refused for a port, and destroy --target gives up what it names", async () => {
    await up([port("p"), session("s", "p")]);
    const before = await objects();
    const refused = await failingUp([port("p"), session("s", "p")], await force(await urnOf("p")));
    expect(refused).toMatch(/already has interconnect[\s\S]*--target-dependents/);
    expect(await objects()).toEqual(before);

    // The command of the message, word by word.
    const [, urn = ""] =
      /pulumi destroy --target '([^']+)' --target-dependents/.exec(refused) ?? [];
    await lab.stack.destroy({ args: ["--target", urn, "--target-dependents"] });
    expect(await objects()).toEqual({ ports: [], sessions: [] });
    await up([port("p"), session("s", "p")]);
    const after = await objects();
    expect(after.ports).toHaveLength(1);
    expect(await inState()).toEqual({ p: after.ports[0], s: after.sessions[0] });
  });

  it("keeps the port and the session if they are adopted", async () => {
    await up([port("p"), session("s", "p")]);
    const before = await objects();
    await up(
      [port("p", { adopt: true }), session("s", "p", { adopt: true })],
      [...(await force(await urnOf("p"))), ...(await force(await urnOf("s")))],
    );
    expect(await objects()).toEqual(before);
    expect(await inState()).toEqual({ p: before.ports[0], s: before.sessions[0] });
    await expectNoChanges(port("p"), session("s", "p"));
  });
});

describe("singletons that are renamed without alias", () => {
  it("keep the settings of the account as the new resource declares them", async () => {
    const settings = (name: string): Declaration => ({
      type: "CniSettings",
      name,
      args: { defaultAsn: 64_512 },
    });
    await up([settings("p")]);
    const { stdout } = await up([settings("q")]);
    expect(stdout).toMatch(/CNI settings of account \w+ now belongs to another resource/);
    expect((await api()).accounts[0]?.settings).toEqual({ default_asn: 64_512 });
    expect(await lab.writes()).toEqual(["PUT"]);
  });

  it("keep the routing side of a port as the new resource declares it", async () => {
    const base = [port("p"), session("s", "p")];
    const routing = (name: string): Declaration => ({
      type: "MagicInterconnect",
      name,
      args: { session: "$s", healthCheck: { rate: "low" } },
    });
    await up([...base, routing("m")]);
    const before = await lab.writes();
    await up([...base, routing("n")]);
    expect(await lab.writes()).toEqual(before);
  });
});

it("a port that `state move` gave to another stack is not recovered by the first one", async () => {
  await up([port("p")]);
  const before = await objects();
  const urn = await urnOf("p");
  await lab.stack.pulumi(["stack", "init", "other", "--no-select"]);
  const moved = await lab.stack.pulumi(
    ["state", "move", "--yes", "--source", "dev", "--dest", "other", urn],
    { expectExitCode: "any" },
  );
  expect(moved.all).toMatch(/Successfully moved resources/);
  expect(await inState()).toEqual({});

  const refused = await failingUp([port("p")]);
  expect(refused).toContain("This resource ordered it at");
  expect(refused).toContain("orphans --all-stacks");
  await lab.stack.destroy();
  expect(await objects()).toEqual(before);
  await lab.stack.pulumi(["destroy", "--yes", "--skip-preview", "--stack", "other"]);
  expect(await objects()).toEqual({ ports: [], sessions: [] });
});

it("an unsaved order blocks no other order of its resource, and is named", async () => {
  const [, other = ""] = await freeSlots("Equinix NY1");
  await up([port("p")]);
  const { ports } = await objects();
  // As if the engine had lost its state.
  await lab.stack.pulumi(["state", "delete", await urnOf("p"), "--yes"]);
  const { stdout } = await up([{ type: "Interconnect", name: "p", args: { slotId: other } }]);
  expect(stdout).toMatch(new RegExp(`Interconnect ${ports[0]}, ordered by this resource at`));
  expect(stdout).toContain(`adopt: "${ports[0]}"`);
  expect((await objects()).ports).toHaveLength(2);
});

it("a port under two claims is an error in preview, and adopt claims it anew", async () => {
  await up([port("p")]);
  const { stdout: older } = await lab.stack.pulumi(["stack", "export"]);
  const before = await objects();
  await up([port("p", { adopt: true })], ["--replace", await urnOf("p")]);
  const file = `${lab.stack.backendDir}/older.json`;
  const { writeFile } = await import("node:fs/promises");
  await writeFile(file, older);
  await lab.stack.pulumi(["stack", "import", "--file", file]);

  const preview = await lab.stack.preview({ ...declare(port("p")), expectExitCode: "any" });
  expect(preview.exitCode).not.toBe(0);
  expect(preview.stdout).toMatch(/is claimed twice/);
  await up([port("p", { adopt: before.ports[0] })]);
  await expectNoChanges(port("p"));
  expect(await objects()).toEqual(before);
});

it("two stacks of one program stay apart: a stack that adopts makes the other one ask", async () => {
  await up([port("p")]);
  const before = await objects();
  const { simulator, stack } = lab;
  const other = await ThrowawayStack.create({
    program: DECLARED_BY_ENVIRONMENT,
    env: {
      CLOUDFLARE_BASE_URL: simulator.baseUrl,
      CLOUDFLARE_ACCOUNT_ID: simulator.accountId,
      CLOUDFLARE_API_TOKEN: simulator.token,
      XDG_STATE_HOME: String(stack.env.XDG_STATE_HOME),
    },
  });
  try {
    await other.up(declare(port("q", { adopt: true })));
    const destroyed = await stack.destroy({ expectExitCode: "any" });
    expect(destroyed.stdout).toMatch(/was not deleted: another resource or run claimed it at/);
    expect(await objects()).toEqual(before);
    expect(await inState(other)).toEqual({ q: before.ports[0] });
  } finally {
    await other.dispose();
  }
});

it("messages are under the name that an alias gave, but for the first read of a process", async () => {
  const slots = [...(await freeSlots("Equinix NY1")), ...(await freeSlots("Equinix FR5"))];
  const ports = (prefix: string, options?: (number: number) => object): Declaration[] =>
    slots.slice(0, 3).map((slot, index) => ({
      type: "Interconnect",
      name: `${prefix}${index}`,
      args: { slotId: slot },
      options: options?.(index),
    }));
  const renamed = ports("new", (index) => ({ aliases: [{ name: `old${index}` }] }));
  await up(ports("old"));
  await lab.stack.up({ ...declare(...renamed), args: ["--expect-no-changes"] });

  await lab.simulator.control.advance("60d");
  const { stdout } = await lab.stack.pulumi(["refresh", "--yes", "--skip-preview"]);
  const told = stdout.slice(stdout.indexOf("Diagnostics:"));
  expect(told.match(/it was Pending when last looked at/g)).toHaveLength(3);
  expect(told.match(/Interconnect \(new\d\):/g)?.length).toBeGreaterThanOrEqual(2);
});
