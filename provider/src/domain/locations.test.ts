import { findLocation, findMetro, formerLocation, LOCATIONS, METROS } from "./locations";
import { LOCATIONS_AS_OF } from "./locations.data";
import { normal } from "./text";

describe("LOCATIONS", () => {
  it("contains each of the 167 published facilities once, all with dataplane v1", () => {
    expect(LOCATIONS).toHaveLength(167);
    expect(new Set(LOCATIONS.map(({ facility }) => normal(facility))).size).toBe(167);
    for (const { metro, devices } of LOCATIONS) {
      expect(metro).toMatch(/^[A-Z]{3}$/);
      expect(devices.v1).not.toBe(0);
    }
  });

  it("contains 65 facilities with dataplane v2, of which 35 have two devices", () => {
    const devices = LOCATIONS.map((location) => location.devices.v2);
    expect(devices.filter((count) => count !== 0)).toHaveLength(65);
    expect(devices.filter((count) => count === 2)).toHaveLength(35);
    expect(devices.filter((count) => count === "unknown")).toHaveLength(19);
  });

  it("has the same date as the published list", () => {
    expect(LOCATIONS_AS_OF).toBe("2026-09-17");
  });
});

describe("METROS", () => {
  it("contains 136 metros, of which 38 are diverse on v1 and 35 on v2", () => {
    expect(METROS).toHaveLength(136);
    expect(METROS.filter(({ v1 }) => v1.diverse)).toHaveLength(38);
    expect(METROS.filter(({ v2 }) => v2.diverse)).toHaveLength(35);
  });

  it("contains three metros that are diverse on v2 only if two facilities are combined", () => {
    const combined = METROS.filter(
      ({ code, v2 }) =>
        v2.diverse && !LOCATIONS.some(({ metro, devices }) => metro === code && devices.v2 === 2),
    );
    expect(combined.map(({ code, v2 }) => [code, v2])).toEqual([
      ["EWR", { facilities: 2, devices: 2, diverse: true }],
      ["LHR", { facilities: 3, devices: 3, diverse: true }],
      ["NRT", { facilities: 2, devices: 2, diverse: true }],
    ]);
  });
});

describe("findMetro", () => {
  it("returns that PDX is not diverse, although Cloudflare lists it as diverse with one device", () => {
    const one = { facilities: 1, devices: 1, diverse: false };
    expect(findMetro("PDX")).toMatchObject({ v1: one, v2: one });
  });

  it("returns that SCL is not diverse, because its two facilities have no published number of devices", () => {
    const two = { facilities: 2, devices: "unknown", diverse: false };
    expect(findMetro("SCL")).toMatchObject({ city: "Santiago", v1: two, v2: two });
  });

  it("returns the diversity separately for each dataplane", () => {
    expect(findMetro("cmh")).toMatchObject({
      code: "CMH",
      v1: { facilities: 1, devices: 2, diverse: true },
      v2: { facilities: 0, devices: 0, diverse: false },
    });
  });

  it("returns undefined for a metro without a published facility, and without a metro", () => {
    expect(findMetro("JFK")).toBeUndefined();
    expect(findMetro(undefined)).toBeUndefined();
  });
});

describe("findLocation", () => {
  it("ignores case, spaces, punctuation and accents in the name of a facility", () => {
    const expected = {
      facility: "NextDC (M1)",
      metro: "MEL",
      city: "Melbourne",
      devices: { v1: 1, v2: 2 },
    };
    expect(findLocation("NextDC (M1)")).toEqual(expected);
    expect(findLocation(" NEXTDC m-1 ")).toEqual(expected);
    expect(findLocation("carriercolo berlin lutzow i p b site b")?.metro).toBe("TXL");
  });

  it("returns the number of devices for each dataplane", () => {
    expect(findLocation("Equinix AT1")?.devices).toEqual({ v1: 2, v2: 2 });
    expect(findLocation("Equinix NY1")?.devices).toEqual({ v1: 2, v2: 1 });
    expect(findLocation("Equinix BX1")?.devices).toEqual({ v1: "unknown", v2: "unknown" });
  });

  it("returns undefined for part of a name, and without a name", () => {
    expect(findLocation("NY1")).toBeUndefined();
    expect(findLocation(undefined)).toBeUndefined();
  });

  it.each([
    "Maincubes AMS01",
    "EdgeConneX HOU01",
    "EdgeConneX LAS01",
    "BRFibra CommCorp IDC Curitiba CTA1",
    "BRFibra Commcorp IDC PAE1",
    "Digital Realty (Lamda Hellix) ATH 1/2/3",
    "Equinix GV2",
    "Equinix HE3",
    "Equinix LS1",
    "Equinix MU1",
    "CE Colo Prague",
    "TELEPOINT Sofia",
  ])("returns zero devices on v2 for %s, which no longer offers v2", (facility) => {
    expect(findLocation(facility)?.devices.v2).toBe(0);
  });

  it.each(["Digital Realty ATL1", "DataHive", "CoreSite VA2"])(
    "returns undefined for %s, which is no longer published",
    (facility) => {
      expect(findLocation(facility)).toBeUndefined();
    },
  );
});

describe("formerLocation", () => {
  it.each([
    ["digital realty ATL-1", "ATL", "Digital Realty ATL13"],
    ["DataHive", "YYC", "Cologix CGY1"],
  ])("returns the published successor of %s", (name, metro, successor) => {
    expect(formerLocation(name)).toMatchObject({ metro, successor });
    expect(findLocation(successor)?.metro).toBe(metro);
  });

  it("returns CoreSite VA2 without a successor", () => {
    expect(formerLocation("CoreSite VA2")).toEqual({ facility: "CoreSite VA2", metro: "IAD" });
  });

  it("returns undefined for a published facility, for an unknown facility, and without a name", () => {
    for (const name of ["Equinix NY1", "Digital Realty ATL2", undefined]) {
      expect(formerLocation(name)).toBeUndefined();
    }
  });
});
