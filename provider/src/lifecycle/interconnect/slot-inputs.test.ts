/** What preview says of a requirement. */
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
])("may be %j", async (declared) => {
  expect(await (await plugin()).problems(declared)).toEqual([]);
});

it.each<[Props, RegExp]>([
  [{ slot: "NY5" }, /^slot is not valid: it must be an object with at least one of facility, site/],
  [{ slot: [NY5] }, /^slot is not valid: it must be an object/],
  [{ slot: {} }, /^slot says nothing of where: .*; give at least one of facility, site, metro$/],
  [{ slot: { speed: "10G" } }, /^slot says nothing of where: /],
  [
    { slot: { facility: " " } },
    /^slot\.facility " " .* name of a facility .* such as "Equinix NY5"/,
  ],
  [{ slot: { site: "" } }, /^slot\.site "" .* name of a Cloudflare site, such as "ewr-a"/],
  [{ slot: { metro: "New York" } }, /^slot\.metro "New York" .* three letters .* such as "EWR"/],
  [
    { slot: { site: "ewr-a", metro: "AMS" } },
    /^slot\.metro "AMS" does not go with slot\.site "ewr-a": .* remove one/,
  ],
  [
    { slot: { ...NY5, speed: "40G" } },
    /^slot\.speed "40G" .* one of 1G, 10G, 100G; leave it out for 10G/,
  ],
  [
    { slot: { ...NY5, avoidDevices: "x" } },
    /^slot\.avoidDevices .*must be a list of names of Cloudflare devices/,
  ],
  [
    { slot: { ...NY5, avoidDevices: [""] } },
    /^slot\.avoidDevices\[0\] "" .* names of Cloudflare devices/,
  ],
  [
    { slot: { ...NY5, avoidDevices: [null] } },
    /^slot\.avoidDevices\[0\] .* whose device the API does not tell cannot/,
  ],
  [{ slot: { ...NY5, building: "5" } }, /^slot\.building is not a property of this resource/],
  [
    { slot: NY5, slotId: SLOT_ID },
    /^slotId "7b.*" and slot are both given: .*; remove one of them$/,
  ],
  [{ slot: NY5, pairingKey: KEY, bandwidth: "1G" }, /^slot and pairingKey are both given: /],
  [
    { slot: NY5, slotId: SLOT_ID, pairingKey: KEY },
    /^slotId "7b.*" and slot and pairingKey are all given: .*; remove two/,
  ],
  [{ slot: NY5, speed: "10G" }, /^speed "10G" does not go with slot: give it as slot\.speed$/],
  [
    { slot: NY5, bandwidth: "1G" },
    /^bandwidth "1G" does not go with slot: give it as slot\.speed$/,
  ],
  [{ slot: NY5, type: "gcp_partner" }, /^type "gcp_partner" does not go with slot: remove type/],
  [
    { slot: NY5, adopt: true },
    /^adopt true is not enough with slot: .* give the name of the interconnect/,
  ],
  [{ slot: NY5, orderBeside: true }, /^orderBeside true .* list of names of interconnects/],
  [{ slot: NY5, orderBeside: [""] }, /^orderBeside\[0\] "" .* list of names/],
  [
    { slotId: SLOT_ID, orderBeside: ["cni-1"] },
    /^orderBeside does not go with a slotId .* remove it/,
  ],
])("may not be %j", async (declared, message) => {
  expect(await (await plugin()).problems(declared)).toEqual([expect.stringMatching(message)]);
});

it("tells all that is wrong with it at once", async () => {
  const slot = { metro: "x", speed: "7G", avoidDevices: [1], hall: 2 };
  expect(await (await plugin()).problems({ slot })).toHaveLength(4);
});

it("is a direct port of 10G unless told, which preview knows", async () => {
  const { inputs } = await (await plugin()).check({ slot: NY5 });
  expect(inputs).toMatchObject({
    type: "direct",
    waitFor: "ordered",
    slot: { facility: "Equinix NY5", speed: "10G" },
  });
});
