/**
 * Manual changes lose no object. Resources are renamed, tainted, replaced and moved on the real engine, and the tests
 * follow the advice in the messages.
 */

import { FORCES, NamedPorts } from "./support/named-ports";
import { type Declaration, declare, freeSlots } from "./support/test-stack";

const named = NamedPorts.forThisFile();
const { port, session, objects, inState, urnOf, up, failingUp, expectNoChanges } = named;

describe("a port and a session that are renamed without an alias", () => {
  it("are refused, and move to the new names if adopted as the message advises", async () => {
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
    expect(await named.testStack.writes()).toEqual(["POST", "POST"]);
    await expectNoChanges(...renamed);

    await named.testStack.stack.destroy();
    expect(await objects()).toEqual({ ports: [], sessions: [] });
  });

  it("are kept if another step fails in between and the old names are destroyed with --target", async () => {
    await up([port("p")]);
    const before = await objects();
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
    expect(await inState()).toEqual({ p: before.ports[0], q: before.ports[0] });
    await named.testStack.stack.refresh(declare(port("q", { adopt: true })));

    const target = ["--target", await urnOf("p")];
    const refused = await named.testStack.stack.destroy({ args: target, expectExitCode: "any" });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout).toMatch(
      /was not deleted, because another resource or run claimed it at/,
    );
    expect(await objects()).toEqual(before);

    await up([port("q", { adopt: true })], ["--refresh"]);
    expect(await inState()).toEqual({ q: before.ports[0] });
    expect(await objects()).toEqual(before);
  });
});

describe.each(FORCES)("a replacement forced by $name", ({ force }) => {
  it("is refused for a port, and succeeds after the destroy --target that the message advises", async () => {
    await up([port("p"), session("s", "p")]);
    const before = await objects();
    const refused = await failingUp(
      [port("p"), session("s", "p")],
      await force(named.testStack, await urnOf("p")),
    );
    expect(refused).toMatch(/already has interconnect[\s\S]*--target-dependents/);
    expect(await objects()).toEqual(before);

    // The exact command from the message.
    const [, urn = ""] =
      /pulumi destroy --target '([^']+)' --target-dependents/.exec(refused) ?? [];
    await named.testStack.stack.destroy({ args: ["--target", urn, "--target-dependents"] });
    expect(await objects()).toEqual({ ports: [], sessions: [] });
    await up([port("p"), session("s", "p")]);
    const after = await objects();
    expect(after.ports).toHaveLength(1);
    expect(await inState()).toEqual({ p: after.ports[0], s: after.sessions[0] });
  });
});

describe("account-wide resources that are renamed without an alias", () => {
  it("keep the account settings that the new resource declares", async () => {
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

  it("keep the Magic settings that the new resource declares", async () => {
    const base = [port("p"), session("s", "p")];
    const routing = (name: string): Declaration => ({
      type: "MagicInterconnect",
      name,
      args: { session: "$s", healthCheck: { rate: "low" } },
    });
    await up([...base, routing("m")]);
    const before = await named.testStack.writes();
    await up([...base, routing("n")]);
    expect(await named.testStack.writes()).toEqual(before);
  });
});

it("a port that `pulumi state move` moved to another stack is not recovered by the first stack", async () => {
  await up([port("p")]);
  const before = await objects();
  const urn = await urnOf("p");
  await named.testStack.stack.pulumi(["stack", "init", "other", "--no-select"]);
  const moved = await named.testStack.stack.pulumi(
    ["state", "move", "--yes", "--source", "dev", "--dest", "other", urn],
    { expectExitCode: "any" },
  );
  expect(moved.all).toMatch(/Successfully moved resources/);
  expect(await inState()).toEqual({});

  const refused = await failingUp([port("p")]);
  expect(refused).toContain("This resource ordered it at");
  expect(refused).toContain("orphans --all-stacks");
  await named.testStack.stack.destroy();
  expect(await objects()).toEqual(before);
  await named.testStack.stack.pulumi(["destroy", "--yes", "--skip-preview", "--stack", "other"]);
  expect(await objects()).toEqual({ ports: [], sessions: [] });
});
