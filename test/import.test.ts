/** What Pulumi offers for existing objects and cannot do for a dynamic resource: told, and nothing is touched. */
import { DECLARED_BY_ENVIRONMENT, declare, freeSlots, Lab } from "./support/lab";

let lab: Lab;
let slot: string | undefined;
let port: string;
beforeAll(async () => {
  [slot] = await freeSlots("Equinix NY1");
  lab = await Lab.open({ program: DECLARED_BY_ENVIRONMENT });
  ({ name: port } = await lab.post("interconnects", { type: "direct", slot_id: slot }));
});
afterAll(() => lab?.close());

it("the import option is refused in preview with the way out", async () => {
  const declared = declare({
    type: "Interconnect",
    name: "port",
    args: { slotId: slot },
    options: { import: port },
  });
  const result = await lab.stack.preview({ ...declared, expectExitCode: "any" });
  expect(result.exitCode).not.toBe(0);
  expect(result.stdout).toContain(
    "the resource 'port' cannot be imported, since no dynamic resource can: set adopt: true",
  );
});

it("pulumi import fails, and neither the state nor the account has changed", async () => {
  const type = "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect";
  const result = await lab.stack.pulumi(["import", type, "port", port, "--yes"], {
    ...declare(),
    expectExitCode: "any",
  });
  expect(result.exitCode).not.toBe(0);
  expect((await lab.stack.state()).resources.filter(({ type }) => type.includes("cni"))).toEqual(
    [],
  );
  expect((await lab.simulator.control.state()).interconnects).toMatchObject([{ name: port }]);
  expect(await lab.writes()).toEqual(["POST"]);
});

it("adopt takes over what import cannot", async () => {
  const adopted = declare({
    type: "Interconnect",
    name: "port",
    args: { slotId: slot, adopt: true },
  });
  await lab.stack.up(adopted);
  expect(await lab.stack.outputs()).toMatchObject({ port: { name: port } });
  await lab.stack.preview({ ...adopted, args: ["--expect-no-changes"] });
  expect(await lab.writes()).toEqual(["POST"]);
});
