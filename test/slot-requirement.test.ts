/** Interconnects whose slot is chosen by requirement (`slot`). */
import { killEngine, until } from "./support/kill";
import {
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  freeSlots,
  TestStack,
} from "./support/test-stack";

/** Facility with two devices, each with two 10G slots. */
const CH2 = "Equinix CH2";

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterAll(() => testStack?.close());

const port = (name: string, slot: object, args: object = {}): Declaration => ({
  type: "Interconnect",
  name,
  args: { slot, ...args },
});
const expectNoChanges = (...program: Declaration[]) =>
  testStack.stack.preview({ ...declare(...program), args: ["--expect-no-changes"] });
const interconnects = async () => (await testStack.simulator.control.state()).interconnects;

async function interconnectInState(name: string) {
  const { resources } = await testStack.stack.state();
  return resources.find(({ urn }) => urn.endsWith(`:Interconnect::${name}`));
}

describe("two interconnects with the same slot requirement, one of which avoids the other's device", () => {
  const pair = (slot: object) => [port("a", slot), port("b", { ...slot, avoidDevices: ["$a"] })];
  const program = pair({ facility: CH2 });
  /** The same facility, written differently. */
  const equivalent = pair({ metro: "ORD", facility: "CH2" });
  const faster = [port("a", { facility: "CH2", speed: "100G" }), ...equivalent.slice(1)];
  afterAll(() => testStack.startOver());

  it("show their slot requirement in preview", async () => {
    const { steps } = await testStack.stack.previewJson(declare(...program));
    const planned = steps.find(({ urn }) => urn.endsWith("::b"))?.newState?.inputs;
    expect(planned).toMatchObject({ type: "direct", slot: { facility: CH2, speed: "10G" } });
  });

  it("are ordered on different devices", async () => {
    await testStack.stack.up(declare(...program));
    const devices = (await interconnects()).map((one) =>
      "ccr_device_name" in one ? one.ccr_device_name : undefined,
    );
    expect(devices).toEqual(["ccr01.ord-a", "ccr02.ord-a"]);
    expect((await interconnectInState("b"))?.outputs).toMatchObject({
      device: "ccr02.ord-a",
      facility: { name: CH2 },
      site: "ord-a",
      slotId: expect.any(String),
      speed: "10G",
    });
  });

  it("have no changes after up", () => expectNoChanges(...program));

  it("keep their slots if the requirement changes and the slots still meet it", async () => {
    const { changeSummary } = await testStack.stack.previewJson(declare(...equivalent));
    expect(changeSummary).toEqual({ same: 1, update: 2 });
    await testStack.stack.up(declare(...equivalent));
    expect(await testStack.writes()).toEqual(["POST", "POST"]);
    await expectNoChanges(...equivalent);
  });

  it("plan a replacement and state the reason if a slot no longer meets the requirement", async () => {
    const { steps, changeSummary } = await testStack.stack.previewJson(declare(...faster));
    const step = steps.find(({ urn, op }) => urn.endsWith("::a") && op === "replace");
    expect(step?.replaceReasons).toEqual(["slot"]);
    expect(changeSummary).toEqual({ same: 1, replace: 1, update: 1 });
    const { stdout } = await testStack.stack.preview(declare(...faster));
    expect(stdout).toMatch(
      /no longer meets slot, which requires speed 100G, but it has 10G\. Pulumi orders a new port/,
    );
    expect(await testStack.writes()).toHaveLength(2);
  });
});

describe("an interconnect with a slot requirement", () => {
  afterEach(() => testStack.startOver());

  it("fails in up if no slot is free, and lists the occupied slots and free slots nearby", async () => {
    for (const id of await freeSlots(CH2)) await testStack.simulator.control.occupySlot(id);
    const { stdout, exitCode } = await testStack.stack.up({
      ...declare(port("a", { facility: CH2 })),
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(
      /No free slot meets slot \(10G at "Equinix CH2"\)\. .*\n.*Matching slots: \S+ on ccr01\.ord-a is occupied, .*\n.*Free nearby: .*100G at Equinix CH2 \(site ord-a, ccr01\.ord-a\)/,
    );
    expect(await testStack.writes()).toEqual([]);
  });

  it("gets another slot if somebody occupies the chosen one before the order", async () => {
    await testStack.simulator.control.addFault({ preset: "slot-taken-in-between" });
    await testStack.stack.up(declare(port("a", { facility: CH2 })));
    expect(await testStack.writes()).toEqual(["POST", "POST"]);
    const [only, ...others] = await interconnects();
    expect(others).toEqual([]);
    expect((await interconnectInState("a"))?.id).toBe(only?.name);
  });

  it("keeps its port if the program declares new interconnects with the same requirement before it", async () => {
    const slot = { facility: CH2 };
    await testStack.stack.up(declare(port("b", slot)));
    // The engine creates `a` before it compares `b`, so `a` sees the port of `b` in the account.
    await testStack.stack.up(declare(port("a", slot), port("b", slot)));
    await testStack.stack.up(declare(port("b", slot), port("a", slot), port("c", slot)));
    expect(await interconnects()).toHaveLength(3);
    await expectNoChanges(port("c", slot), port("a", slot), port("b", slot));
  });

  it("is refused in preview with suggestions if its metro or facility has no slots", async () => {
    const previewError = async (slot: object) => {
      const preview = await testStack.stack.preview({
        ...declare(port("a", slot)),
        expectExitCode: "any",
      });
      expect(preview.exitCode).not.toBe(0);
      return preview.stdout;
    };
    const metro = await previewError({ metro: "JFK" });
    expect(metro).toMatch(
      /slot\.metro "JFK" has no slots\. Nearest metros: EWR \(Newark, NJ, about 30 km\), /,
    );
    expect(metro).not.toContain("Auckland");
    expect(await previewError({ facility: "Equinox CH2" })).toContain(
      'slot.facility "Equinox CH2" has no slots. Did you mean "Equinix CH2"?',
    );
    expect(await testStack.writes()).toEqual([]);
  });
});

describe("an interconnect whose requirement refers to an unknown device", () => {
  const slot = { facility: CH2 };
  const program = [port("new", slot), port("old", { ...slot, avoidDevices: ["$new"] })];
  beforeAll(() => testStack.stack.up(declare(port("old", slot))));
  afterAll(() => testStack.startOver());

  it("is planned as an update, not a replacement", async () => {
    const { changeSummary } = await testStack.stack.previewJson(declare(...program));
    expect(changeSummary).toEqual({ create: 1, same: 1, update: 1 });
  });

  it("advises a refresh in up", async () => {
    // `old` waits for `new`, so `new` learns of the requirement of `old` in time only from a refresh.
    const { stdout } = await testStack.stack.up({ ...declare(...program), expectExitCode: "any" });
    expect(stdout).toContain("run `pulumi up --refresh` without --target");
  });

  it("keeps its port in up --refresh, which announces the replacement", async () => {
    const { stdout } = await testStack.stack.up({ ...declare(...program), args: ["--refresh"] });
    expect(stdout).toMatch(/The port stays for now, and the next preview plans its replacement/);
    expect(await testStack.writes()).toEqual(["POST", "POST"]);
  });

  it("is planned as a replacement once the device is known", async () => {
    const { changeSummary } = await testStack.stack.previewJson(declare(...program));
    expect(changeSummary).toEqual({ same: 2, replace: 1 });
  });
});

describe("an interconnect with a slot requirement that a killed run on another machine ordered", () => {
  const slot = { facility: CH2 };
  const program = (more: object = {}) => [port("a", slot), port("b", slot, more)];
  const upElsewhere = (more: object = {}) =>
    testStack.stack.up({
      env: {
        ...declare(...program(more)).env,
        XDG_STATE_HOME: `${testStack.stack.backendDir}/elsewhere`,
      },
      expectExitCode: "any",
    });
  let unsaved: string | undefined;
  beforeAll(async () => {
    await testStack.stack.up(declare(port("a", slot)));
    await testStack.simulator.control.addFault({
      method: "POST",
      effect: "applied",
      respond: { delay: "60s" },
    });
    const up = testStack.stack.start(["up", "--yes", "--skip-preview"], declare(...program()));
    await until(async () => (await interconnects()).length === 2);
    await killEngine(testStack, up);
    await testStack.simulator.control.clearFaults();
    unsaved = (await interconnects())[1]?.name;
  });
  afterAll(() => testStack.startOver());

  it("is not in the state after the kill", async () => {
    expect(await interconnectInState("b")).toBeUndefined();
  });

  it("is not ordered again, and the error names the existing interconnect", async () => {
    const { exitCode, stdout } = await upElsewhere();
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain(
      `Nothing was ordered, because interconnect ${unsaved} meets slot (10G at "${CH2}")`,
    );
    expect(stdout).toContain(`set \`adopt: "${unsaved}"\` once`);
    expect(await testStack.writes()).toEqual(["POST", "POST"]);
  });

  it("is adopted as the error advises", async () => {
    const { exitCode } = await upElsewhere({ adopt: unsaved });
    expect(exitCode).toBe(0);
    expect((await interconnectInState("b"))?.id).toBe(unsaved);
    expect(await testStack.writes()).toEqual(["POST", "POST"]);
    await expectNoChanges(...program());
  });
});
