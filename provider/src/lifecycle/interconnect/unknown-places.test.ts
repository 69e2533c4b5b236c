/** Tests that locations without slots are refused with suggestions of similar or nearby locations. */

import { placesWithoutSlots } from "../../domain/unknown-places";
import { openTestAccount, type TestAccount } from "../../testing/test-account";

let testAccount: TestAccount;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
afterEach(() => testAccount.simulator.control.clearFaults());
afterAll(() => testAccount.close());

async function problemsOf(slot: object, before: object = {}): Promise<string[]> {
  const { check } = await testAccount.plugin("Interconnect");
  const olds = Object.keys(before).length > 0 ? { slot: before } : {};
  return (await check({ slot }, olds)).failures.map(({ reason }) => reason);
}

it.each([
  [
    "an airport that is not a metro and suggests the nearest metros",
    { metro: "JFK" },
    /^slot\.metro "JFK" has no slots\. Nearest metros: EWR \(Newark, NJ, about 30 km\), /,
  ],
  [
    "a city code and suggests the nearest metros",
    { metro: "nyc" },
    /^slot\.metro "nyc" has no slots\. Nearest metros: EWR \(Newark, NJ, about 30 km\), /,
  ],
  [
    "a misspelt metro and suggests the one with a similar spelling",
    { metro: "XWR" },
    /^slot\.metro "XWR" has no slots\. Did you mean EWR \(Newark, NJ\)\?$/,
  ],
  [
    "an unknown metro and shows the command that lists slots",
    { metro: "QQQ" },
    /^slot\.metro "QQQ" has no slots\. List slots with `npx pulumi-cloudflare-cni slots`\.$/,
  ],
  [
    "a city name and suggests its metro",
    { metro: "Newark" },
    /^slot\.metro "Newark" is not valid: .* three letters .*\. Did you mean EWR \(Newark, NJ\)\?$/,
  ],
  [
    "a misspelt facility and suggests the one with a similar spelling",
    { facility: "Equinox NY1" },
    /^slot\.facility "Equinox NY1" has no slots\. Did you mean "Equinix NY1"\?$/,
  ],
  [
    "a misspelt operator and suggests its facilities",
    { facility: "Equinox" },
    /^slot\.facility "Equinox" has no slots\. Facilities with a similar name: Equinix AM1, .* and \d+ more\.$/,
  ],
  [
    "a facility named by an airport and suggests the nearest facilities",
    { facility: "LGA" },
    /^slot\.facility "LGA" has no slots\. Nearest facilities: [^.]* \(about 30 km\), /,
  ],
  [
    "a facility that was replaced in the published list and names its successor",
    { facility: "Digital Realty ATL1" },
    /^slot\.facility "Digital Realty ATL1" has no slots\. Cloudflare's list of locations of 2026-09-17 contains Digital Realty ATL13 instead of Digital Realty ATL1\.$/,
  ],
  [
    "a replaced facility whose successor has no slots either, and suggests the nearest facilities",
    { facility: "datahive" },
    /^slot\.facility "datahive" has no slots\. Cloudflare's list of locations of 2026-09-17 contains Cologix CGY1 instead of DataHive\. Nearest facilities: [^(]* \(about /,
  ],
  [
    "a facility that was removed from the published list and suggests the nearest facilities",
    { facility: "VA2" },
    /^slot\.facility "VA2" has no slots\. Cloudflare's list of locations of 2026-09-17 no longer contains CoreSite VA2\. Nearest facilities: CoreSite VA1 \(same metro\), /,
  ],
  [
    "a facility that no longer contains dataplane v2 and suggests the nearest facilities",
    { facility: "Maincubes AMS01" },
    /^slot\.facility "Maincubes AMS01" has no slots\. Cloudflare's list of locations of 2026-09-17 contains only dataplane v1 at Maincubes AMS01\. Nearest facilities: Equinix AM1 \(same metro\), /,
  ],
  [
    "a metro without dataplane v2 and suggests the nearest metros",
    { metro: "CMH" },
    /^slot\.metro "CMH" has no slots\. Nearest metros: /,
  ],
  [
    "a misspelt site and suggests those with a similar spelling",
    { site: "ewr-z" },
    /^slot\.site "ewr-z" has no slots\. Did you mean "ewr-a" or "ewr-b"\?$/,
  ],
  [
    "a site at an airport that is not a metro and suggests the nearest metros",
    { site: "jfk-a" },
    /^slot\.site "jfk-a" has no slots\. Nearest metros: EWR \(Newark, NJ, about 30 km\), /,
  ],
])("checking an Interconnect refuses %s", async (_, slot, problem) => {
  expect(await problemsOf(slot)).toEqual([expect.stringMatching(problem)]);
});

it("checking an Interconnect reports all locations without slots", async () => {
  expect(await problemsOf({ metro: "JFK", facility: "Equinox NY1" })).toHaveLength(2);
});

it("checking an Interconnect looks up an unpublished location in the API and accepts it if it has slots", async () => {
  const url = /\/cni\/slots/;
  const before = (await testAccount.simulator.control.requests()).filter(({ path }) =>
    url.test(path),
  );
  expect(await problemsOf({ metro: "EWR" })).toEqual([]);
  expect(await problemsOf({ facility: "NY1" })).toEqual([]);
  const after = (await testAccount.simulator.control.requests()).filter(({ path }) =>
    url.test(path),
  );
  expect(after).toHaveLength(before.length);

  expect(await problemsOf({ site: "ewr-a" })).toEqual([]);
});

it("placesWithoutSlots accepts a metro that is newer than the published list", () => {
  const slots = [{ site: "sdj-a", facility: { name: "New Building", address: [] } }];
  expect(placesWithoutSlots({ metro: "SDJ", facility: "building" }, slots)).toEqual([]);
  expect(placesWithoutSlots({ metro: "CTS" }, slots)).toEqual([
    'slot.metro "CTS" has no slots. Nearest metros: SDJ (about 520 km).',
  ]);
});

it("checking an Interconnect does not check the unchanged location of an existing port", async () => {
  expect(await problemsOf({ metro: "JFK", speed: "100G" }, { metro: "JFK" })).toEqual([]);
  expect(await problemsOf({ metro: "JFK" }, { metro: "ORD" })).toHaveLength(1);
});

it("checking an Interconnect looks up only unpublished locations in the API", async () => {
  expect(await problemsOf({ metro: "NRT", facility: "Equinox NY1" })).toEqual([
    expect.stringMatching(/^slot\.facility "Equinox NY1" has no slots\./),
  ]);
});

it("checking an Interconnect accepts the location of an existing port even if the API lists no slots there", async () => {
  const [slotId = ""] = await testAccount.freeSlots();
  const port = await testAccount.plugin("Interconnect");
  const { site } = (await port.create({ slotId, waitFor: "ordered" })).outputs;
  const none = { edit: { set: { "items.*.site": "zzz-a" } } };
  await testAccount.simulator.control.addFault({ path: "/cni/slots", respond: none, times: 9 });
  expect(await problemsOf({ site: "zzz-b" })).toHaveLength(1);
  expect(await problemsOf({ site })).toEqual([]);
});

it("checking an Interconnect accepts every location if the API does not respond, and asks the API only once", async () => {
  await testAccount.simulator.control.addFault({ path: "/cni/slots", respond: { status: 403 } });
  // When the list of slots fails, the list of ports may still be running.
  const countLists = async () =>
    (await testAccount.simulator.control.requests()).filter(({ path }) => path.endsWith("/slots"))
      .length;
  const before = await countLists();
  expect(await problemsOf({ metro: "JFK" })).toEqual([]);
  expect(await countLists()).toBe(before + 1);
  expect(await problemsOf({ metro: "LGA" })).toEqual([]);
  expect(await countLists()).toBe(before + 1);
});
