/** What preview says of a changed requirement: a port moves only where it has to. */
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

const asked = (slot: Props) => ({ slot: { ...BY_SLOT.slot, ...slot } });

it.each<[string, Props]>([
  ["with the same requirement", asked({})],
  ["in another spelling", asked({ facility: "EQUINIX  ny5", avoidDevices: ["CCR02.ewr-a"] })],
  ["with adopt and orderBeside", { ...asked({}), adopt: "cni-1", orderBeside: ["cni-2"] }],
])("nothing changes %s", async (_what, declared) => {
  expect(await diff(BY_SLOT, declared)).toEqual({
    changes: false,
    replaces: [],
    deleteBeforeReplace: false,
  });
});

it("nothing changes where the order of avoided devices does", async () => {
  const state = { ...BY_SLOT, slot: { ...BY_SLOT.slot, avoidDevices: ["a", "b"] } };
  expect(await diff(state, asked({ avoidDevices: ["b", "a"] }))).toMatchObject({ changes: false });
});

it.each<[string, Props, Props]>([
  ["a part of the facility's name", BY_SLOT, asked({ facility: "NY5" })],
  ["the metro instead of the facility", BY_SLOT, { slot: { metro: "EWR" } }],
  ["the site besides", BY_SLOT, asked({ site: "ewr-a" })],
  ["no more devices to avoid", BY_SLOT, asked({ avoidDevices: [] })],
  ["another device to avoid", BY_SLOT, asked({ avoidDevices: ["ccr03.ewr-a"] })],
  ["a requirement instead of the slot's id", BY_ID, { slot: NY5 }],
  ["the slot's id instead of a requirement", BY_SLOT, { slotId: SLOT_ID.toUpperCase() }],
  ["what preview does not know", BY_SLOT, { slot: UNKNOWN }],
  ["a facility that preview does not know", BY_SLOT, asked({ facility: UNKNOWN })],
  ["devices that preview does not know", BY_SLOT, asked({ avoidDevices: UNKNOWN })],
  ["one device that it does not know", BY_SLOT, asked({ avoidDevices: ["ccr02.ewr-a", UNKNOWN] })],
  ["another site than a port's that tells none", { ...BY_SLOT, site: "" }, asked({ site: "x" })],
])("it is updated and stays where it is with %s", async (_what, state, declared) => {
  expect(await diff(state, declared)).toEqual({
    changes: true,
    replaces: [],
    deleteBeforeReplace: false,
  });
});

it.each<[string, Props, Props, string[]]>([
  ["another facility", BY_SLOT, asked({ facility: "Equinix NY1" }), ["slot"]],
  ["another site", BY_SLOT, asked({ site: "ewr-b" }), ["slot"]],
  ["another metro", BY_SLOT, { slot: { metro: "AMS" } }, ["slot"]],
  ["another speed", BY_SLOT, asked({ speed: "100G" }), ["slot"]],
  ["its own device to avoid", BY_SLOT, asked({ avoidDevices: [UNKNOWN, "ccr01.ewr-a"] }), ["slot"]],
  ["a requirement that its slot does not meet", BY_ID, { slot: { facility: "LD8" } }, ["slot"]],
  [
    "10G, where it has more and no speed is told",
    { ...BY_ID, speed: "100G" },
    { slot: NY5 },
    ["slot"],
  ],
  ["another slot's id", BY_SLOT, { slotId: OTHER_SLOT_ID }, ["slotId"]],
  ["a requirement after a pairing key", GOOGLE, { slot: NY5 }, ["type"]],
])("it is replaced, the new one first, with %s", async (_what, state, declared, replaces) => {
  expect(await diff(state, declared)).toEqual({
    changes: true,
    replaces,
    deleteBeforeReplace: false,
  });
});

it("does not move for what the API says of it since it was ordered", async () => {
  const moved = {
    ...BY_SLOT,
    device: "ccr02.ewr-a",
    site: "nyc-a",
    speed: "25G",
    facility: { name: "Equinix NY5 (renamed)", address: [] },
  };
  expect(await diff(moved, asked({}))).toMatchObject({ changes: false });
  expect(await diff(moved, asked({ site: "nyc-a" }))).toMatchObject({
    changes: true,
    replaces: [],
  });
});

it("is not replaced by itself: an adoption that was never removed is told", async () => {
  const declared = { ...asked({ facility: "LD8" }), adopt: "cni-1" };
  await expect(diff(BY_SLOT, declared)).rejects.toThrow(/but slot asks for another port/);
});
