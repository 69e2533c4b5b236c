/** What a requirement means, word by word. */
import { metroOf, misses, namesFacility } from "./slot-requirement";

const PLACE = { facility: "Equinix NY5", site: "ewr-a", speed: "10G", device: "ccr01.ewr-a" };
const any = { avoidDevices: [] };

describe("a text", () => {
  it.each([
    ["Equinix NY5", "Equinix NY5"],
    ["equinix  ny5 ", "Equinix NY5"],
    ["NY5", "Equinix NY5"],
    ["Realty FRA", "Digital Realty FRA"],
    ["1", "Equinix NY11 / 1"],
  ])("%j may mean %s", (text, name) => {
    expect(namesFacility(text, name)).toBe(true);
  });

  it.each([
    ["NY1", "Equinix NY11"],
    ["1 ", "Equinix NY11"],
    ["Equinix NY", "Equinix LD8"],
  ])("%j never means %s", (text, name) => {
    expect(namesFacility(text, name)).toBe(false);
  });
});

it.each([
  ["ewr-a", "EWR"],
  ["AMS01", "AMS"],
  ["iadcx", undefined],
  ["", undefined],
  [undefined, undefined],
])("the metro of site %j is %j", (site, metro) => {
  expect(metroOf(site)).toBe(metro);
});

describe("a place", () => {
  it.each([
    { facility: "ny5" },
    { site: "EWR-A" },
    { metro: "ewr" },
    { speed: "10G" },
    { avoidDevices: ["ccr02.ewr-a"] },
  ])("meets %j", (wanted) => {
    expect(misses({ ...any, ...wanted }, PLACE)).toEqual([]);
  });

  it.each([
    [{ facility: "NY1" }, 'facility "NY1" and it is at Equinix NY5'],
    [{ site: "ewr-b" }, 'site "ewr-b" and it is at ewr-a'],
    [{ metro: "AMS" }, 'metro "AMS" and its site is ewr-a'],
    [{ speed: "100G" }, "speed 100G and it has 10G"],
    [{ avoidDevices: ["CCR01.ewr-a"] }, 'avoidDevices ["CCR01.ewr-a"] and it is on ccr01.ewr-a'],
  ])("does not meet %j", (wanted, missed) => {
    expect(misses({ ...any, ...wanted }, PLACE)).toEqual([missed]);
  });

  it.each(["10000", "10 Gbps", "10GBASE-LR"])("may spell its speed %j", (speed) => {
    expect(misses({ ...any, speed: "10G" }, { ...PLACE, speed })).toEqual([]);
  });

  it("that is not told is no proof of anything", () => {
    const wanted = { facility: "NY1", site: "x", metro: "AMS", speed: "1G", avoidDevices: ["y"] };
    expect(misses(wanted, {})).toEqual([]);
  });
});
