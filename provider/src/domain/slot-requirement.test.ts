import { metroOf, namesFacility, unmetRequirements } from "./slot-requirement";

const PLACE = { facility: "Equinix NY5", site: "ewr-a", speed: "10G", device: "ccr01.ewr-a" };
const any = { avoidDevices: [] };

describe("namesFacility", () => {
  it.each([
    ["Equinix NY5", "Equinix NY5"],
    ["equinix  ny5 ", "Equinix NY5"],
    ["NY5", "Equinix NY5"],
    ["Realty FRA", "Digital Realty FRA"],
    ["1", "Equinix NY11 / 1"],
  ])("accepts %j for %s", (text, name) => {
    expect(namesFacility(text, name)).toBe(true);
  });

  it.each([
    ["NY1", "Equinix NY11"],
    ["1 ", "Equinix NY11"],
    ["Equinix NY", "Equinix LD8"],
  ])("refuses %j for %s", (text, name) => {
    expect(namesFacility(text, name)).toBe(false);
  });
});

it.each([
  ["ewr-a", "EWR"],
  ["AMS01", "AMS"],
  ["iadcx", undefined],
  ["", undefined],
  [undefined, undefined],
])("metroOf returns the metro of the site %j as %j", (site, metro) => {
  expect(metroOf(site)).toBe(metro);
});

describe("unmetRequirements", () => {
  it.each([
    { facility: "ny5" },
    { site: "EWR-A" },
    { metro: "ewr" },
    { speed: "10G" },
    { avoidDevices: ["ccr02.ewr-a"] },
  ])("returns nothing if the location meets %j", (wanted) => {
    expect(unmetRequirements({ ...any, ...wanted }, PLACE)).toEqual([]);
  });

  it.each([
    [{ facility: "NY1" }, 'facility "NY1", but it is at Equinix NY5'],
    [{ site: "ewr-b" }, 'site "ewr-b", but it is at ewr-a'],
    [{ metro: "AMS" }, 'metro "AMS", but its site is ewr-a'],
    [{ speed: "100G" }, "speed 100G, but it has 10G"],
    [{ avoidDevices: ["CCR01.ewr-a"] }, 'avoidDevices ["CCR01.ewr-a"], but it is on ccr01.ewr-a'],
  ])("returns the unmet requirements of %j", (wanted, missed) => {
    expect(unmetRequirements({ ...any, ...wanted }, PLACE)).toEqual([missed]);
  });

  it.each(["10000", "10 Gbps", "10GBASE-LR"])(
    "accepts the spelling %j for a speed of 10G",
    (speed) => {
      expect(unmetRequirements({ ...any, speed: "10G" }, { ...PLACE, speed })).toEqual([]);
    },
  );

  it("returns nothing if the location is unknown", () => {
    const wanted = { facility: "NY1", site: "x", metro: "AMS", speed: "1G", avoidDevices: ["y"] };
    expect(unmetRequirements(wanted, {})).toEqual([]);
  });
});
