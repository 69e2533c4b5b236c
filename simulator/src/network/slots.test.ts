import { Slots } from "./slots";

const slots = new Slots().all();

test("slot ids are unique UUIDs in v4 format and are the same on every machine", () => {
  for (const { id } of slots) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(slots.map(({ id }) => id)).size).toBe(slots.length);
  expect(slots.find(({ device }) => device === "ccr01.ewr-a")?.id).toBe(
    "c4025873-65de-4001-a900-47d3d46d7a59",
  );
});

const devicesAt = (site: string) =>
  new Set(slots.filter((slot) => slot.site === site).map(({ device }) => device));

test("a facility has a second device only if Cloudflare publishes two there", () => {
  expect([...devicesAt("atl-b")]).toEqual(["ccr01.atl-b", "ccr02.atl-b"]);
  expect([...devicesAt("ewr-a")]).toEqual(["ccr01.ewr-a"]);
  expect([...devicesAt("scl-a")]).toEqual(["ccr01.scl-a"]);
});

test("there are 65 facilities with dataplane v2, 35 of them with two devices", () => {
  const sites = [...new Set(slots.map(({ site }) => site))];
  expect(sites).toHaveLength(65);
  expect(sites.filter((site) => devicesAt(site).size === 2)).toHaveLength(35);
});

test.each(["Maincubes AMS01", "Digital Realty ATL1", "CoreSite VA2"])(
  "%s has no slots, because Cloudflare no longer publishes dataplane v2 there",
  (facility) => {
    expect(slots.map((slot) => slot.facility.name)).not.toContain(facility);
  },
);

test("a known facility keeps its site in a newer list, and a new facility gets the next letter", () => {
  const siteOf = (name: string) => slots.find(({ facility }) => facility.name === name)?.site;
  expect(siteOf("Equinix LD8")).toBe("lhr-a");
  expect(siteOf("Equinix LD7")).toBe("lhr-c");
  expect(siteOf("Digital Realty ATL13")).toBe("atl-c");
});

test("every site belongs to one facility", () => {
  const places = new Set(slots.map(({ site, facility }) => `${site} ${facility.name}`));
  expect(places.size).toBe(new Set(slots.map(({ site }) => site)).size);
});
