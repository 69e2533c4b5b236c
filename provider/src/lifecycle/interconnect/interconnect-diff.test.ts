/** What preview says of a port: nothing is replaced that need not be. */
import type { Props } from "../../run/property-values";
import { startOfflinePlugin } from "../../testing/engine";
import { forgetEnvironment } from "../../testing/test-account";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SLOT = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10";
const OTHER_SLOT = "8c5e4d63-1a7f-4b66-8b54-7a2e3aaa9b21";
const KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";
const OTHER_KEY = "8f62482f-83b4-41c6-8955-3f4f0f0bff60/us-east4/1";
const ACCOUNT = "0123456789abcdef0123456789abcdef";
const OTHER_ACCOUNT = "fedcba9876543210fedcba9876543210";

const DIRECT = {
  __schema: 1,
  __reached: "ordered",
  accountId: ACCOUNT,
  name: "cni-1",
  type: "direct",
  slotId: SLOT,
  speed: "10G",
};
const GOOGLE = {
  __schema: 1,
  __reached: "healthy",
  accountId: ACCOUNT,
  name: "cni-2",
  type: "gcp_partner",
  pairingKey: KEY,
  bandwidth: "1G",
  speed: "1G",
};

beforeAll(forgetEnvironment);

async function plugin() {
  return startOfflinePlugin("Interconnect");
}

async function diff(outputs: Props, declared: Props) {
  const { changes, replaces, deleteBeforeReplace } = await (await plugin()).diff(
    { id: String(outputs.name), inputs: {}, outputs },
    declared,
  );
  return { changes, replaces, deleteBeforeReplace };
}

const NOTHING = { changes: false, replaces: [], deleteBeforeReplace: false };
const UPDATE = { changes: true, replaces: [], deleteBeforeReplace: false };

describe("nothing changes", () => {
  it.each<[string, Props, Props]>([
    ["with the same slot", DIRECT, { slotId: SLOT }],
    ["with the slot in capitals", DIRECT, { slotId: SLOT.toUpperCase() }],
    ["with the speed it has", DIRECT, { slotId: SLOT, speed: "10G" }],
    ["with another timeout", DIRECT, { slotId: SLOT, timeout: "3h" }],
    ["with adopt set or taken away", DIRECT, { slotId: SLOT, adopt: true }],
    ["with the account in capitals", DIRECT, { slotId: SLOT, accountId: ACCOUNT.toUpperCase() }],
    ["with another place in the program", DIRECT, { slotId: SLOT, __urn: "urn:2", __linked: true }],
    ["with the same pairing key", GOOGLE, { pairingKey: KEY, bandwidth: "1G" }],
  ])("%s", async (_what, state, declared) => {
    expect(await diff(state, declared)).toEqual(NOTHING);
  });
});

describe("it is updated", () => {
  it.each<[string, Props, Props]>([
    ["to wait where it has not been up yet", DIRECT, { slotId: SLOT, waitFor: "healthy" }],
    ["to go on waiting", { ...GOOGLE, __reached: "ordered" }, { pairingKey: KEY, bandwidth: "1G" }],
    ["to the layout of this version", { ...DIRECT, __schema: 0 }, { slotId: SLOT }],
    ["while its slot is not known: an unknown claims nothing", DIRECT, { slotId: UNKNOWN }],
    ["while its speed is not known", DIRECT, { slotId: SLOT, speed: UNKNOWN }],
  ])("%s", async (_what, state, declared) => {
    expect(await diff(state, declared)).toEqual(UPDATE);
  });
});

describe("it is replaced", () => {
  it.each<[string, Props, Props, string[], boolean]>([
    ["the new one first, with another slot", DIRECT, { slotId: OTHER_SLOT }, ["slotId"], false],
    [
      "the new one first, with another slot and speed",
      DIRECT,
      { slotId: OTHER_SLOT, speed: "100G" },
      ["slotId", "speed"],
      false,
    ],
    [
      "the old one first, with another speed on its slot",
      DIRECT,
      { slotId: SLOT, speed: "100G" },
      ["speed"],
      true,
    ],
    [
      "the new one first, in another account with its slot: it may be a mistake",
      DIRECT,
      { slotId: SLOT, accountId: OTHER_ACCOUNT },
      ["accountId"],
      false,
    ],
    [
      "the new one first, in another account on another slot",
      DIRECT,
      { slotId: OTHER_SLOT, accountId: OTHER_ACCOUNT },
      ["accountId", "slotId"],
      false,
    ],
    [
      "the new one first, with another pairing key",
      GOOGLE,
      { pairingKey: OTHER_KEY, bandwidth: "1G" },
      ["pairingKey"],
      false,
    ],
    [
      "the old one first, with another bandwidth for its pairing key",
      GOOGLE,
      { pairingKey: KEY, bandwidth: "2G" },
      ["bandwidth"],
      true,
    ],
    [
      "the new one first, where a Google port follows a direct one",
      DIRECT,
      { pairingKey: KEY, bandwidth: "1G" },
      ["type"],
      false,
    ],
    ["the new one first, where a direct port follows", GOOGLE, { slotId: SLOT }, ["type"], false],
  ])("%s", async (_what, state, declared, replaces, deleteBeforeReplace) => {
    const difference = await diff(state, { waitFor: "ordered", ...declared });
    expect({ ...difference, replaces: difference.replaces?.toSorted() }).toEqual({
      changes: true,
      replaces,
      deleteBeforeReplace,
    });
  });
});

it("is not replaced by itself: an adoption that was never removed is told", async () => {
  const declared = { pairingKey: OTHER_KEY, bandwidth: "1G", adopt: "cni-2" };
  await expect(diff(GOOGLE, declared)).rejects.toThrow(/Remove `adopt` to have the port replaced/);
});

it("asks the API nothing: the engine calls diff one at a time", async () => {
  const port = await startOfflinePlugin("Interconnect");
  const state = { id: "cni-1", inputs: {}, outputs: DIRECT };
  await expect(port.diff(state, { slotId: OTHER_SLOT })).resolves.toMatchObject({ changes: true });
});
