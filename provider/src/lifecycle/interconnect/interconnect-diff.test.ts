/** Tests how an Interconnect is diffed. It is replaced only if a change requires a new order. */
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

describe("diff of an Interconnect without changes", () => {
  it.each<[string, Props, Props]>([
    ["the slot stays the same", DIRECT, { slotId: SLOT }],
    ["the slot ID is in upper case", DIRECT, { slotId: SLOT.toUpperCase() }],
    ["the present speed is declared", DIRECT, { slotId: SLOT, speed: "10G" }],
    ["the timeout changes", DIRECT, { slotId: SLOT, timeout: "3h" }],
    ["adopt is set", DIRECT, { slotId: SLOT, adopt: true }],
    ["the account ID is in upper case", DIRECT, { slotId: SLOT, accountId: ACCOUNT.toUpperCase() }],
    ["the URN changes", DIRECT, { slotId: SLOT, __urn: "urn:2", __linked: true }],
    ["the pairing key stays the same", GOOGLE, { pairingKey: KEY, bandwidth: "1G" }],
  ])("plans no change if %s", async (_condition, state, declared) => {
    expect(await diff(state, declared)).toEqual(NOTHING);
  });
});

describe("diff of an Interconnect with changed settings", () => {
  it.each<[string, Props, Props]>([
    [
      "waitFor requires a state that the port has not reached",
      DIRECT,
      { slotId: SLOT, waitFor: "healthy" },
    ],
    [
      "its wait is unfinished",
      { ...GOOGLE, __reached: "ordered" },
      { pairingKey: KEY, bandwidth: "1G" },
    ],
    ["the state has an older schema version", { ...DIRECT, __schema: 0 }, { slotId: SLOT }],
    ["the slot is unknown", DIRECT, { slotId: UNKNOWN }],
    ["the speed is unknown", DIRECT, { slotId: SLOT, speed: UNKNOWN }],
  ])("plans an update if %s", async (_condition, state, declared) => {
    expect(await diff(state, declared)).toEqual(UPDATE);
  });
});

describe("diff of an Interconnect with another identity", () => {
  it.each<[string, Props, Props, string[], boolean]>([
    [
      "orders the new port first if the slot changes",
      DIRECT,
      { slotId: OTHER_SLOT },
      ["slotId"],
      false,
    ],
    [
      "orders the new port first if slot and speed change",
      DIRECT,
      { slotId: OTHER_SLOT, speed: "100G" },
      ["slotId", "speed"],
      false,
    ],
    [
      "deletes the old port first if only the speed changes",
      DIRECT,
      { slotId: SLOT, speed: "100G" },
      ["speed"],
      true,
    ],
    [
      "orders the new port first if only the account changes, because the account may be a mistake",
      DIRECT,
      { slotId: SLOT, accountId: OTHER_ACCOUNT },
      ["accountId"],
      false,
    ],
    [
      "orders the new port first if slot and account change",
      DIRECT,
      { slotId: OTHER_SLOT, accountId: OTHER_ACCOUNT },
      ["accountId", "slotId"],
      false,
    ],
    [
      "orders the new port first if the pairing key changes",
      GOOGLE,
      { pairingKey: OTHER_KEY, bandwidth: "1G" },
      ["pairingKey"],
      false,
    ],
    [
      "deletes the old port first if only the bandwidth changes",
      GOOGLE,
      { pairingKey: KEY, bandwidth: "2G" },
      ["bandwidth"],
      true,
    ],
    [
      "orders the new port first if a Google port replaces a direct port",
      DIRECT,
      { pairingKey: KEY, bandwidth: "1G" },
      ["type"],
      false,
    ],
    [
      "orders the new port first if a direct port replaces a Google port",
      GOOGLE,
      { slotId: SLOT },
      ["type"],
      false,
    ],
  ])(
    "plans a replacement and %s",
    async (_order, state, declared, replaces, deleteBeforeReplace) => {
      const difference = await diff(state, { waitFor: "ordered", ...declared });
      expect({ ...difference, replaces: difference.replaces?.toSorted() }).toEqual({
        changes: true,
        replaces,
        deleteBeforeReplace,
      });
    },
  );
});

it("diffing an Interconnect fails if `adopt` names the port that a change would replace", async () => {
  const declared = { pairingKey: OTHER_KEY, bandwidth: "1G", adopt: "cni-2" };
  await expect(diff(GOOGLE, declared)).rejects.toThrow(/Remove `adopt` to allow the replacement/);
});

it("diffing an Interconnect sends no request, because the engine calls `diff` for one resource at a time", async () => {
  const port = await startOfflinePlugin("Interconnect");
  const state = { id: "cni-1", inputs: {}, outputs: DIRECT };
  await expect(port.diff(state, { slotId: OTHER_SLOT })).resolves.toMatchObject({ changes: true });
});
