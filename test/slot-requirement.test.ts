/** Ports by what their slot must be like: chosen once, kept, never ordered twice. */
import { killEngine, until } from "./support/kill";
import {
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  freeSlots,
  TestStack,
} from "./support/test-stack";

/** Two devices with two slots of 10G each. */
const CH2 = "Equinix CH2";

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterEach(() => testStack.startOver());
afterAll(() => testStack?.close());

const port = (name: string, slot: object, args: object = {}): Declaration => ({
  type: "Interconnect",
  name,
  args: { slot, ...args },
});
const expectNoChanges = (...program: Declaration[]) =>
  testStack.stack.preview({ ...declare(...program), args: ["--expect-no-changes"] });
const ordered = async () => (await testStack.simulator.control.state()).interconnects;

async function inState(name: string) {
  const { resources } = await testStack.stack.state();
  return resources.find(({ urn }) => urn.endsWith(`:Interconnect::${name}`));
}

it("two ports of one requirement are on two devices, stay there, and move only where they must", async () => {
  const pair = (slot: object) => [port("a", slot), port("b", { ...slot, avoidDevices: ["$a"] })];
  const program = pair({ facility: CH2 });
  const { steps } = await testStack.stack.previewJson(declare(...program));
  const planned = steps.find(({ urn }) => urn.endsWith("::b"))?.newState?.inputs;
  expect(planned).toMatchObject({ type: "direct", slot: { facility: CH2, speed: "10G" } });

  await testStack.stack.up(declare(...program));
  const devices = (await ordered()).map((one) =>
    "ccr_device_name" in one ? one.ccr_device_name : undefined,
  );
  expect(devices).toEqual(["ccr01.ord-a", "ccr02.ord-a"]);
  expect((await inState("b"))?.outputs).toMatchObject({
    device: "ccr02.ord-a",
    facility: { name: CH2 },
    site: "ord-a",
    slotId: expect.any(String),
    speed: "10G",
  });
  await expectNoChanges(...program);

  // Still met: an update without an order.
  const looser = pair({ metro: "ORD", facility: "CH2" });
  const met = await testStack.stack.previewJson(declare(...looser));
  expect(met.changeSummary).toEqual({ same: 1, update: 2 });
  await testStack.stack.up(declare(...looser));
  expect(await testStack.writes()).toEqual(["POST", "POST"]);
  await expectNoChanges(...looser);

  // Not met any more: replaced, and preview says why.
  const faster = [port("a", { facility: "CH2", speed: "100G" }), looser[1] ?? port("b", {})];
  const moved = await testStack.stack.previewJson(declare(...faster));
  const step = moved.steps.find(({ urn, op }) => urn.endsWith("::a") && op === "replace");
  expect(step?.replaceReasons).toEqual(["slot"]);
  expect(moved.changeSummary).toEqual({ same: 1, replace: 1, update: 1 });
  const { stdout } = await testStack.stack.preview(declare(...faster));
  expect(stdout).toMatch(
    /does not meet slot any more, which asks for speed 100G and it has 10G: another port is ordered/,
  );
  expect(await testStack.writes()).toHaveLength(2);
});

it("where no slot is free, up says what is there and what is free nearby", async () => {
  for (const id of await freeSlots(CH2)) await testStack.simulator.control.occupySlot(id);
  const { stdout, exitCode } = await testStack.stack.up({
    ...declare(port("a", { facility: CH2 })),
    expectExitCode: "any",
  });
  expect(exitCode).not.toBe(0);
  expect(stdout).toMatch(
    /no free slot meets slot \(10G at "Equinix CH2"\)\. There: \S+ on ccr01\.ord-a is occupied, .* Free nearby: .*100G at Equinix CH2 \(site ord-a, ccr01\.ord-a\)/,
  );
  expect(await testStack.writes()).toEqual([]);
});

it("a slot that is taken in between is left for the next one, and one port is ordered", async () => {
  await testStack.simulator.control.addFault({ preset: "slot-taken-in-between" });
  await testStack.stack.up(declare(port("a", { facility: CH2 })));
  expect(await testStack.writes()).toEqual(["POST", "POST"]);
  const [only, ...others] = await ordered();
  expect(others).toEqual([]);
  expect((await inState("a"))?.id).toBe(only?.name);
});

it("a program may grow by ports of the same requirement, wherever they are declared", async () => {
  const slot = { facility: CH2 };
  await testStack.stack.up(declare(port("b", slot)));
  // The engine creates `a` before it asks about `b`, whose port `a` finds in the account.
  await testStack.stack.up(declare(port("a", slot), port("b", slot)));
  await testStack.stack.up(declare(port("b", slot), port("a", slot), port("c", slot)));
  expect(await ordered()).toHaveLength(3);
  await expectNoChanges(port("c", slot), port("a", slot), port("b", slot));
});

it("a live port is not replaced for what preview could not know", async () => {
  const slot = { facility: CH2 };
  await testStack.stack.up(declare(port("old", slot)));
  const program = [port("new", slot), port("old", { ...slot, avoidDevices: ["$new"] })];
  const plan = await testStack.stack.previewJson(declare(...program));
  expect(plan.changeSummary).toEqual({ create: 1, same: 1, update: 1 });

  // `old` waits for `new`, which cannot hear of it in time but by a refresh.
  const refused = await testStack.stack.up({ ...declare(...program), expectExitCode: "any" });
  expect(refused.stdout).toContain("run `pulumi up --refresh` without --target");
  const { stdout } = await testStack.stack.up({ ...declare(...program), args: ["--refresh"] });
  expect(stdout).toMatch(/the port stays for now, and the next one plans its replacement/);
  expect(await testStack.writes()).toEqual(["POST", "POST"]);
  const next = await testStack.stack.previewJson(declare(...program));
  expect(next.changeSummary).toEqual({ same: 2, replace: 1 });
});

it("what a killed run ordered on another machine is not ordered again, and can be adopted", async () => {
  const slot = { facility: CH2 };
  await testStack.stack.up(declare(port("a", slot)));
  const program = (more: object = {}) => [port("a", slot), port("b", slot, more)];
  await testStack.simulator.control.addFault({
    method: "POST",
    effect: "applied",
    respond: { delay: "60s" },
  });
  const up = testStack.stack.start(["up", "--yes", "--skip-preview"], declare(...program()));
  await until(async () => (await ordered()).length === 2);
  await killEngine(testStack, up);
  await testStack.simulator.control.clearFaults();
  expect(await inState("b")).toBeUndefined();

  const elsewhere = { XDG_STATE_HOME: `${testStack.stack.backendDir}/elsewhere` };
  const env = (more?: object) => ({ ...declare(...program(more)).env, ...elsewhere });
  const lost = (await ordered())[1]?.name;
  const refused = await testStack.stack.up({ env: env(), expectExitCode: "any" });
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stdout).toContain(
    `nothing was ordered: this account has ${lost} already, which meets slot (10G at "${CH2}")`,
  );
  expect(refused.stdout).toContain(`set \`adopt: "${lost}"\` once`);
  expect(await testStack.writes()).toEqual(["POST", "POST"]);

  await testStack.stack.up({ env: env({ adopt: lost }) });
  expect((await inState("b"))?.id).toBe(lost);
  expect(await testStack.writes()).toEqual(["POST", "POST"]);
  await expectNoChanges(...program());
});

it("a place without slots is refused in preview with the places that may have been meant", async () => {
  const refused = async (slot: object) => {
    const preview = await testStack.stack.preview({
      ...declare(port("a", slot)),
      expectExitCode: "any",
    });
    expect(preview.exitCode).not.toBe(0);
    return preview.stdout;
  };
  const metro = await refused({ metro: "JFK" });
  expect(metro).toMatch(
    /slot\.metro "JFK" has no slots\. Nearest metros: EWR \(Newark, NJ, about 30 km\), /,
  );
  expect(metro).not.toContain("Auckland");
  expect(await refused({ facility: "Equinox CH2" })).toContain(
    'slot.facility "Equinox CH2" has no slots. Did you mean "Equinix CH2"?',
  );
  expect(await testStack.writes()).toEqual([]);
});
