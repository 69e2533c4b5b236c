import { LOCATIONS } from "./locations";
import { facilityHint, kilometresBetween, metroHint, PUBLISHED_METROS } from "./near-places";

const FACILITIES = LOCATIONS.map(({ facility }) => facility);

it("AIRPORTS contains the position of every published metro", () => {
  expect(PUBLISHED_METROS.filter((metro) => kilometresBetween(metro, "LHR") === undefined)).toEqual(
    [],
  );
});

it.each([
  ["EWR", "JFK", 30],
  ["LHR", "CDG", 350],
  ["SYD", "LHR", 17020],
  ["AKL", "HNL", 7090],
  ["EWR", "EWR", 0],
])("kilometresBetween returns the distance from %s to %s, %d km", (one, other, km) => {
  expect(kilometresBetween(one, other)).toBe(km);
});

it.each([
  [
    "JFK",
    /^Nearest metros: EWR \(Newark, NJ, about 30 km\), PHL \(Philadelphia, PA, about 150 km\), BOS/,
  ],
  ["nyc", /^Nearest metros: EWR \(Newark, NJ, about 30 km\)/],
  ["SFO", /^Nearest metros: SJC \(San Jose, CA, about 50 km\), SMF /],
  ["LGW", /^Nearest metros: LHR \(London, about 40 km\), /],
  ["HND", /^Nearest metros: NRT \(Tokyo, about 60 km\), /],
  ["XWR", /^Did you mean EWR \(Newark, NJ\)\?$/],
  ["Newark", /^Did you mean EWR \(Newark, NJ\)\?$/],
  ["sao paulo", /^Did you mean GRU \(São Paulo\)\?$/],
  ["QQQ", /^$/],
])("metroHint suggests metros for %j", (text, hint) => {
  expect(metroHint(text, PUBLISHED_METROS)).toMatch(hint);
});

it.each([
  ["Equinox NY1", /^Did you mean "Equinix NY1"\?$/],
  ["Equinox", /^Facilities with a similar name: Equinix AM1, .* and \d+ more\.$/],
  ["Newark", /^Did you mean "Digital Realty JFK10" or "Equinix NY1"\?$/],
  ["EWR", /^Did you mean "Digital Realty JFK10" or "Equinix NY1"\?$/],
  ["JFK", /^Nearest facilities: .*NY.* \(about 30 km\), /],
  ["nothing at all", /^Facilities with slots: .* and \d+ more\.$/],
])("facilityHint suggests facilities for %j", (text, hint) => {
  expect(facilityHint(text, FACILITIES)).toMatch(hint);
});

it.each(["CoreSite", "Digital Realty", "Equinix"])(
  "facilityHint suggests all facilities for %j, because it is part of several names",
  (text) => {
    expect(facilityHint(text, ["BeotelNet ISP"])).toBe("Facilities with slots: BeotelNet ISP.");
  },
);

it("metroHint and facilityHint suggest only locations with slots", () => {
  expect(metroHint("JFK", ["AMS", "ORD"])).toBe(
    "Nearest metros: ORD (Chicago, IL, about 1190 km), AMS (Amsterdam, about 5850 km).",
  );
  expect(facilityHint("Equinox", ["Digital Realty AMS9"])).toBe(
    "Facilities with slots: Digital Realty AMS9.",
  );
  expect(metroHint("JFK", [])).toBe("");
  expect(facilityHint("Equinix", [])).toBe("");
});
