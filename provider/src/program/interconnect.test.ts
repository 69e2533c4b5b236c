/** Tests how slot requirements are registered. */
import * as pulumi from "@pulumi/pulumi";
import { Interconnect, type SlotArgs } from "./interconnect";

const registered = new Map<string, pulumi.runtime.MockResourceArgs>();

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource(args) {
      registered.set(args.name, args);
      return { id: args.name, state: { device: `device of ${args.name}`, ...args.inputs } };
    },
    call: () => ({}),
  }),
);

let count = 0;

async function slotOf(slot: pulumi.Input<SlotArgs>): Promise<unknown> {
  count += 1;
  const port = new Interconnect(`port-${count}`, { slot });
  await new Promise((resolve) => port.urn.apply(resolve));
  return registered.get(`port-${count}`)?.inputs.slot;
}

const NY5 = { facility: "Equinix NY5" };
const names = ["device of other", "ccr02.ewr-a"];

describe("registration of slot", () => {
  const other = () => new Interconnect("other", { slot: NY5 });

  it.each<[string, () => pulumi.Input<SlotArgs>]>([
    ["an interconnect", () => ({ ...NY5, avoidDevices: [other(), "ccr02.ewr-a"] })],
    [
      "the output of an interconnect",
      () => ({ ...NY5, avoidDevices: [other().device, "ccr02.ewr-a"] }),
    ],
    [
      "an output of a list",
      () => ({ ...NY5, avoidDevices: pulumi.output([other(), "ccr02.ewr-a"]) }),
    ],
    [
      "part of an output of the requirements",
      () => pulumi.output({ ...NY5, avoidDevices: [other(), "ccr02.ewr-a"] }),
    ],
    [
      "part of a promise of the requirements",
      async () => ({ ...NY5, avoidDevices: [other(), "ccr02.ewr-a"] }),
    ],
  ])("sends avoidDevices as a list of device names if it is %s", async (_what, slot) => {
    expect(await slotOf(slot())).toEqual({ ...NY5, avoidDevices: names });
  });
});

it("sends slot exactly as the program declares it", async () => {
  expect(await slotOf(NY5)).toEqual(NY5);
  expect(await slotOf({ ...NY5, avoidDevices: [] })).toEqual({ ...NY5, avoidDevices: [] });
});

it.each([
  ["a text", "NY5"],
  ["null", null],
  ["a list", ["NY5"]],
  ["an object with a number as avoidDevices", { avoidDevices: 7 }],
])("sends a slot that is %s unchanged, so that `check` refuses it", async (_what, slot) => {
  count += 1;
  const port: Interconnect = Reflect.construct(Interconnect, [`port-${count}`, { slot }]);
  await new Promise((resolve) => port.urn.apply(resolve));
  expect(registered.get(`port-${count}`)?.inputs.slot ?? null).toEqual(slot);
});
