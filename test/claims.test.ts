/** Claims across stacks and states, and unsaved orders, with the real engine. See also ownership.test.ts. */
import { writeFile } from "node:fs/promises";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { FORCES, NamedPorts } from "./support/named-ports";
import {
  credentialsFor,
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  freeSlots,
} from "./support/test-stack";

const named = NamedPorts.forThisFile();
const { port, session, objects, inState, urnOf, up, expectNoChanges } = named;

afterEach(named.startOver);

describe.each(FORCES)("a replacement forced by $name", ({ force }) => {
  it("adopts the port and the session in place if both have adopt", async () => {
    await up([port("p"), session("s", "p")]);
    const before = await objects();
    await up(
      [port("p", { adopt: true }), session("s", "p", { adopt: true })],
      [
        ...(await force(named.testStack, await urnOf("p"))),
        ...(await force(named.testStack, await urnOf("s"))),
      ],
    );
    expect(await objects()).toEqual(before);
    expect(await inState()).toEqual({ p: before.ports[0], s: before.sessions[0] });
    await expectNoChanges(port("p"), session("s", "p"));
  });
});

it("an up reports an unsaved order of its resource, and orders another slot", async () => {
  const [, other = ""] = await freeSlots("Equinix NY1");
  await up([port("p")]);
  const { ports } = await objects();
  // Simulates an engine that lost its state.
  await named.testStack.stack.pulumi(["state", "delete", await urnOf("p"), "--yes"]);
  const { stdout } = await up([{ type: "Interconnect", name: "p", args: { slotId: other } }]);
  expect(stdout).toMatch(new RegExp(`Interconnect ${ports[0]}, ordered by this resource at`));
  expect(stdout).toContain(`adopt: "${ports[0]}"`);
  expect((await objects()).ports).toHaveLength(2);
});

it("a port with two claims fails in preview until adopt claims it again", async () => {
  await up([port("p")]);
  const { stdout: older } = await named.testStack.stack.pulumi(["stack", "export"]);
  const before = await objects();
  await up([port("p", { adopt: true })], ["--replace", await urnOf("p")]);
  const file = `${named.testStack.stack.backendDir}/older.json`;
  await writeFile(file, older);
  await named.testStack.stack.pulumi(["stack", "import", "--file", file]);

  const preview = await named.testStack.stack.preview({
    ...declare(port("p")),
    expectExitCode: "any",
  });
  expect(preview.exitCode).not.toBe(0);
  expect(preview.stdout).toMatch(/is claimed twice/);
  await up([port("p", { adopt: before.ports[0] })]);
  await expectNoChanges(port("p"));
  expect(await objects()).toEqual(before);
});

it("a stack does not delete a port that another stack of the same program adopted", async () => {
  await up([port("p")]);
  const before = await objects();
  const { simulator, stack } = named.testStack;
  const other = await ThrowawayStack.create({
    program: DECLARED_BY_ENVIRONMENT,
    env: {
      ...credentialsFor(simulator),
      XDG_STATE_HOME: String(stack.env.XDG_STATE_HOME),
    },
  });
  try {
    await other.up(declare(port("q", { adopt: true })));
    const destroyed = await stack.destroy({ expectExitCode: "any" });
    expect(destroyed.stdout).toMatch(
      /was not deleted, because another resource or run claimed it at/,
    );
    expect(await objects()).toEqual(before);
    expect(await inState(other)).toEqual({ q: before.ports[0] });
  } finally {
    await other.dispose();
  }
});

it("a refresh after a rename with an alias reports messages under the new names", async () => {
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
  await named.testStack.stack.up({ ...declare(...renamed), args: ["--expect-no-changes"] });

  await named.testStack.simulator.control.advance("60d");
  const { stdout } = await named.testStack.stack.pulumi(["refresh", "--yes", "--skip-preview"]);
  const told = stdout.slice(stdout.indexOf("Diagnostics:"));
  expect(told.match(/changed from Pending to /g)).toHaveLength(3);
  // The first read of a plugin process may still report under the old name.
  expect(told.match(/Interconnect \(new\d\):/g)?.length).toBeGreaterThanOrEqual(2);
});
