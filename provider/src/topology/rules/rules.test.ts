/**
 * Every rule on a design that a careful engineer accepts, and on the same one wrong in one way:
 * there is exactly that blocker, and it says how to get rid of it.
 */
import { BLOCKER_TYPES, type BlockerType, type Severity } from "../blocker";
import type { Design, Intent, Port, Session } from "../design";
import { namesOf } from "../places";
import { blockersOf } from ".";

const AMSTERDAM = { facility: "Equinix AM1", address: ["Luttenbergweg 4"], site: "ams-a" };
const FRANKFURT = { facility: "Equinix FR5", address: ["Kleyerstrasse 90"], site: "fra-a" };
const PORTS: readonly Port[] = [
  { name: "a1", ...AMSTERDAM, device: "ccr01.ams-a", speed: 10 },
  { name: "a2", ...AMSTERDAM, device: "ccr02.ams-a", speed: 10 },
  { name: "b1", ...FRANKFURT, device: "ccr01.fra-a", speed: 10 },
  { name: "b2", ...FRANKFURT, device: "ccr02.fra-a", speed: 10 },
];
const NAMES: Record<Intent, readonly string[]> = {
  single: ["a1"],
  "device-diverse": ["a1", "a2"],
  "site-diverse": ["a1", "b1"],
  "site-and-device-diverse": ["a1", "a2", "b1", "b2"],
};

function session(port: string, index: number): Session {
  return {
    name: `s-${port}`,
    port,
    customerIp: `10.0.${index}.1/31`,
    cloudflareIp: `10.0.${index}.0/31`,
    mtu: 1500,
    mss: 1332,
    bgp: true,
    md5: true,
    prefixes: ["198.18.0.0/16"],
  };
}

function good(intent: Intent): Design {
  return {
    name: "transit",
    intent,
    ports: PORTS.filter(({ name }) => NAMES[intent].includes(name)),
    sessions: NAMES[intent].map(session),
    demand: { toCustomer: 10, toCloudflare: 1 },
    backup: { kind: "tunnel", capacity: 10 },
    maintenanceNotification: true,
    backhaul: true,
  };
}

/** The design with its ports changed by name, `*` for each. */
function ports(design: Design, changes: Record<string, Partial<Port>>): Design {
  return {
    ...design,
    ports: design.ports.map((port) => ({ ...port, ...changes["*"], ...changes[port.name] })),
  };
}

function sessions(design: Design, changes: Record<string, Partial<Session>>): Design {
  return {
    ...design,
    sessions: design.sessions.map((one) => ({ ...one, ...changes["*"], ...changes[one.name] })),
  };
}

function without(design: Design, ...names: string[]): Design {
  return {
    ...design,
    ports: design.ports.filter(({ name }) => !names.includes(name)),
    sessions: design.sessions.filter(({ port }) => !names.includes(port)),
  };
}

const single = good("single");
const devices = good("device-diverse");
const sites = good("site-diverse");
const both = good("site-and-device-diverse");
const noDemand = { demand: undefined };

it.each([single, devices, sites, both])("nothing is wrong with the good design", (design) => {
  expect(blockersOf(design)).toEqual([]);
});

type Case = [name: string, wrong: Design, severity: Severity, says: RegExp | string];

const CASES: Partial<Record<BlockerType, Case[]>> = {
  TOO_FEW_PORTS: [
    [
      "one for two devices",
      without(devices, "a2"),
      "error",
      /needs 2 ports, but the design has 1\. Add 1 port,/,
    ],
    [
      "three for two sites of two",
      without(both, "b2"),
      "error",
      /needs 4 ports, but the design has 3\. Add 1 port,/,
    ],
    [
      "three at one facility",
      ports(without(both, "b2"), { "*": AMSTERDAM }),
      "error",
      /needs 4 ports, but the design has 3/,
    ],
    [
      "three in one metro",
      ports(without(both, "b2"), { "*": { metro: "AMS" } }),
      "error",
      /needs 4 ports, but the design has 3/,
    ],
    [
      "three whose facilities may be one",
      ports(without(both, "b2"), { "*": { metro: "AMS", address: undefined } }),
      "error",
      /needs 4 ports, but the design has 3/,
    ],
    [
      "none at all, whatever is to get through",
      without(single, "a1"),
      "error",
      /needs 1 port, but the design has 0/,
    ],
    [
      "none at all",
      { ...without(single, "a1"), ...noDemand },
      "error",
      /needs 1 port, but the design has 0\. Add 1 port, or/,
    ],
  ],
  TOO_FEW_DEVICES: [
    [
      "one for both ports",
      ports(devices, { a2: { device: " CCR01.ams-a " } }),
      "error",
      'Ports "a1" and "a2" are on the same device, ccr01.ams-a. Order one of them on another device (slot.avoidDevices) or at another facility.',
    ],
    [
      "one that is not told",
      ports(devices, { a2: { device: null } }),
      "unknown",
      /may be on the same device, because no device is known for "a2"\. Ask/,
    ],
    [
      "none that is told",
      ports(devices, { "*": { device: undefined } }),
      "unknown",
      /no device is known for "a1" and "a2"/,
    ],
    [
      "one told at two facilities",
      ports(sites, { "*": { device: "ccr01" } }),
      "error",
      /are on the same device, ccr01/,
    ],
    [
      "one at one of two sites",
      ports(both, { b2: { device: "ccr01.fra-a" } }),
      "error",
      /only one device is used at "Equinix FR5" \("b1" and "b2"\)\. Add a port there on another device/,
    ],
    [
      "not told at one of two sites",
      ports(both, { b2: { device: null } }),
      "unknown",
      /unknown whether more than one device is used at "Equinix FR5" \("b1" and "b2"\)\. .* ask Cloudflare's account team/,
    ],
    [
      "none told anywhere",
      ports(both, { "*": { device: null } }),
      "unknown",
      /unknown whether more than one device is used at "Equinix AM1" and "Equinix FR5" \(/,
    ],
    [
      "one port at one of two sites",
      ports(both, { b1: { ...AMSTERDAM } }),
      "error",
      /only one device is used at "Equinix FR5" \("b2"\)/,
    ],
    [
      "one port at one of two sites, on a device that is not told",
      ports(both, { b1: { ...AMSTERDAM }, b2: { device: null } }),
      "error",
      /only one device is used at "Equinix FR5" \("b2"\)/,
    ],
  ],
  TOO_FEW_FACILITIES: [
    [
      "one for both ports",
      ports(sites, { b1: AMSTERDAM }),
      "error",
      '"a1" and "b1" are at the same facility, "Equinix AM1". Order one of them at another facility.',
    ],
    [
      "one for four ports",
      ports(both, { "*": AMSTERDAM }),
      "error",
      /at the same facility, "Equinix AM1"/,
    ],
    [
      "one that is not told",
      ports(sites, { b1: { facility: undefined, address: undefined, site: undefined } }),
      "unknown",
      /no facility is known for "b1"\. Set the facility of each port/,
    ],
  ],
  TOO_FEW_METROS: [
    [
      "one for two sites",
      ports(sites, { b1: { metro: "ams" } }),
      "warning",
      /are in one metro, AMS, .*\. Order ports in another metro/,
    ],
    [
      "one for two sites of two",
      ports(both, { "*": { metro: "AMS" } }),
      "error",
      /"Equinix AM1" and "Equinix FR5" are in one metro, AMS/,
    ],
    [
      "one that is not told",
      ports(sites, { b1: { facility: "House", site: undefined } }),
      "unknown",
      /no metro is known for "House"\. Set the metro/,
    ],
    [
      "a second one with one device does not count",
      {
        ...ports(both, { b1: { metro: "AMS" }, b2: { metro: "AMS" } }),
        ports: [
          ...ports(both, { b1: { metro: "AMS" }, b2: { metro: "AMS" } }).ports,
          { name: "c", facility: "Equinix MI1", address: ["36 NE 2nd St"], device: "ccr01.mia" },
        ],
      },
      "error",
      /are in one metro, AMS/,
    ],
  ],
  SAME_CAMPUS: [
    [
      "two names at one address",
      ports(sites, { b1: { address: ["LUTTENBERGWEG, 4."], facility: "Iron Mountain" } }),
      "error",
      '"Equinix AM1" and "Iron Mountain" share one street address, so one event can take them all down. Order a port at another address.',
    ],
    [
      "two names without addresses in one metro",
      ports(sites, { b1: { address: undefined, metro: "AMS" } }),
      "unknown",
      /may share one street address\. Set the address of each/,
    ],
    [
      "two names without addresses and devices in one metro",
      ports(sites, { "*": { address: undefined, device: null }, b1: { metro: "AMS" } }),
      "unknown",
      /may share one street address\. Set the address of each/,
    ],
  ],
  SLOT_OCCUPIED: [
    [
      "by somebody",
      ports(single, { a1: { slot: { id: "7", occupied: true } } }),
      "error",
      'Slot 7 of port "a1" is occupied by an unknown interconnect. Choose a free slot.',
    ],
    [
      "by another",
      ports(single, {
        a1: { interconnect: "cni-1", slot: { id: "7", occupied: true, occupiedBy: "cni-2" } },
      }),
      "error",
      /is occupied by another interconnect \(cni-2\)/,
    ],
    [
      "perhaps by its own",
      ports(single, { a1: { interconnect: "cni-1", slot: { id: "7", occupied: true } } }),
      "unknown",
      /may be occupied/,
    ],
    [
      "by two ports of the design",
      ports(devices, { "*": { slot: { id: "7", occupied: false } } }),
      "error",
      /"a1" and "a2" ask for the same slot 7, .*\. Choose another slot/,
    ],
    [
      "by two of four ports of the design",
      ports(both, {
        a1: { slot: { id: "7", occupied: false } },
        a2: { slot: { id: "8", occupied: false } },
        b2: { slot: { id: "7", occupied: false } },
      }),
      "error",
      /^Ports "a1" and "b2" ask for the same slot 7/,
    ],
  ],
  SLOT_SPEED: [
    [
      "other than the port's",
      ports(single, { a1: { slot: { id: "7", occupied: false, speed: 100 } } }),
      "error",
      /has 100 Gbps\. Choose a slot of 10 Gbps, or change the speed/,
    ],
  ],
  FACILITY_NOT_DIVERSE: [
    [
      "that has one device",
      ports(
        { ...devices, ports: devices.ports },
        { "*": { facility: "Equinix NY1", site: "ewr-a" } },
      ),
      "error",
      /Equinix NY1 \(port "a1"\) has one device for dataplane v2\. Choose a facility that has two/,
    ],
    [
      "that has one for this dataplane",
      sessions(
        ports(devices, { "*": { facility: "Equinix IL2", dataplane: "v1", site: "ist-a" } }),
        { "*": { mtu: 1476 } },
      ),
      "error",
      /has one device for dataplane v1/,
    ],
    [
      "that is to get a second one",
      ports(devices, { "*": { facility: "Equinix AT1", site: "atl-a" } }),
      "unknown",
      /only planned to have two devices .*\. Ask Cloudflare's account team/,
    ],
    [
      "that lacks the dataplane",
      ports(single, { a1: { facility: "Cologix COL3" } }),
      "error",
      /Cologix COL3 \(port "a1"\) does not offer dataplane v2\. Choose a facility that does/,
    ],
    [
      "of two that each need two",
      ports(both, { b1: { facility: "Equinix LD8" }, b2: { facility: "Equinix LD8" } }),
      "error",
      /Equinix LD8/,
    ],
  ],
  CAPACITY: [
    [
      "when nothing fails",
      { ...single, demand: { toCloudflare: 2 } },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are available even if nothing fails\. Add ports/,
    ],
    [
      "in both directions",
      {
        ...single,
        demand: { toCloudflare: 2, toCustomer: 20 },
        backup: { kind: "internet", capacity: 20 },
      },
      "error",
      /^Only 10 of 20 Gbps to the customer and 1 of 2 Gbps to Cloudflare are available/,
    ],
    [
      "in one direction, to the customer",
      {
        ...single,
        demand: { toCloudflare: 1, toCustomer: 20 },
        backup: { kind: "internet", capacity: 20 },
      },
      "error",
      /^Only 10 of 20 Gbps to the customer are available even/,
    ],
    [
      "in one direction, to Cloudflare",
      { ...single, demand: { toCloudflare: 2, toCustomer: 10 } },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are available even/,
    ],
    [
      "for certain, before what is not certain",
      {
        ...ports(devices, { a1: { speed: 5 }, a2: { speed: undefined } }),
        backup: { kind: "tunnel", capacity: 20 },
      },
      "error",
      /^Only 5 of 10 Gbps to the customer are left if port a2 fails/,
    ],
    [
      "when the larger one of two fails",
      {
        ...ports(devices, { a1: { speed: 5 } }),
        demand: { toCustomer: 12 },
        backup: { kind: "tunnel", capacity: 20 },
      },
      "error",
      /^Only 5 of 12 Gbps to the customer are left if port a2 fails/,
    ],
    [
      "in both directions together, when the larger one of two fails",
      {
        ...ports(devices, { a2: { speed: 9 } }),
        sessions: [
          session("a1", 0),
          ...["", "-2", "-3"].map((suffix, at) => ({
            ...session("a2", 7 + at),
            name: `s-a2${suffix}`,
          })),
        ],
        demand: { toCustomer: 12, toCloudflare: 4 },
        backup: { kind: "tunnel", capacity: 20 },
      },
      "error",
      /^Only 10 of 12 Gbps to the customer and 1 of 4 Gbps to Cloudflare are left if port a2 fails/,
    ],
    [
      "when one of two fails",
      { ...devices, demand: { toCloudflare: 2 } },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are left if port a1 fails \(and too little in .* other cases\)\. Add ports with sessions/,
    ],
    [
      "of the backup",
      { ...single, backup: { kind: "tunnel", capacity: 5 } },
      "error",
      /^Only 5 of 10 Gbps to the customer are left if port a1 fails .*a larger backup/,
    ],
    [
      "of the backup, perhaps",
      { ...single, backup: { kind: "tunnel" } },
      "unknown",
      /are certain if port a1 fails .*\. Set the speed .*backup/,
    ],
    [
      "without any backup",
      { ...single, backup: { kind: "none", reason: "lab" } },
      "error",
      /^Only 0 of 10 Gbps to the customer and 0 of 1 Gbps/,
    ],
    [
      "of unknown ports",
      ports(single, { a1: { speed: undefined } }),
      "unknown",
      /^Only 0 of 10 Gbps .* are certain even if nothing fails\. Set/,
    ],
    [
      "of the preferred session, while another one stands by",
      {
        ...sessions(devices, { "*": { localPreference: 200 }, "s-a2": { localPreference: 100 } }),
        demand: { toCloudflare: 2 },
      },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are available even if nothing fails.*\. Give the sessions .* equal preferences \(localPreference toward Cloudflare/,
    ],
    [
      "where nothing tells how traffic is divided among prefixes",
      {
        ...sessions(both, {
          "s-a2": { prefixes: ["198.19.0.0/16"] },
          "s-b2": { prefixes: ["198.19.0.0/16"] },
        }),
        demand: { toCustomer: 20 },
        backup: { kind: "tunnel", capacity: 20 },
      },
      "unknown",
      /^Only 10 of 20 Gbps to the customer are certain if .*\. Give the sessions .* the same prefixes/,
    ],
    [
      "without sessions",
      { ...single, sessions: [] },
      "error",
      /even if nothing fails\. Add ports with sessions/,
    ],
  ],
  ADDRESS_CONFLICT: [
    [
      "in one network",
      sessions(devices, { "*": { customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.0/31" } }),
      "error",
      'Sessions "s-a1" and "s-a2" use the same network (10.0.0.1/31, 10.0.0.1/31). Give each its own /31.',
    ],
    [
      "from both ends",
      sessions(devices, {
        "s-a1": { cloudflareIp: undefined },
        "s-a2": { customerIp: undefined, cloudflareIp: "10.0.0.0/31" },
      }),
      "error",
      /\(10.0.0.1\/31, 10.0.0.0\/31\)/,
    ],
  ],
  NOT_POINT_TO_POINT: [
    [
      "too large",
      sessions(single, { "*": { customerIp: "10.0.0.1/30", cloudflareIp: "10.0.0.2/30" } }),
      "error",
      'Session "s-a1" has 10.0.0.1/30 and 10.0.0.2/30, which are not the two ends of one /31. Use a pair such as 10.0.0.1/31 and 10.0.0.0/31.',
    ],
    [
      "a pair, and too large",
      sessions(single, { "*": { customerIp: "10.0.0.1/30", cloudflareIp: "10.0.0.0/30" } }),
      "error",
      /not the two ends/,
    ],
    [
      "two networks",
      sessions(single, { "*": { customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.2/31" } }),
      "error",
      /not the two ends/,
    ],
    [
      "one end twice",
      sessions(single, { "*": { customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.1/31" } }),
      "error",
      /not the two ends/,
    ],
    [
      "no address",
      sessions(single, { "*": { customerIp: "10.0.0.1", cloudflareIp: undefined } }),
      "error",
      /has 10.0.0.1, which is not an end of a \/31/,
    ],
    [
      "too large for IPv6",
      sessions(single, { "*": { customerIp: "2001:db8::1/64", cloudflareIp: "2001:db8::2/64" } }),
      "error",
      /not the two ends/,
    ],
  ],
  EQUAL_PREFERENCE: [
    [
      "equal",
      { ...sessions(devices, { "*": { localPreference: 100 } }), order: ["s-a2", "s-a1"] },
      "error",
      '"s-a2" must be preferred to "s-a1", but its localPreference 100 is not higher than 100. Give "s-a2" the higher localPreference.',
    ],
    [
      "the other way round",
      {
        ...sessions(devices, { "s-a1": { routePriority: 50 }, "s-a2": { routePriority: 60 } }),
        order: ["s-a2", "s-a1"],
      },
      "error",
      /its routePriority 60 is not lower than 50\. Give "s-a2" the lower routePriority/,
    ],
    [
      "not told",
      {
        ...sessions(devices, { "s-a1": { routePriority: 50 }, "s-a2": { localPreference: 60 } }),
        order: ["s-a2", "s-a1"],
      },
      "unknown",
      /neither localPreference nor routePriority in common\. Set localPreference/,
    ],
    [
      "the backup goes first",
      {
        ...sessions(single, { "*": { routePriority: 100 } }),
        backup: { kind: "tunnel", name: "gre", capacity: 10, routePriority: 50 },
      },
      "error",
      /"s-a1" must be preferred to "gre", but its routePriority 100 is not lower than 50/,
    ],
  ],
  MD5_MISSING: [
    [
      "left out",
      sessions(single, { "*": { md5: false } }),
      "warning",
      /has no MD5 key, .*\. Set a key on both ends/,
    ],
    ["not told", sessions(single, { "*": { md5: undefined } }), "unknown", /may have no MD5 key/],
  ],
  MTU: [
    [
      "more than v2 carries",
      sessions(single, { "*": { mtu: 9000 } }),
      "error",
      'Session "s-a1" has mtu 9000, but port "a1" carries at most 1500 bytes toward Cloudflare. Set mtu to 1500.',
    ],
    [
      "more than GRE leaves",
      ports(single, { "*": { dataplane: "v1" } }),
      "error",
      /Set mtu to 1476/,
    ],
  ],
  MSS: [
    [
      "more than backhaul leaves",
      sessions(single, { "*": { mss: 1460 } }),
      "error",
      /has mss 1460, .*\. Clamp the MSS to 1332/,
    ],
    [
      "not told over backhaul",
      sessions(single, { "*": { mss: undefined } }),
      "unknown",
      /is backhauled and its mss is unknown, .*\. Clamp the MSS to 1332/,
    ],
    [
      "more than the packet",
      sessions({ ...single, backhaul: false }, { "*": { mtu: 1400, mss: 1361 } }),
      "error",
      /Clamp the MSS to 1360/,
    ],
    [
      "more than GRE leaves",
      sessions(ports({ ...single, backhaul: false }, { "*": { dataplane: "v1" } }), {
        "*": { mtu: undefined, mss: 1460 },
      }),
      "error",
      /Clamp the MSS to 1436/,
    ],
  ],
  DATAPLANE_FEATURE: [
    [
      "all of them",
      ports(single, { "*": { vlan: 100, bfd: true, lacp: true, peering: true, greTunnels: 2 } }),
      "error",
      'Port "a1" uses VLAN, BFD, LACP, peering and GRE, which dataplane v2 does not support. Leave this out (ECMP replaces LACP), or ask Cloudflare\'s account team for a v1 port.',
    ],
  ],
  PREFIX_TOO_LONG: [
    [
      "IPv4",
      sessions(single, { "*": { prefixes: ["203.0.113.0/25", "198.18.0.0/16"] } }),
      "error",
      /longer than .*: 203.0.113.0\/25\. Announce the network around each of them/,
    ],
    [
      "IPv6",
      sessions(single, { "*": { prefixes: ["2001:db8::/49"] } }),
      "error",
      /: 2001:db8::\/49\./,
    ],
    [
      "no prefix",
      sessions(single, { "*": { prefixes: ["here"] } }),
      "error",
      /prefixes that are not valid, or .*: here\./,
    ],
  ],
  NO_BACKUP: [
    [
      "not declared",
      { ...single, backup: undefined },
      "error",
      /No backup is declared, .*\. Declare a tunnel or an Internet path, or give the reason/,
    ],
    [
      "left out without a reason",
      { ...single, ...noDemand, backup: { kind: "none", reason: " " } },
      "error",
      /Backup "none" has no reason/,
    ],
  ],
  NO_MAINTENANCE_NOTIFICATION: [
    [
      "nobody",
      { ...single, maintenanceNotification: false },
      "warning",
      /Nobody is notified of maintenance\. Add a notification policy of type cni_maintenance_notification/,
    ],
    [
      "nobody, perhaps",
      { ...single, maintenanceNotification: undefined },
      "unknown",
      /unknown whether anybody is notified of maintenance/,
    ],
  ],
  ONE_MAINTENANCE_DOMAIN: [
    [
      "one device",
      ports({ ...devices, intent: "single" }, { "*": { device: "ccr01.ams-a" } }),
      "warning",
      /One maintenance window \(ccr01.ams-a\) takes down all ports: "a1" and "a2"\. Order one of them on another device/,
    ],
    [
      "a facility with one device",
      ports({ ...devices, intent: "single" }, { "*": { facility: "Equinix NY1" } }),
      "warning",
      /\(Equinix NY1\)/,
    ],
    [
      "a device that is not told",
      ports({ ...devices, intent: "single" }, { a2: { device: null } }),
      "unknown",
      /\(ccr01.ams-a\) may take down all ports/,
    ],
  ],
  AWS_HOSTED: [
    [
      "hosted",
      ports(single, { "*": { kind: "aws_hosted" } }),
      "error",
      /Port "a1" is a hosted AWS connection, .*\. Order a dedicated Direct Connect/,
    ],
  ],
  TOO_FAR: [
    [
      "out of reach",
      ports(single, { "*": { distanceKm: 10.5 } }),
      "error",
      /distanceKm 10.5, .* from 0 to 10 km\. Put .* equipment/,
    ],
    ["less than nothing", ports(single, { "*": { distanceKm: -1 } }), "error", /distanceKm -1/],
  ],
};

describe.each(Object.entries(CASES))("%s", (type, cases) => {
  it.each(cases)("%s", (_name, wrong, severity, says) => {
    const blockers = blockersOf(wrong);
    expect(blockers.map(({ type, severity }) => ({ type, severity }))).toContainEqual({
      type,
      severity,
    });
    expect(new Set(blockers.map((blocker) => blocker.type))).toEqual(new Set([type]));
    expect(blockers[0]?.explanation).toEqual(
      typeof says === "string" ? expect.stringContaining(says) : expect.stringMatching(says),
    );
    expect(blockers[0]?.documentationUrl).toMatch(/^https:\/\/developers\.cloudflare\.com\//);
  });

  it.each(cases)("%s: lists what it names", (_name, wrong) => {
    for (const { explanation, ports, sessions, facilities, metros } of blockersOf(wrong)) {
      const named = (names: readonly (string | undefined)[]) =>
        names.filter((name) => explanation.includes(`"${name}"`));
      expect([...(ports ?? []), ...(sessions ?? [])]).toEqual(
        expect.arrayContaining([...named(namesOf(wrong.ports)), ...named(namesOf(wrong.sessions))]),
      );
      expect(facilities ?? []).toEqual(
        expect.arrayContaining(named(wrong.ports.map(({ facility }) => facility))),
      );
      const [, metro] = /in one metro, ([A-Z]+)/.exec(explanation) ?? [];
      expect(metros ?? []).toEqual(expect.arrayContaining(metro ? [metro] : []));
    }
  });
});

it("tells one window alone, where it may be this one or that", () => {
  const wrong = ports({ ...devices, intent: "single" }, { a2: { device: null } });
  expect(blockersOf(wrong)).toHaveLength(1);
});

it("tells the worst shortage alone, and what fails in it", () => {
  expect(blockersOf({ ...devices, demand: { toCloudflare: 2 } })).toMatchObject([
    { type: "CAPACITY", ports: ["a1"] },
  ]);
});

it("has a case for every type", () => {
  expect(Object.keys(CASES)).toEqual([...BLOCKER_TYPES]);
});

describe("what no rule minds", () => {
  it.each<[string, Design]>([
    [
      "two facilities for two devices, without names of devices",
      ports({ ...sites, intent: "device-diverse" }, { "*": { device: null } }),
    ],
    [
      "two facilities with one device each, for two devices",
      ports(
        { ...sites, intent: "device-diverse" },
        { a1: { facility: "Equinix NY1", site: "ewr-a" }, b1: { facility: "Equinix LD8" } },
      ),
    ],
    [
      "devices of different names, wherever they are",
      ports(devices, { "*": { facility: undefined, address: undefined } }),
    ],
    [
      "a slot that has the port's own interconnect",
      ports(single, {
        a1: {
          interconnect: "cni-1",
          slot: { id: "7", occupied: true, occupiedBy: "cni-1", speed: 10 },
        },
      }),
    ],
    [
      "a session that tells no address",
      sessions(single, { "*": { customerIp: undefined, cloudflareIp: undefined } }),
    ],
    [
      "a session on IPv6",
      sessions(single, { "*": { customerIp: "2001:db8::1/127", cloudflareIp: "2001:db8::/127" } }),
    ],
    [
      "an order that the preferences tell",
      {
        ...sessions(devices, {
          "s-a1": { localPreference: 200, routePriority: 10 },
          "s-a2": { localPreference: 100 },
        }),
        order: ["s-a1", "s-a2"],
        backup: { kind: "tunnel", capacity: 10, localPreference: 50 },
      },
    ],
    [
      "long private prefixes",
      sessions(single, { "*": { prefixes: ["10.1.2.0/28", "fd00::/64", "100.64.0.0/30"] } }),
    ],
    ["static routes without a key", sessions(single, { "*": { bgp: undefined, md5: undefined } })],
    [
      "features of v1 on v1",
      sessions(
        ports(single, { "*": { dataplane: "v1", vlan: 1, bfd: true, lacp: true, peering: true } }),
        { "*": { mtu: 1476 } },
      ),
    ],
    [
      "peering at full rate",
      {
        ...ports(single, { "*": { dataplane: "v1", peering: true, greTunnels: 0 } }),
        demand: { toCloudflare: 10 },
      },
    ],
    [
      "no backup, for a reason",
      { ...single, ...noDemand, backup: { kind: "none", reason: "a lab" } },
    ],
    [
      "a third facility with one device, next to two that have two",
      {
        ...both,
        ports: [...both.ports, { name: "c", facility: "Equinix LD8", device: "ccr01.lhr" }],
      },
    ],
    ["two ports that take turns in maintenance", { ...devices, intent: "single" }],
    [
      "two facilities in one metro, for two devices",
      ports({ ...sites, intent: "device-diverse" }, { "*": { metro: "AMS" } }),
    ],
    [
      "two facilities that may be one, for two devices",
      ports({ ...sites, intent: "device-diverse" }, { "*": { metro: "AMS", address: undefined } }),
    ],
    [
      "two facilities with one device each, for two facilities",
      ports(sites, {
        a1: { facility: "Equinix NY1", site: "ewr-a" },
        b1: { facility: "Equinix LD8", site: "lhr-a" },
      }),
    ],
    [
      "ports of both dataplanes, each with its own MTU",
      sessions(ports(devices, { "*": { facility: "House" }, a1: { dataplane: "v1" } }), {
        "s-a1": { mtu: 1476 },
      }),
    ],
    [
      "a slot whose port tells no speed",
      {
        ...ports(single, {
          a1: { speed: undefined, slot: { id: "7", occupied: false, speed: 100 } },
        }),
        ...noDemand,
      },
    ],
    [
      "prefixes that are just short enough",
      sessions(single, { "*": { prefixes: ["203.0.113.0/24", "2001:db8::/48"] } }),
    ],
    ["fibre that is just short enough", ports(single, { "*": { distanceKm: 10 } })],
    [
      "a segment that just fits",
      sessions({ ...single, backhaul: undefined }, { "*": { mss: 1460 } }),
    ],
  ])("%s", (_name, design) => {
    expect(blockersOf(design)).toEqual([]);
  });
});
