import { findNamedPlace, type NamedPlace } from "../../domain/named-place";
import type { SlotObject } from "../../domain/objects";
import { MaintenanceAlert } from "../../domain/values";
import { assess } from "../assess";
import { INTENTS } from "../intent";
import { type Plan, plan, type Requirement } from "./plan";

/** Facilities by metro, with the number of devices that Cloudflare publishes for each facility. */
const FACILITIES = {
  AMS: [["Equinix AM1", 2]],
  DUS: [["Digital Realty DUS2", 1]],
  FRA: [["Equinix FR5", 2]],
  LHR: [
    ["Equinix LD7", 1],
    ["Equinix LD8", 1],
  ],
  JNB: [["Digital Realty (Teraco) JB1", 2]],
} as const;
type Metro = keyof typeof FACILITIES;

/** Returns free slots of these speeds on each device of each facility in the metros. */
function slotsIn(metros: readonly Metro[], speeds: readonly string[] = ["10G"]): SlotObject[] {
  return metros.flatMap((metro) =>
    FACILITIES[metro].flatMap(([name, devices], facility) =>
      Array.from({ length: devices }, (_, device) =>
        speeds.map((speed, at) => ({
          id: `${name} ${device} ${at}`,
          occupied: false,
          site: `${metro.toLowerCase()}-${"abc"[facility]}`,
          speed,
          facility: { name, address: [`${facility} Street, ${metro}`] },
          device: `ccr0${device + 1}.${metro.toLowerCase()}-${"abc"[facility]}`,
        })),
      ).flat(),
    ),
  );
}

function near(...texts: string[]): NamedPlace[] {
  return texts.map((text) => {
    const place = findNamedPlace(text);
    if (typeof place === "string") throw new Error(place);
    return place;
  });
}

function planFor(
  requirement: Partial<Requirement>,
  slots: readonly SlotObject[] = slotsIn(["AMS", "DUS", "FRA", "LHR", "JNB"]),
  most?: number,
): Plan {
  return plan(
    {
      name: "transit",
      intent: "site-diverse",
      near: near("AMS"),
      within: 1_000,
      facilities: [],
      customerRouters: ["edge-1", "edge-2"],
      prefixes: [],
      maxPorts: 12,
      reservedNames: [],
      trackedWithin: 3,
      backup: { kind: "internet", capacity: 100 },
      maintenanceNotification: [
        { alertType: MaintenanceAlert.Cni },
        { alertType: MaintenanceAlert.Pop },
      ],
      ...requirement,
    },
    slots,
    most,
  );
}

function portsOf({ candidates }: Plan): string[][] {
  return candidates.map(({ design }) =>
    design.ports.map(({ speed, facility }) => `${speed}G ${facility}`),
  );
}

describe("plan", () => {
  it.each(INTENTS)("lists only designs that meet %s according to the model", (intent) => {
    const { candidates, missing } = planFor({ intent, demand: { toCustomer: 8 } });
    expect(candidates.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
    for (const { design } of candidates) expect(assess(design).met).toBe(true);
  });

  it("lists each set of facilities once, nearest first, with the reason for its position", () => {
    const plan = planFor({});
    expect(portsOf(plan).slice(0, 2)).toEqual([
      ["10G Equinix AM1", "10G Digital Realty DUS2"],
      ["10G Equinix AM1", "10G Equinix FR5"],
    ]);
    expect(plan.candidates.map(({ reason }) => reason).slice(0, 2)).toEqual([
      "facilities in AMS and DUS; least left if port ams1 fails; nearest",
      "facilities in AMS and FRA; least left if port ams1 fails; 190 km farther",
    ]);
    const names = plan.candidates.map(({ facilities }) => facilities.map(({ name }) => name));
    expect(new Set(names.map(String)).size).toBe(names.length);
  });

  it("chooses a facility near each of several places", () => {
    expect(portsOf(planFor({ near: near("Frankfurt", "London") }))[0]).toEqual([
      "10G Equinix FR5",
      "10G Equinix LD7",
    ]);
  });

  it("orders as many ports as the demand needs during the worst failure, with the fewest cross-connects", () => {
    const demand = { toCustomer: 15 };
    const tens = slotsIn(["AMS", "FRA"], ["10G", "10G", "10G"]);
    expect(portsOf(planFor({ demand }, tens))[0]).toHaveLength(4);
    const both = slotsIn(["AMS", "FRA"], ["10G", "10G", "100G"]);
    expect(portsOf(planFor({ demand }, both))[0]).toEqual(["100G Equinix AM1", "100G Equinix FR5"]);
    expect(portsOf(planFor({ demand, speed: 10 }, both))[0]).toHaveLength(4);
    // Each port carries 1 Gbps toward Cloudflare, whatever its speed.
    expect(portsOf(planFor({ demand: { toCloudflare: 2 } }, both))[0]).toHaveLength(4);
  });

  it("uses a third location only if two do not have enough free slots", () => {
    const demand = { toCustomer: 15 };
    const slots = slotsIn(["DUS", "AMS", "FRA"]).filter(({ device }) =>
      device?.startsWith("ccr01"),
    );
    const customerRouters = ["a", "b", "c"];
    expect(portsOf(planFor({ demand, customerRouters }, slots))[0]).toEqual([
      "10G Equinix AM1",
      "10G Digital Realty DUS2",
      "10G Equinix FR5",
    ]);
    expect(portsOf(planFor({ demand: { toCustomer: 10 } }, slots))[0]).toHaveLength(2);
  });

  it("uses different routers for ports in one metro and on one device, as long as there are enough routers", () => {
    const [best] = planFor({
      intent: "site-and-device-diverse",
      customerRouters: ["a", "b", "c", "d"],
    }).candidates;
    expect(best?.design.ports.map(({ name, customer }) => [name, customer?.router])).toEqual([
      ["ams1", "a"],
      ["ams2", "c"],
      ["fra1", "b"],
      ["fra2", "d"],
    ]);
  });

  it("uses neither occupied slots nor reserved names", () => {
    const slots = slotsIn(["AMS", "DUS", "FRA"]).map((slot) => ({
      ...slot,
      occupied: slot.facility.name === "Digital Realty DUS2",
    }));
    const plan = planFor({ reservedNames: ["ams1"] }, slots);
    expect(portsOf(plan)).toEqual([["10G Equinix AM1", "10G Equinix FR5"]]);
    expect(plan.candidates[0]?.design.ports.map(({ name }) => name)).toEqual(["ams2", "fra1"]);
  });

  it("counts slots on unknown devices as slots on one device", () => {
    const slots = slotsIn(["AMS", "FRA"]).map(({ device, ...slot }) => slot);
    expect(portsOf(planFor({ intent: "device-diverse" }, slots))).toEqual([
      ["10G Equinix AM1", "10G Equinix FR5"],
    ]);
    const { missing } = planFor({ intent: "site-and-device-diverse" }, slots);
    expect(missing.join()).toContain("there is none within 1000 km");
  });

  it("finds the same design whatever the order of the slots", () => {
    const slots = slotsIn(["AMS", "DUS", "FRA", "LHR"], ["10G", "100G"]);
    const demand = { toCustomer: 15 };
    expect(portsOf(planFor({ demand }, slots.toReversed()))).toEqual(
      portsOf(planFor({ demand }, slots)),
    );
  });
});

describe("plan with a requirement that cannot be met", () => {
  function rejected(requirement: Partial<Requirement>, slots?: readonly SlotObject[]) {
    const { candidates, missing, alternatives } = planFor(requirement, slots);
    expect(candidates).toEqual([]);
    return { missing: missing.join(" "), alternatives: alternatives.map((one) => one.change) };
  }

  it("states that no slot is free, and where the nearest free slot is", () => {
    const { missing, alternatives } = rejected({ near: near("JNB") }, slotsIn(["AMS", "FRA"]));
    expect(missing).toBe(
      "No slot is free within 1000 km of Johannesburg. The nearest one is at Equinix FR5, 8690 km away.",
    );
    expect(alternatives).toEqual([{ within: 9020 }]);
    expect(rejected({}, []).missing).toContain("The account has no free slot anywhere.");
  });

  it("states that there is no second metro, and suggests a longer distance and the nearest intent", () => {
    const { missing, alternatives } = rejected({ intent: "site-and-device-diverse", within: 200 });
    expect(missing).toBe(
      'Intent "site-and-device-diverse" needs a second metro with free slots on diverse devices, but only AMS has them within 200 km of Amsterdam.',
    );
    expect(alternatives).toEqual([{ within: 370 }, { intent: "site-diverse" }]);
  });

  it("states how much the best design carries, and suggests that demand", () => {
    const demand = { toCustomer: 100, toCloudflare: 1 };
    const { missing, alternatives } = rejected({ demand }, slotsIn(["AMS", "FRA"]));
    expect(missing).toBe(
      "The design that carries the most, 4 ports at Equinix AM1 and Equinix FR5, leaves 20 of 100 Gbps to you if facility Equinix AM1 fails, and there are no more free slots of one speed on all of its devices.",
    );
    expect(alternatives).toContainEqual({ demand: { toCustomer: 20, toCloudflare: 1 } });
  });

  it("names --max-ports if it prevents more ports", () => {
    const slots = slotsIn(["AMS", "FRA"], Array(6).fill("10G"));
    const { missing, alternatives } = rejected({ demand: { toCustomer: 30 }, maxPorts: 4 }, slots);
    expect(missing).toContain("--max-ports allows no more than 4");
    expect(alternatives).toContainEqual({ maxPorts: 6 });
  });

  it("suggests a second router if all ports would be connected to one", () => {
    const backup = { kind: "none", reason: "a test" } as const;
    const { missing, alternatives } = rejected({
      demand: { toCustomer: 8 },
      customerRouters: ["edge-1"],
      backup,
    });
    expect(missing).toContain("if the customer's router edge-1 fails");
    expect(alternatives).toContainEqual({ customerRouters: ["edge-1", "edge-2"] });
  });

  it("contains the model's finding about the outage, and suggests the design without a limit on the outage", () => {
    const { missing, alternatives } = rejected({ maxOutage: "10s" });
    expect(missing).toContain("Set assumptions.probeInterval and assumptions.probeTimeout");
    expect(alternatives).toContainEqual({ maxOutage: undefined });
  });

  it("suggests the capacity that the backup needs", () => {
    const { missing, alternatives } = rejected(
      { intent: "device-diverse", demand: { toCustomer: 8 }, backup: { kind: "internet" } },
      slotsIn(["AMS"]),
    );
    expect(missing).toContain("the capacity of the backup");
    expect(alternatives).toContainEqual({ backup: { kind: "internet", capacity: 8 } });
  });

  it("judges every alternative in the same way as the requirement itself", () => {
    const { alternatives } = planFor({ intent: "site-and-device-diverse", within: 200 });
    for (const { candidate } of alternatives) expect(assess(candidate.design).met).toBe(true);
  });
});

describe("the search", () => {
  /** Creates 500 free slots at 125 facilities, spread over all published metros. */
  const many = Array.from({ length: 500 }, (_, at): SlotObject => {
    const facility = Math.floor(at / 4);
    const metro = ["ams", "fra", "lhr", "cdg", "mad"][facility % 5];
    return {
      id: `slot ${at}`,
      occupied: false,
      site: `${metro}-${facility}`,
      speed: at % 4 === 3 ? "100G" : "10G",
      facility: { name: `Facility ${facility}`, address: [`${facility} Street`] },
      device: `ccr0${(at % 2) + 1}.${metro}-${facility}`,
    };
  });

  it.each([
    { title: "that can be met", requirement: { demand: { toCustomer: 15 } } },
    { title: "that cannot be met", requirement: { demand: { toCustomer: 5_000 } } },
  ])(
    "searching 500 slots for a requirement $title ends at its limits within seconds",
    ({ requirement }) => {
      const before = process.cpuUsage();
      const { judged, isLimited } = planFor(
        { intent: "site-and-device-diverse", within: 3_000, ...requirement },
        many,
      );
      const { user } = process.cpuUsage(before);
      expect(judged).toBeLessThanOrEqual(130);
      expect(isLimited).toBe(true);
      // The search takes about 1 s, and more on a busy processor.
      expect(user / 1e6).toBeLessThan(4);
    },
  );
});
