import { Slots } from "./slots";

const slots = new Slots().all();

test("slot ids are UUIDs in v4 format, unique, and the same on every machine", () => {
  for (const { id } of slots) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(new Set(slots.map(({ id }) => id)).size).toBe(slots.length);
  expect(slots.find(({ device }) => device === "ccr01.ewr-a")?.id).toBe(
    "c4025873-65de-4001-a900-47d3d46d7a59",
  );
});

test("a facility has a second device if its diversity exists, not if it is planned", () => {
  const devices = (site: string) =>
    new Set(slots.filter((slot) => slot.site === site).map(({ device }) => device));
  expect([...devices("atl-a")]).toEqual(["ccr01.atl-a", "ccr02.atl-a"]);
  expect([...devices("atl-b")]).toEqual(["ccr01.atl-b"]);
  expect([...devices("ewr-a")]).toEqual(["ccr01.ewr-a"]);
});

test("every site belongs to one facility", () => {
  const places = new Set(slots.map(({ site, facility }) => `${site} ${facility.name}`));
  expect(places.size).toBe(new Set(slots.map(({ site }) => site)).size);
});
