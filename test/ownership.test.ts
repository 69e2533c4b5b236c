/**
 * Manual changes lose no object. The real engine renames, taints, replaces and moves resources, and the tests follow the
 * advice in the messages. The tests of a `describe` are steps in order on one stack.
 */

import { FORCES, NamedPorts } from "./support/named-ports";
import { type Declaration, declare, freeSlots } from "./support/test-stack";

const named = NamedPorts.forThisFile();
const { port, session, objects, inState, urnOf, up, failingUp, expectNoChanges } = named;

const NOTHING = { ports: [], sessions: [] };
let before: Awaited<ReturnType<typeof objects>>;

describe("a port and a session that are renamed without an alias", () => {
  const renamed = () => [port("q"), session("q-session", "q")];
  beforeAll(async () => {
    await up([port("p"), session("p-session", "p")]);
    before = await objects();
  });
  afterAll(named.startOver);

  it("make the next up fail with the advice to set aliases or adopt", async () => {
    const refused = await failingUp(renamed());
    expect(refused).toMatch(/already has interconnect[\s\S]*set `aliases`[\s\S]*set `adopt: true`/);
    expect(await objects()).toEqual(before);
  });

  it("are managed under their new names after an up with adopt, and are not ordered again", async () => {
    const adopting = [port("q", { adopt: true }), session("q-session", "q", { adopt: true })];
    const { stdout } = await up(adopting);
    expect(stdout).toContain("now belongs to another resource, so it was not deleted or changed");
    expect(await objects()).toEqual(before);
    expect(await inState()).toEqual({ q: before.ports[0], "q-session": before.sessions[0] });
    expect(await named.testStack.writes()).toEqual(["POST", "POST"]);
  });

  it("have no changes after the adoption, even without adopt", () => expectNoChanges(...renamed()));

  it("are deleted by a destroy after the adoption", async () => {
    await named.testStack.stack.destroy();
    expect(await objects()).toEqual(NOTHING);
  });
});

describe("a port that a new name adopted in a run that failed afterwards", () => {
  beforeAll(async () => {
    await up([port("p")]);
    before = await objects();
    const [taken] = await freeSlots("Equinix FR5");
    await named.testStack.simulator.control.addFault({
      method: "POST",
      respond: { status: 403 },
      times: 9,
    });
    await failingUp([
      port("q", { adopt: true }),
      {
        type: "Interconnect",
        name: "r",
        args: { slotId: taken },
        options: { dependsOn: "$q" },
      },
    ]);
    await named.testStack.simulator.control.clearFaults();
  });
  afterAll(named.startOver);

  it("is in the state under both names", async () => {
    expect(await inState()).toEqual({ p: before.ports[0], q: before.ports[0] });
  });

  it("is not deleted by a destroy --target of the old name", async () => {
    await named.testStack.stack.refresh(declare(port("q", { adopt: true })));
    const target = ["--target", await urnOf("p")];
    const refused = await named.testStack.stack.destroy({ args: target, expectExitCode: "any" });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout).toMatch(
      /was not deleted, because another resource or run claimed it at/,
    );
    expect(await objects()).toEqual(before);
  });

  it("is in the state only under the new name after the next up, and still exists", async () => {
    await up([port("q", { adopt: true })], ["--refresh"]);
    expect(await inState()).toEqual({ q: before.ports[0] });
    expect(await objects()).toEqual(before);
  });
});

describe.each(FORCES)("a port whose replacement is forced by $name", ({ force }) => {
  const program = () => [port("p"), session("s", "p")];
  let refused: string;
  beforeAll(async () => {
    await up(program());
    before = await objects();
    refused = await failingUp(program(), await force(named.testStack, await urnOf("p")));
  });
  afterAll(named.startOver);

  it("is not replaced, and the error advises a destroy command", async () => {
    expect(refused).toMatch(/already has interconnect[\s\S]*--target-dependents/);
    expect(await objects()).toEqual(before);
  });

  it("is deleted with its session by the destroy command in the error", async () => {
    const [, urn = ""] =
      /pulumi destroy --target '([^']+)' --target-dependents/.exec(refused) ?? [];
    await named.testStack.stack.destroy({ args: ["--target", urn, "--target-dependents"] });
    expect(await objects()).toEqual(NOTHING);
  });

  it("is ordered again with its session by the up after that destroy", async () => {
    await up(program());
    const after = await objects();
    expect(after.ports).toHaveLength(1);
    expect(await inState()).toEqual({ p: after.ports[0], s: after.sessions[0] });
  });
});

describe("an account-wide resource that is renamed without an alias", () => {
  afterEach(named.startOver);

  it("does not reset the account settings that the new resource declares", async () => {
    const settings = (name: string): Declaration => ({
      type: "CniSettings",
      name,
      args: { defaultAsn: 64_512 },
    });
    await up([settings("p")]);
    const { stdout } = await up([settings("q")]);
    expect(stdout).toMatch(/CNI settings of account \w+ now belongs to another resource/);
    expect((await named.testStack.simulator.control.state()).accounts[0]?.settings).toEqual({
      default_asn: 64_512,
    });
    expect(await named.testStack.writes()).toEqual(["PUT"]);
  });

  it("does not reset the Magic settings that the new resource declares", async () => {
    const base = [port("p"), session("s", "p")];
    const routing = (name: string): Declaration => ({
      type: "MagicInterconnect",
      name,
      args: { session: "$s", healthCheck: { rate: "low" } },
    });
    await up([...base, routing("m")]);
    const writes = await named.testStack.writes();
    await up([...base, routing("n")]);
    expect(await named.testStack.writes()).toEqual(writes);
  });
});

describe("a port that `pulumi state move` moved to another stack", () => {
  beforeAll(async () => {
    await up([port("p")]);
    before = await objects();
    const urn = await urnOf("p");
    await named.testStack.stack.pulumi(["stack", "init", "other", "--no-select"]);
    const moved = await named.testStack.stack.pulumi(
      ["state", "move", "--yes", "--source", "dev", "--dest", "other", urn],
      { expectExitCode: "any" },
    );
    expect(moved.all).toMatch(/Successfully moved resources/);
  });
  afterAll(named.startOver);

  it("is no longer in the state of the first stack", async () => {
    expect(await inState()).toEqual({});
  });

  it("is not recovered by the first stack, and the error explains how to find it", async () => {
    const refused = await failingUp([port("p")]);
    expect(refused).toContain("This resource ordered it at");
    expect(refused).toContain("orphans --all-stacks");
  });

  it("is not deleted by a destroy of the first stack", async () => {
    await named.testStack.stack.destroy();
    expect(await objects()).toEqual(before);
  });

  it("is deleted by a destroy of the other stack", async () => {
    await named.testStack.stack.pulumi(["destroy", "--yes", "--skip-preview", "--stack", "other"]);
    expect(await objects()).toEqual(NOTHING);
  });
});
