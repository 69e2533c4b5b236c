/** Pulumi cannot import dynamic resources. Both ways to import must fail without changing anything. */
import { DECLARED_BY_ENVIRONMENT, declare, freeSlots, TestStack } from "./support/test-stack";

let testStack: TestStack;
let slot: string | undefined;
let port: string;
beforeAll(async () => {
  [slot] = await freeSlots("Equinix NY1");
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
  ({ name: port } = await testStack.post("interconnects", { type: "direct", slot_id: slot }));
});
afterAll(() => testStack?.close());

it("the import option fails in preview and recommends adopt", async () => {
  const declared = declare({
    type: "Interconnect",
    name: "port",
    args: { slotId: slot },
    options: { import: port },
  });
  const result = await testStack.stack.preview({ ...declared, expectExitCode: "any" });
  expect(result.exitCode).not.toBe(0);
  expect(result.stdout).toContain(
    'Interconnect "port": import is not supported for dynamic resources. Set "adopt: true"',
  );
});

it("pulumi import fails and changes neither the state nor the account", async () => {
  const type = "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect";
  const result = await testStack.stack.pulumi(["import", type, "port", port, "--yes"], {
    ...declare(),
    expectExitCode: "any",
  });
  expect(result.exitCode).not.toBe(0);
  expect(
    (await testStack.stack.state()).resources.filter(({ type }) => type.includes("cni")),
  ).toEqual([]);
  expect((await testStack.simulator.control.state()).interconnects).toMatchObject([{ name: port }]);
  expect(await testStack.writes()).toEqual(["POST"]);
});

it("adopt makes the program manage an existing port", async () => {
  const adopted = declare({
    type: "Interconnect",
    name: "port",
    args: { slotId: slot, adopt: true },
  });
  await testStack.stack.up(adopted);
  expect(await testStack.stack.outputs()).toMatchObject({ port: { name: port } });
  await testStack.stack.preview({ ...adopted, args: ["--expect-no-changes"] });
  expect(await testStack.writes()).toEqual(["POST"]);
});
