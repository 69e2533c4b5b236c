/** Tests the validation of the input `slot`. */
import type { Props } from "../../run/property-values";
import { startOfflinePlugin } from "../../testing/engine";
import { forgetEnvironment } from "../../testing/test-account";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SLOT_ID = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10";
const KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";
const NY5 = { facility: "Equinix NY5" };

beforeAll(forgetEnvironment);

async function plugin() {
  return startOfflinePlugin("Interconnect");
}

it.each<Props>([
  { slot: NY5 },
  { slot: { site: "ewr-a", metro: "EWR" } },
  { slot: { metro: "ewr", speed: "100G", avoidDevices: [] } },
  { slot: { metro: "EWR", avoidDevices: ["ccr01.ewr-a"] }, type: "direct", waitFor: "healthy" },
  { slot: NY5, adopt: "cni-1", orderBeside: ["cni-2"] },
  { slot: { ...NY5, site: null } },
  { slot: UNKNOWN },
  { slot: { facility: UNKNOWN } },
  { slot: { site: "ewr-a", metro: UNKNOWN, speed: UNKNOWN, avoidDevices: UNKNOWN } },
  { slot: { site: UNKNOWN, metro: "AMS", avoidDevices: ["ccr01.ewr-a", UNKNOWN] } },
  { slot: NY5, orderBeside: UNKNOWN },
  { slot: NY5, slotId: UNKNOWN },
  { slot: UNKNOWN, slotId: SLOT_ID },
])("checking an Interconnect accepts %j", async (declared) => {
  expect(await (await plugin()).problems(declared)).toEqual([]);
});

it.each<[Props, RegExp]>([
  [{ slot: "NY5" }, /^slot is not valid: it must be an object with at least one of facility, site/],
  [{ slot: [NY5] }, /^slot is not valid: it must be an object/],
  [{ slot: {} }, /^slot must name the location .*\. Set at least one of facility, site, metro\.$/],
  [{ slot: { speed: "10G" } }, /^slot must name the location /],
  [
    { slot: { facility: " " } },
    /^slot\.facility " " .* name of a facility .* such as "Equinix NY5"/,
  ],
  [{ slot: { site: "" } }, /^slot\.site "" .* name of a Cloudflare site, such as "ewr-a"/],
  [{ slot: { metro: "New York" } }, /^slot\.metro "New York" .* three letters .* such as "EWR"/],
  [
    { slot: { site: "ewr-a", metro: "AMS" } },
    /^slot\.metro "AMS" conflicts with slot\.site "ewr-a", .* Remove one/,
  ],
  [
    { slot: { ...NY5, speed: "40G" } },
    /^slot\.speed "40G" .* one of 1G, 10G, 100G\. Omit it to use 10G/,
  ],
  [
    { slot: { ...NY5, avoidDevices: "x" } },
    /^slot\.avoidDevices .*must be a list of Cloudflare device names/,
  ],
  [
    { slot: { ...NY5, avoidDevices: [""] } },
    /^slot\.avoidDevices\[0\] "" .* Cloudflare device names/,
  ],
  [
    { slot: { ...NY5, avoidDevices: [null] } },
    /^slot\.avoidDevices\[0\] .* cannot be avoided if the API does not return its device/,
  ],
  [{ slot: { ...NY5, building: "5" } }, /^slot\.building is not a property of this resource/],
  [{ slot: NY5, slotId: SLOT_ID }, /^slotId "7b.*" conflicts with slot\. .* Remove one of them\.$/],
  [{ slot: NY5, pairingKey: KEY, bandwidth: "1G" }, /^slot conflicts with pairingKey\. /],
  [
    { slot: NY5, slotId: SLOT_ID, pairingKey: KEY },
    /^slotId "7b.*", slot and pairingKey conflict with each other\. .* Remove two/,
  ],
  [{ slot: NY5, speed: "10G" }, /^speed "10G" conflicts with slot\. Set slot\.speed instead\.$/],
  [
    { slot: NY5, bandwidth: "1G" },
    /^bandwidth "1G" conflicts with slot\. Set slot\.speed instead\.$/,
  ],
  [{ slot: NY5, type: "gcp_partner" }, /^type "gcp_partner" conflicts with slot\. Remove type/],
  [
    { slot: NY5, adopt: true },
    /^adopt: true is not supported with slot, .* Set adopt to the name of the interconnect/,
  ],
  [{ slot: NY5, orderBeside: true }, /^orderBeside true .* list of interconnect names/],
  [{ slot: NY5, orderBeside: [""] }, /^orderBeside\[0\] "" .* list of interconnect names/],
  [
    { slotId: SLOT_ID, orderBeside: ["cni-1"] },
    /^orderBeside is only supported with slot\. Remove it/,
  ],
])("checking an Interconnect refuses %j", async (declared, message) => {
  expect(await (await plugin()).problems(declared)).toEqual([expect.stringMatching(message)]);
});

it("checking an Interconnect reports all problems of `slot` at once", async () => {
  const slot = { metro: "x", speed: "7G", avoidDevices: [1], hall: 2 };
  expect(await (await plugin()).problems({ slot })).toHaveLength(4);
});

it("checking an Interconnect fills in the defaults: a direct port of 10G", async () => {
  const { inputs } = await (await plugin()).check({ slot: NY5 });
  expect(inputs).toMatchObject({
    type: "direct",
    waitFor: "ordered",
    slot: { facility: "Equinix NY5", speed: "10G" },
  });
});
