/**
 * Runs that end before they save their orders: after a power cut, after two Ctrl-C, or because another run ordered first.
 * After the next run, each resource exists exactly once. The recorded traces contain the titles of these tests.
 */
import { readdir, readFile } from "node:fs/promises";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { killEngine, until } from "./support/kill";
import {
  credentialsFor,
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  freeSlots,
  TestStack,
} from "./support/test-stack";
import { expectTrace, WriteRecorder } from "./support/trace";

const CH2 = "Equinix CH2";
const PAIRING_KEY = "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9/us-east4/1";

let testStack: TestStack;
let slotId: string;
let recorder: WriteRecorder;
beforeAll(async () => {
  [slotId = ""] = await freeSlots("Equinix NY1");
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
  recorder = new WriteRecorder(testStack.simulator);
});
afterEach(async () => {
  await testStack.startOver();
  recorder.take();
});
afterAll(async () => {
  recorder?.close();
  await testStack?.close();
});

/** Compares what the test stack did since the last trace with the recorded trace. */
async function traced(title: string, output?: string): Promise<void> {
  expectTrace(title, { writes: recorder.take(), state: await testStack.stack.state(), output });
}

const direct: () => Declaration = () => ({
  type: "Interconnect",
  name: "direct",
  args: { slotId },
});
const PORTS: () => Declaration[] = () => [
  direct(),
  { type: "Interconnect", name: "chosen", args: { slot: { facility: CH2 } } },
  {
    type: "Interconnect",
    name: "google",
    args: { pairingKey: PAIRING_KEY, bandwidth: "1G", waitFor: "ordered" },
  },
];
const REST: Declaration[] = [
  {
    type: "CniBgpSession",
    name: "session",
    args: { interconnect: "$direct", magic: { conduitName: "ewr" } },
  },
  { type: "CniSettings", name: "settings", args: { defaultAsn: 64_512 } },
];

const api = () => testStack.simulator.control.state();
async function idsInState(): Promise<Record<string, string>> {
  const { resources } = await testStack.stack.state();
  return Object.fromEntries(
    resources
      .filter(({ id }) => id !== undefined)
      .map(({ urn, id }) => [urn.split("::").at(-1), String(id)]),
  );
}
const upInBackground = (...program: Declaration[]) =>
  testStack.stack.start(["up", "--yes", "--skip-preview"], declare(...program));

/** Kills a run after the API carried out its orders and before the run receives a response. */
async function killWhileOrdering(program: Declaration[], arrived: () => Promise<boolean>) {
  for (const method of ["POST", "PUT"]) {
    await testStack.simulator.control.addFault({
      method,
      times: 9,
      effect: "applied",
      respond: { delay: "90s" },
    });
  }
  const up = upInBackground(...program);
  await until(arrived);
  await killEngine(testStack, up);
  await testStack.simulator.control.clearFaults();
}

it("recovers each unsaved order by its key after a power cut, and orders nothing twice", async () => {
  await killWhileOrdering(PORTS(), async () => (await api()).interconnects.length === 3);
  expect(Object.keys(await idsInState())).not.toContain("direct");
  const ordered = (await api()).interconnects.map(({ name }) => name).sort();
  await traced("killed while it orders");

  const { stdout } = await testStack.stack.up(declare(...PORTS()));
  const told = stdout.match(/Recovered interconnect cni-\S+, ordered by this resource at/g);
  expect(new Set(told).size).toBe(3);
  const { direct, chosen, google } = await idsInState();
  expect([direct, chosen, google].sort()).toEqual(ordered);
  expect(await testStack.writes()).toEqual(["POST", "POST", "POST"]);
  await traced("recovers the orders", stdout);

  const all = [...PORTS(), ...REST];
  await killWhileOrdering(all, async () => {
    const { cnis, accounts } = await api();
    return cnis.length === 1 && accounts[0]?.settings.default_asn === 64_512;
  });
  expect(await idsInState()).toEqual(expect.not.objectContaining({ session: expect.anything() }));
  await traced("killed while it creates the rest");
  const rest = await testStack.stack.up(declare(...all));
  await traced("recovers the rest", rest.stdout);
  const { cnis, interconnects } = await api();
  expect((await idsInState()).session).toBe(cnis[0]?.id);
  expect([cnis.length, interconnects.length]).toEqual([1, 3]);
  await testStack.stack.preview({ ...declare(...all), args: ["--expect-no-changes"] });

  // Destroy must restore the settings that the account had before the killed run.
  const destroyed = await testStack.stack.destroy();
  await traced("destroys it", destroyed.stdout);
  const after = await api();
  expect(after.accounts[0]?.settings.default_asn).toBe(13_335);
  expect([after.cnis, after.interconnects]).toEqual([[], []]);
});

it("recovers an order without a question if the plugin outlived the killed engine and noted the response", async () => {
  await testStack.simulator.control.addFault({
    method: "POST",
    effect: "applied",
    respond: { delay: "2s" },
  });
  const up = upInBackground(direct());
  await until(async () => (await api()).interconnects.length === 1);
  up.kill("SIGKILL");
  await up.done;
  const { name = "" } = (await api()).interconnects[0] ?? {};
  const orders = `${testStack.stack.env.XDG_STATE_HOME}/pulumi-cloudflare-cni/orders`;
  await until(async () => {
    const [file] = await readdir(orders);
    return file !== undefined && (await readFile(`${orders}/${file}`, "utf8")).includes(name);
  });
  await testStack.stack.pulumi(["cancel", "--yes"]);

  const { stdout } = await testStack.stack.up(declare(direct()));
  expect(stdout).toContain(`Recovered interconnect ${name}, ordered by this resource at`);
  expect(await idsInState()).toMatchObject({ direct: name });
  expect(await testStack.writes()).toEqual(["POST"]);
});

it("refuses a slot on another machine, where the unsaved order is unknown, until adopt is set", async () => {
  await killWhileOrdering([direct()], async () => (await api()).interconnects.length === 1);
  const elsewhere = { XDG_STATE_HOME: `${testStack.stack.backendDir}/elsewhere` };
  const refused = await testStack.stack.up({
    env: { ...declare(direct()).env, ...elsewhere },
    expectExitCode: "any",
  });
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stdout).toContain(`Slot ${slotId} already has interconnect`);
  expect(refused.stdout).toContain("set `adopt: true`");
  await traced("refuses", refused.stdout);

  const adopting = { ...direct(), args: { slotId, adopt: true } };
  const adopted = await testStack.stack.up({ env: { ...declare(adopting).env, ...elsewhere } });
  await traced("adopts", adopted.stdout);
  expect(Object.values(await idsInState())).toContain((await api()).interconnects[0]?.name);
  expect(await testStack.writes()).toEqual(["POST"]);
});

it("after two Ctrl-C, the next run continues to wait for the ordered port or asks to adopt it", async () => {
  const waiting: Declaration = {
    type: "Interconnect",
    name: "direct",
    args: { slotId, waitFor: "healthy", timeout: "10m" },
  };
  let seen: () => void = () => {};
  const pending = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const up = testStack.stack.start(["up", "--yes", "--skip-preview"], {
    ...declare(waiting),
    onLine: (line) => {
      if (line.includes("is Pending")) seen();
    },
  });
  await pending;
  up.kill("SIGINT");
  up.kill("SIGINT");
  expect((await up.done).exitCode).not.toBe(0);
  await testStack.stack.pulumi(["cancel", "--yes"], { expectExitCode: "any" });

  await testStack.simulator.control.advance("14d");
  const resumed = await testStack.stack.up({ ...declare(waiting), expectExitCode: "any" });
  if (resumed.exitCode !== 0) {
    // The second Ctrl-C arrived after the plugin returned the result and before the engine saved it.
    expect(resumed.stdout).toContain("This resource ordered it at");
    await testStack.stack.up(declare({ ...waiting, args: { ...waiting.args, adopt: true } }));
  }
  const { interconnects } = await api();
  expect(interconnects.map(({ name }) => name)).toEqual([(await idsInState()).direct]);
  expect(await testStack.writes()).toEqual(["POST"]);
});

it("gives a slot to one of two programs that order it at once, and names its interconnect to the other", async () => {
  const other = await ThrowawayStack.create({
    program: DECLARED_BY_ENVIRONMENT,
    env: {
      ...credentialsFor(testStack.simulator),
      // Both stacks share the order journal, as stacks on one machine do.
      XDG_STATE_HOME: String(testStack.stack.env.XDG_STATE_HOME),
    },
  });
  try {
    const options = { ...declare(direct()), expectExitCode: "any" } as const;
    const runs = await Promise.all([testStack.stack.up(options), other.up(options)]);
    const { interconnects } = await api();
    recorder.take();
    expect(interconnects).toHaveLength(1);
    expect(runs.map(({ exitCode }) => exitCode === 0).sort()).toEqual([false, true]);
    const [loser] = runs.filter(({ exitCode }) => exitCode !== 0);
    expect(loser?.stdout).toContain(`interconnect ${interconnects[0]?.name}`);

    // The next runs end in the same way, because a refused order leaves no entry in the journal.
    const again = await Promise.all([testStack.stack.up(options), other.up(options)]);
    expect(again.map(({ exitCode }) => exitCode)).toEqual(runs.map(({ exitCode }) => exitCode));
    const [told] = again.filter(({ exitCode }) => exitCode !== 0);
    expect(told?.stdout).toContain(`already has interconnect ${interconnects[0]?.name}`);
    // Either stack can be the one that got the slot.
    const winner = again[0]?.exitCode === 0 ? testStack.stack : other;
    const state = await winner.state();
    expectTrace("again", { writes: recorder.take(), state, output: told?.stdout });
  } finally {
    await other.dispose();
  }
});
