import { findLocation, LOCATIONS } from "./locations";
import { normal } from "./text";

it("findLocation ignores case, spaces, punctuation and accents of a facility's name", () => {
  const expected = {
    facility: "NextDC (M1)",
    metro: "MEL",
    city: "Melbourne",
    diversity: { v1: "single", v2: "diverse" },
  };
  expect(findLocation("NextDC (M1)")).toEqual(expected);
  expect(findLocation(" NEXTDC m-1 ")).toEqual(expected);
  expect(findLocation("carriercolo berlin lutzow i p b site b")?.metro).toBe("TXL");
});

it("findLocation returns the diversity of each dataplane", () => {
  expect(findLocation("Equinix AT1")?.diversity).toEqual({
    v1: "diverse",
    v2: "diversity-planned",
  });
  expect(findLocation("Equinix NY1")?.diversity).toEqual({ v1: "non-diverse", v2: "non-diverse" });
  expect(findLocation("CoreSite VA1")?.diversity).toEqual({ v1: null, v2: "non-diverse" });
});

it("findLocation finds nothing for a part of a name or for no name", () => {
  expect(findLocation("NY1")).toBeUndefined();
  expect(findLocation(undefined)).toBeUndefined();
});

it("LOCATIONS lists every published location once, each with a dataplane", () => {
  expect(LOCATIONS).toHaveLength(148);
  expect(new Set(LOCATIONS.map(({ facility }) => normal(facility))).size).toBe(148);
  for (const { metro, diversity } of LOCATIONS) {
    expect(metro).toMatch(/^[A-Z]{3}$/);
    expect(diversity).not.toEqual({ v1: null, v2: null });
  }
});
