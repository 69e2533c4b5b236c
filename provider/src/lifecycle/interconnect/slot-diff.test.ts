/** Tests how a slot requirement is diffed. A port moves only if its slot no longer meets the requirement. */
import type { Props } from "../../run/property-values";
import { startOfflinePlugin } from "../../testing/engine";
import { forgetEnvironment } from "../../testing/test-account";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SLOT_ID = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10";
const OTHER_SLOT_ID = "8c5e4d63-1a7f-4b66-8b54-7a2e3aaa9b21";
const ACCOUNT = "0123456789abcdef0123456789abcdef";
const NY5 = { facility: "Equinix NY5" };

const BY_ID = {
  __schema: 1,
  __reached: "ordered",
  accountId: ACCOUNT,
  name: "cni-1",
  type: "direct",
  slotId: SLOT_ID,
  speed: "10G",
  site: "ewr-a",
  device: "ccr01.ewr-a",
  facility: { name: "Equinix NY5", address: [] },
};
const BY_SLOT = { ...BY_ID, slot: { ...NY5, speed: "10G", avoidDevices: ["ccr02.ewr-a"] } };
const GOOGLE = { ...BY_ID, type: "gcp_partner", slotId: undefined, site: undefined };

beforeAll(forgetEnvironment);

async function diff(outputs: Props, declared: Props) {
  const plugin = await startOfflinePlugin("Interconnect");
  const state = { id: "cni-1", inputs: {}, outputs };
  const { changes, replaces, deleteBeforeReplace } = await plugin.diff(state, {
    waitFor: "ordered",
    ...declared,
  });
  return { changes, replaces, deleteBeforeReplace };
}

const withSlot = (slot: Props) => ({ slot: { ...BY_SLOT.slot, ...slot } });

it.each<[string, Props]>([
  ["the requirement stays the same", withSlot({})],
  ["its spelling changes", withSlot({ facility: "EQUINIX  ny5", avoidDevices: ["CCR02.ewr-a"] })],
  ["adopt and orderBeside are set", { ...withSlot({}), adopt: "cni-1", orderBeside: ["cni-2"] }],
])("an Interconnect with a slot requirement is unchanged if %s", async (_condition, declared) => {
  expect(await diff(BY_SLOT, declared)).toEqual({
    changes: false,
    replaces: [],
    deleteBeforeReplace: false,
  });
});

it("an Interconnect with a slot requirement is unchanged if the order of avoidDevices changes", async () => {
  const state = { ...BY_SLOT, slot: { ...BY_SLOT.slot, avoidDevices: ["a", "b"] } };
  expect(await diff(state, withSlot({ avoidDevices: ["b", "a"] }))).toMatchObject({
    changes: false,
  });
});

it.each<[string, Props, Props]>([
  ["part of the facility's name", BY_SLOT, withSlot({ facility: "NY5" })],
  ["the metro instead of the facility", BY_SLOT, { slot: { metro: "EWR" } }],
  ["an additional site", BY_SLOT, withSlot({ site: "ewr-a" })],
  ["no devices to avoid any more", BY_SLOT, withSlot({ avoidDevices: [] })],
  ["another device to avoid", BY_SLOT, withSlot({ avoidDevices: ["ccr03.ewr-a"] })],
  ["a requirement instead of the slot ID", BY_ID, { slot: NY5 }],
  ["the slot ID instead of a requirement", BY_SLOT, { slotId: SLOT_ID.toUpperCase() }],
  ["an unknown requirement", BY_SLOT, { slot: UNKNOWN }],
  ["an unknown facility", BY_SLOT, withSlot({ facility: UNKNOWN })],
  ["unknown devices to avoid", BY_SLOT, withSlot({ avoidDevices: UNKNOWN })],
  ["one unknown device to avoid", BY_SLOT, withSlot({ avoidDevices: ["ccr02.ewr-a", UNKNOWN] })],
  [
    "a site while the site of the port is unknown",
    { ...BY_SLOT, site: "" },
    withSlot({ site: "x" }),
  ],
])(
  "an Interconnect is updated and keeps its slot if slot changes to %s",
  async (_change, state, declared) => {
    expect(await diff(state, declared)).toEqual({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
    });
  },
);

it.each<[string, Props, Props, string[]]>([
  ["another facility", BY_SLOT, withSlot({ facility: "Equinix NY1" }), ["slot"]],
  ["another site", BY_SLOT, withSlot({ site: "ewr-b" }), ["slot"]],
  ["another metro", BY_SLOT, { slot: { metro: "AMS" } }, ["slot"]],
  ["another speed", BY_SLOT, withSlot({ speed: "100G" }), ["slot"]],
  [
    "avoid the port's own device",
    BY_SLOT,
    withSlot({ avoidDevices: [UNKNOWN, "ccr01.ewr-a"] }),
    ["slot"],
  ],
  ["a requirement that its slot does not meet", BY_ID, { slot: { facility: "LD8" } }, ["slot"]],
  [
    "the default speed of 10G on a faster port",
    { ...BY_ID, speed: "100G" },
    { slot: NY5 },
    ["slot"],
  ],
  ["the ID of another slot", BY_SLOT, { slotId: OTHER_SLOT_ID }, ["slotId"]],
  ["a requirement instead of a pairing key", GOOGLE, { slot: NY5 }, ["type"]],
])(
  "an Interconnect is replaced, with the new port ordered first, if its declaration changes to %s",
  async (_change, state, declared, replaces) => {
    expect(await diff(state, declared)).toEqual({
      changes: true,
      replaces,
      deleteBeforeReplace: false,
    });
  },
);

it("an Interconnect keeps its slot if a later API response contradicts the requirement", async () => {
  const moved = {
    ...BY_SLOT,
    device: "ccr02.ewr-a",
    site: "nyc-a",
    speed: "25G",
    facility: { name: "Equinix NY5 (renamed)", address: [] },
  };
  expect(await diff(moved, withSlot({}))).toMatchObject({ changes: false });
  expect(await diff(moved, withSlot({ site: "nyc-a" }))).toMatchObject({
    changes: true,
    replaces: [],
  });
});

it("diffing an Interconnect fails if `adopt` names the port that a change of `slot` would replace", async () => {
  const declared = { ...withSlot({ facility: "LD8" }), adopt: "cni-1" };
  await expect(diff(BY_SLOT, declared)).rejects.toThrow(/A change of slot would replace this port/);
});
