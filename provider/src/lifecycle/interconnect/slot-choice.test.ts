/** Tests which slot is chosen, and the error if no slot is free. */
import type { SlotObject } from "../../domain/objects";
import { withFacility } from "../../domain/slot-facility";
import type { SlotRequirement } from "../../domain/slot-requirement";
import { chooseSlot, type UnavailableSlots } from "./slot-choice";

const NONE: UnavailableSlots = { reserved: new Set(), lost: new Set() };

function slot(id: string, more: Partial<Omit<SlotObject, "facility">> & { at?: string } = {}) {
  const { at = "Equinix NY5", ...rest } = more;
  const facility = { name: at, address: [] };
  return {
    id,
    occupied: false,
    site: "ewr-a",
    speed: "10G",
    device: "ccr01.ewr-a",
    facility,
    ...rest,
  };
}

function choose(wanted: Partial<SlotRequirement>, slots: SlotObject[], unavailable = NONE): string {
  const requirement = { speed: "10G", avoidDevices: [], ...wanted };
  return chooseSlot(withFacility(requirement, slots), slots, unavailable).id;
}

it("chooseSlot takes the first slot by site, device and ID, whatever the order of the list", () => {
  const slots = [
    slot("4", { site: "ewr-b", device: "ccr01.ewr-b" }),
    slot("3", { device: "ccr02.ewr-a" }),
    slot("2"),
    slot("1", { occupied: true }),
    slot("0", { site: "zrh-a" }),
  ];
  expect(choose({ facility: "NY5" }, slots)).toBe("2");
  expect(choose({ facility: "NY5" }, slots.toReversed())).toBe("2");
  expect(choose({ metro: "EWR" }, slots, { ...NONE, reserved: new Set(["2"]) })).toBe("3");
  expect(choose({ metro: "EWR" }, slots, { reserved: new Set(["2"]), lost: new Set(["3"]) })).toBe(
    "4",
  );
  expect(choose({ site: "ZRH-A" }, slots)).toBe("0");
});

it("chooseSlot takes a slot of the required speed, whatever spelling the API uses", () => {
  const slots = [slot("1", { speed: "100000" }), slot("2", { speed: "10 Gbps" })];
  expect(choose({ site: "ewr-a" }, slots)).toBe("2");
  expect(choose({ site: "ewr-a", speed: "100G" }, slots)).toBe("1");
});

describe("chooseSlot with a facility", () => {
  const slots = [
    slot("1", { at: "Equinix NY1" }),
    slot("2", { at: "Equinix NY11" }),
    slot("3", { at: "Digital Realty AMS", site: "ams-a" }),
    slot("4", { at: "Digital Realty AMS North", site: "ams-b" }),
  ];

  it("prefers an exact name over names that contain it", () => {
    expect(choose({ facility: "digital realty ams" }, slots)).toBe("3");
    expect(choose({ facility: "NY1" }, slots)).toBe("1");
  });

  it("accepts part of a name within the required site or metro", () => {
    expect(choose({ facility: "north" }, slots)).toBe("4");
    expect(choose({ facility: "Digital", site: "ams-b" }, slots)).toBe("4");
  });

  it("refuses an ambiguous name and lists the matches", () => {
    expect(() => choose({ facility: "Equinix" }, slots)).toThrow(
      /slot\.facility "Equinix" is ambiguous: Equinix NY1, Equinix NY11\. Use one of these full names/,
    );
  });

  it("refuses an unknown name and lists the facilities of the required metro", () => {
    expect(() => choose({ facility: "LD8", metro: "EWR" }, slots)).toThrow(
      /slot\.facility "LD8" has no slots\. Facilities with slots: Equinix NY1, Equinix NY11\.$/,
    );
    expect(() => choose({ facility: "LD8", metro: "LHR" }, slots)).toThrow(
      /with slots: Digital Realty AMS, /,
    );
    expect(() => choose({ facility: "equinix NY91" }, slots)).toThrow(
      /^slot\.facility "equinix NY91" has no slots\. Did you mean "Equinix NY1" or "Equinix NY11"\?$/,
    );
  });
});

describe("chooseSlot with avoidDevices", () => {
  it("avoids a device regardless of upper and lower case in its name", () => {
    const slots = [slot("1"), slot("2", { device: "ccr02.ewr-a" })];
    expect(choose({ metro: "EWR", avoidDevices: ["CCR01.EWR-A"] }, slots)).toBe("2");
  });

  it("skips slots on unknown devices and mentions this in the error", () => {
    const slots = [slot("1"), slot("2", { device: undefined })];
    expect(choose({ metro: "EWR", avoidDevices: [] }, slots)).toBe("2");
    expect(() => choose({ metro: "EWR", avoidDevices: ["ccr01.ewr-a"] }, slots)).toThrow(
      /Matching slots: 2 is on an unknown device, which may be one to avoid, 1 on ccr01\.ewr-a is on a device to avoid\./,
    );
  });
});

describe("chooseSlot without a free slot", () => {
  it("states why each slot is not free, then lists free slots in the metro, then slots of the same speed elsewhere", () => {
    const slots = [
      slot("1", { occupied: true }),
      slot("2"),
      slot("3", { at: "Equinix NY1" }),
      slot("4", { at: "Equinix NY1" }),
      slot("5", { at: "Equinix NY1", speed: "100G", device: undefined }),
      slot("6", { at: "A", site: "ams-a", device: "ccr01.ams-a" }),
      slot("7", { at: "A", site: "ams-a", device: "ccr02.ams-a", speed: "100G" }),
      ...["b", "c", "d", "e"].map((name) => slot(name, { at: name, site: `f${name}x-a` })),
    ];
    const unavailable = { ...NONE, reserved: new Set(["2"]) };
    expect(() => choose({ facility: "NY5" }, slots, unavailable)).toThrow(
      [
        'No free slot meets slot (10G at "Equinix NY5"). Change slot to match a free slot below, or ask Cloudflare\'s account team for a port there.',
        "Matching slots: 1 on ccr01.ewr-a is occupied, 2 on ccr01.ewr-a is reserved for another resource of this program.",
        "Free nearby: 2 × 10G at Equinix NY1 (site ewr-a, ccr01.ewr-a); 100G at Equinix NY1 (site ewr-a).",
        "Free elsewhere: 10G at A (site ams-a, ccr01.ams-a, about 5870 km); 10G at b (site fbx-a, ccr01.ewr-a); 10G at c (site fcx-a, ccr01.ewr-a).",
      ].join("\n"),
    );
  });

  it("sorts free slots elsewhere by distance and puts unknown distances last", () => {
    const at = (site: string) => slot(site, { at: site, site, device: undefined });
    const slots = ["akl-a", "ams-a", "ord-a", "xyz-a", "phl-a"].map(at);
    expect(() => choose({ metro: "EWR" }, slots)).toThrow(
      "Free elsewhere: 10G at phl-a (site phl-a, about 130 km); 10G at ord-a (site ord-a, about 1150 km); 10G at ams-a (site ams-a, about 5870 km); 10G at akl-a (site akl-a, about 14190 km); 10G at xyz-a (site xyz-a).",
    );
    expect(() => choose({ facility: "Equinix NY1", speed: "100G" }, slots)).toThrow(
      /^slot\.facility "Equinix NY1" has no slots\. /,
    );
  });

  it("reports that no matching slot is listed", () => {
    expect(() => choose({ site: "lhr-a" }, [slot("1")])).toThrow(
      [
        "No free slot meets slot (10G at site lhr-a). Change slot to match a free slot below, or ask Cloudflare's account team for a port there.",
        "The API lists no matching slot, free or occupied.",
        "Free elsewhere: 10G at Equinix NY5 (site ewr-a, ccr01.ewr-a, about 5560 km).",
      ].join("\n"),
    );
    expect(() => choose({ site: "lhr-a" }, [])).toThrow(/No other slot is free nearby\./);
  });

  it("does not suggest a slot on a device to avoid", () => {
    const slots = [slot("1", { speed: "100G" }), slot("2", { occupied: true })];
    expect(() => choose({ metro: "EWR", avoidDevices: ["ccr01.ewr-a"] }, slots)).toThrow(
      /No other slot is free nearby/,
    );
  });
});
