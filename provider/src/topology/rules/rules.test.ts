/**
 * Tests each rule on a valid design and on the same design with one flaw. The flawed design must have exactly that
 * finding, and the finding must say how to fix the flaw.
 */
import { BLOCKER_TYPES, type Blocker, type BlockerType, type Severity } from "../blocker";
import type { Assumptions, BackupTunnel, Design, Intent, Port, Session } from "../design";
import { namesOf } from "../places";
import { blockersOf } from ".";

const AMSTERDAM = { facility: "Equinix AM1", address: ["Luttenbergweg 4"], site: "ams-a" };
const FRANKFURT = { facility: "Equinix FR5", address: ["Kleyerstrasse 90"], site: "fra-a" };
const LONDON = { facility: "Equinix LD8", address: ["6-7 Harbour Exchange"], site: "lhr-a" };
const MIAMI = { facility: "Equinix MI1", address: ["36 NE 2nd St"], site: "mia-a" };
const NEWARK = { facility: "Equinix NY1", address: ["165 Halsey St"], site: "ewr-a" };
const NEW_YORK = { facility: "Digital Realty JFK10", address: ["111 8th Ave"], site: "ewr-b" };
const PORTS: readonly Port[] = [
  { name: "a1", ...AMSTERDAM, device: "ccr01.ams-a", speed: 10, customer: { router: "edge-1" } },
  { name: "a2", ...AMSTERDAM, device: "ccr02.ams-a", speed: 10, customer: { router: "edge-2" } },
  { name: "b1", ...FRANKFURT, device: "ccr01.fra-a", speed: 10, customer: { router: "edge-3" } },
  { name: "b2", ...FRANKFURT, device: "ccr02.fra-a", speed: 10, customer: { router: "edge-4" } },
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
    bgp: true,
    md5: true,
    healthCheck: { enabled: true },
    prefixes: ["198.18.0.0/16"],
  };
}

function validDesign(intent: Intent): Design {
  return {
    name: "transit",
    intent,
    ports: PORTS.filter(({ name }) => NAMES[intent].includes(name)),
    sessions: NAMES[intent].map(session),
    demand: { toCustomer: 10, toCloudflare: 1 },
    backup: { kind: "tunnel", capacity: 10 },
    maintenanceNotification: [
      { alertType: "cni_maintenance_notification" },
      { alertType: "maintenance_event_notification" },
    ],
  };
}

/** Changes ports of a design by name. `*` changes all ports. */
function ports(design: Design, changes: Record<string, Partial<Port>>): Design {
  return {
    ...design,
    ports: design.ports.map((port) => ({ ...port, ...changes["*"], ...changes[port.name] })),
  };
}

/** Changes sessions of a design by name. `*` changes all sessions. */
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

const single = validDesign("single");
const devices = validDesign("device-diverse");
const sites = validDesign("site-diverse");
const both = validDesign("site-and-device-diverse");
/** Design with peering with AS13335 at the full rate of the port. */
const peering = ports(single, { "*": { dataplane: "v1", peering: true, greTunnels: 0 } });
/** Returns the findings without the one that every design across metros has. */
function avoidableIn(design: Design, type?: string): Blocker[] {
  return blockersOf(design).filter(
    (found) => found.type === type || found.type !== "UNCOORDINATED_MAINTENANCE",
  );
}
const noDemand = { demand: undefined };
const GRE: BackupTunnel = {
  name: "gre-1",
  encapsulation: "gre",
  capacity: 10,
  healthCheck: { enabled: true },
  routePriority: 700_000,
};

it.each([single, devices, sites, both])(
  "blockersOf returns no findings for the valid design %#",
  (design) => {
    expect(avoidableIn(design)).toEqual([]);
  },
);

/** The same assumption for every kind of failure of the designs. */
function assumptions(mtbf: string, mttr: string): Assumptions {
  const one = { mtbf, mttr };
  return {
    ...{ port: one, device: one, facility: one, metro: one, pop: one, maintenance: one },
    customerRouter: one,
  };
}

type Case = [
  name: string,
  design: Design,
  severity: Severity,
  explanation: RegExp | string,
  /** Other findings that the design also has inevitably. */
  others?: BlockerType[],
];

const CASES: Partial<Record<BlockerType, Case[]>> = {
  TOO_FEW_PORTS: [
    [
      "one port for device-diverse",
      without(devices, "a2"),
      "error",
      /needs 2 ports, but the design has 1\. Add 1 port,/,
    ],
    [
      "three ports for site-and-device-diverse",
      without(both, "b2"),
      "error",
      /needs 4 ports, but the design has 3\. Add 1 port,/,
    ],
    [
      "three ports at one facility",
      ports(without(both, "b2"), { "*": AMSTERDAM }),
      "error",
      /needs 4 ports, but the design has 3/,
    ],
    [
      "three ports in one metro",
      ports(without(both, "b2"), { "*": { metro: "AMS" } }),
      "error",
      /needs 4 ports, but the design has 3/,
    ],
    [
      "three ports whose facilities may be one campus",
      ports(without(both, "b2"), { "*": { metro: "AMS", address: undefined } }),
      "error",
      /needs 4 ports, but the design has 3/,
    ],
    [
      "a design without ports, with a demand",
      without(single, "a1"),
      "error",
      /needs 1 port, but the design has 0/,
    ],
    [
      "a design without ports or demand",
      { ...without(single, "a1"), ...noDemand },
      "error",
      /needs 1 port, but the design has 0\. Add 1 port, or/,
    ],
  ],
  TOO_FEW_DEVICES: [
    [
      "two ports on one device",
      ports(devices, { a2: { device: " CCR01.ams-a " } }),
      "error",
      'Ports "a1" and "a2" are on the same device, ccr01.ams-a. Order one of them on another device (slot.avoidDevices) or at another facility.',
    ],
    [
      "a port on an unknown device",
      ports(devices, { a2: { device: null } }),
      "unknown",
      /may be on the same device, because no device is known for "a2"\. Ask/,
    ],
    [
      "two ports on unknown devices",
      ports(devices, { "*": { device: undefined } }),
      "unknown",
      /no device is known for "a1" and "a2"/,
    ],
    [
      "one device declared at two facilities",
      ports(sites, { "*": { device: "ccr01" } }),
      "error",
      /are on the same device, ccr01/,
    ],
    [
      "one device at one of two facilities",
      ports(both, { b2: { device: "ccr01.fra-a" } }),
      "error",
      /but only one is used in FRA \("b1" and "b2"\)\. Add a port there on another device/,
    ],
    [
      "an unknown device at one of two facilities",
      ports(both, { b2: { device: null } }),
      "unknown",
      /unknown whether two are used in FRA \("b1" and "b2"\)\. .* ask Cloudflare's account team/,
    ],
    [
      "unknown devices at both facilities",
      ports(both, { "*": { device: null } }),
      "unknown",
      /unknown whether two are used in AMS and FRA \(/,
    ],
    [
      "one port at one of two facilities",
      ports(both, { b1: { ...AMSTERDAM } }),
      "error",
      /but only one is used in FRA \("b2"\)/,
    ],
    [
      "one port at one of two facilities, on an unknown device",
      ports(both, { b1: { ...AMSTERDAM }, b2: { device: null } }),
      "error",
      /but only one is used in FRA \("b2"\)/,
    ],
    [
      "devices of two dataplanes in one metro",
      sessions(ports(devices, { a2: { dataplane: "v1" } }), { "s-a2": { mtu: 1476, mss: 1436 } }),
      "unknown",
      'Ports "a1" and "a2" are on two dataplanes. Cloudflare publishes whether devices share a point of failure only for devices of one dataplane. Ask Cloudflare\'s account team, or order both ports on one dataplane.',
    ],
    [
      "two facilities in one metro, and a single device in another",
      ports(
        {
          ...both,
          ports: [...both.ports, { ...PORTS[0], name: "c", device: "ccr01.mia", speed: 10 }],
        },
        { b1: { metro: "AMS" }, b2: { metro: "AMS" }, c: { ...MIAMI } },
      ),
      "error",
      /only one is used in MIA \("c"\)/,
    ],
  ],
  TOO_FEW_FACILITIES: [
    [
      "two ports at one facility",
      ports(sites, { b1: AMSTERDAM }),
      "error",
      '"a1" and "b1" are at the same facility, "Equinix AM1". Order one of them at another facility.',
    ],
    [
      "four ports at one facility",
      ports(both, { "*": AMSTERDAM }),
      "error",
      /at the same facility, "Equinix AM1"/,
    ],
    [
      "a port at an unknown facility",
      ports(sites, { b1: { facility: undefined, address: undefined, site: undefined } }),
      "unknown",
      /no facility is known for "b1"\. Set the facility of each port/,
    ],
  ],
  TOO_FEW_METROS: [
    [
      "site-diverse ports in one metro",
      ports(sites, { b1: { metro: "ams" } }),
      "warning",
      /are in one metro, AMS, .*\. Order ports in another metro/,
    ],
    [
      "site-and-device-diverse ports in one metro",
      ports(both, { "*": { metro: "AMS" } }),
      "error",
      /"Equinix AM1" and "Equinix FR5" are in one metro, AMS/,
    ],
    [
      "a facility in an unknown metro",
      ports(sites, { b1: { facility: "House", site: undefined } }),
      "unknown",
      /no metro is known for "House"\. Set the metro/,
    ],
  ],
  SAME_CAMPUS: [
    [
      "two facilities at one address",
      ports(sites, { b1: { address: ["LUTTENBERGWEG, 4."], facility: "Iron Mountain" } }),
      "error",
      '"Equinix AM1" and "Iron Mountain" share one street address, so one event can take them all down. Order a port at another address.',
    ],
    [
      "two facilities in one metro, one without an address",
      ports(sites, { b1: { address: undefined, metro: "AMS" } }),
      "unknown",
      /may share one street address\. Set the address of each/,
    ],
    [
      "two facilities in one metro without addresses and devices",
      ports(sites, { "*": { address: undefined, device: null }, b1: { metro: "AMS" } }),
      "unknown",
      /may share one street address\. Set the address of each/,
    ],
  ],
  SLOT_OCCUPIED: [
    [
      "a slot with an unknown interconnect",
      ports(single, { a1: { slot: { id: "7", occupied: true } } }),
      "error",
      'Slot 7 of port "a1" is occupied by an unknown interconnect. Choose a free slot.',
    ],
    [
      "a slot with another interconnect",
      ports(single, {
        a1: { interconnect: "cni-1", slot: { id: "7", occupied: true, occupiedBy: "cni-2" } },
      }),
      "error",
      /is occupied by another interconnect \(cni-2\)/,
    ],
    [
      "a slot that may have the port's own interconnect",
      ports(single, { a1: { interconnect: "cni-1", slot: { id: "7", occupied: true } } }),
      "unknown",
      /may be occupied/,
    ],
    [
      "a slot that two ports ask for",
      ports(devices, { "*": { slot: { id: "7", occupied: false } } }),
      "error",
      /"a1" and "a2" declare the same slot 7, .*\. Choose another slot/,
    ],
    [
      "a slot that two of four ports ask for",
      ports(both, {
        a1: { slot: { id: "7", occupied: false } },
        a2: { slot: { id: "8", occupied: false } },
        b2: { slot: { id: "7", occupied: false } },
      }),
      "error",
      /^Ports "a1" and "b2" declare the same slot 7/,
    ],
  ],
  SLOT_SPEED: [
    [
      "a slot whose speed differs from that of its port",
      ports(single, { a1: { slot: { id: "7", occupied: false, speed: 100 } } }),
      "error",
      /has 100 Gbps\. Choose a slot of 10 Gbps, or change the speed/,
    ],
  ],
  FACILITY_NOT_DIVERSE: [
    [
      "a facility with one device",
      ports(
        { ...devices, ports: devices.ports },
        { "*": { facility: "Equinix NY1", site: "ewr-a" } },
      ),
      "error",
      /Equinix NY1 \(port "a1"\) has only one device for dataplane v2\. Choose a facility with two devices/,
    ],
    [
      "a facility with one device for this dataplane",
      sessions(
        ports(devices, { "*": { facility: "Equinix IL2", dataplane: "v1", site: "ist-a" } }),
        { "*": { mtu: 1476, mss: 1436 } },
      ),
      "error",
      /has only one device for dataplane v1/,
    ],
    [
      "a facility of a metro that is not diverse",
      ports(devices, { "*": { facility: "Cirion Santiago (SAN1)", site: "scl-a" } }),
      "error",
      /Cirion Santiago \(SAN1\) \(port "a1"\) is in metro SCL, which Cloudflare lists as not diverse for dataplane v2\. Choose a facility in a diverse metro/,
    ],
    [
      "devices in a metro that is not in Cloudflare's list",
      ports(devices, { "*": { facility: "House", metro: "XXX", site: "xxx-a" } }),
      "unknown",
      /^House \(port "a1"\) is in metro XXX, which is not in Cloudflare's list\. It is unknown whether devices there share a point of failure\./,
    ],
    [
      "two facilities of a metro that is not diverse",
      ports(sites, {
        a1: { facility: "Cirion Santiago (SAN1)", site: "scl-a", address: ["one"] },
        b1: { facility: "Telxius Valparaiso CLS", site: "scl-b", address: ["other"] },
      }),
      "error",
      /\(port "a1"\) is in metro SCL, which Cloudflare lists as not diverse/,
      ["TOO_FEW_METROS"],
    ],
    [
      "a facility that does not offer the dataplane",
      ports(single, { a1: { facility: "Cologix COL3" } }),
      "error",
      /Cologix COL3 \(port "a1"\) does not offer dataplane v2\. Choose a facility that offers it/,
    ],
    [
      "one of two facilities with a single device",
      ports(both, { b1: { facility: "Equinix LD8" }, b2: { facility: "Equinix LD8" } }),
      "error",
      /Equinix LD8/,
    ],
    [
      "a facility that lost the dataplane",
      ports(single, { a1: { facility: "Maincubes AMS01" } }),
      "error",
      /Maincubes AMS01 \(port "a1"\) does not offer dataplane v2\./,
    ],
  ],
  LOCATION_DISAGREES: [
    [
      "a slot at a facility that is published without the dataplane",
      ports(single, {
        a1: { facility: "Maincubes AMS01", slot: { id: "7", occupied: false, speed: 10 } },
      }),
      "unknown",
      /^The API lists dataplane v2 at Maincubes AMS01 \(used by "a1"\), but Cloudflare's list of locations of 2026-09-17 does not contain it\. Ask Cloudflare's account team whether v2 will stay there\.$/,
    ],
    [
      "an existing interconnect at a facility that is published without the dataplane",
      ports(single, { a1: { facility: "Equinix HE3", interconnect: "cni-hel-a-000001" } }),
      "unknown",
      /^The API lists dataplane v2 at Equinix HE3/,
    ],
    [
      "two devices at a facility that is published with one",
      ports(devices, { "*": { facility: "Equinix NY1", site: "ewr-a", devicesInApi: 2 } }),
      "unknown",
      /^The API lists 2 devices at Equinix NY1 \(used by "a1" and "a2"\), but Cloudflare's list of locations of 2026-09-17 contains only 1\. Ask Cloudflare's account team/,
    ],
    [
      "ports on two devices at a facility that is published with one",
      ports(devices, {
        "*": { facility: "Equinix NY1", site: "ewr-a", slot: { id: "7", occupied: false } },
        a2: { interconnect: "cni-1", slot: undefined },
      }),
      "unknown",
      /^The API lists 2 devices at Equinix NY1/,
    ],
    [
      "a facility that was replaced in the published list",
      ports(single, { a1: { facility: "Digital Realty ATL1" } }),
      "unknown",
      /^Digital Realty ATL1 \(used by "a1"\) is no longer in Cloudflare's list of locations, as of 2026-09-17; Digital Realty ATL13 has probably replaced it\. Choose a facility from the list, /,
    ],
    [
      "a facility that was removed from the published list",
      ports(single, { a1: { facility: "coresite va-2" } }),
      "unknown",
      /^CoreSite VA2 \(used by "a1"\) is no longer in Cloudflare's list of locations, as of 2026-09-17\. Choose a facility from the list, /,
    ],
  ],
  CUSTOMER_SIDE_UNKNOWN: [
    [
      "two ports without a customer's end",
      ports(devices, { "*": { customer: undefined } }),
      "unknown",
      'The customer ends of ports "a1" and "a2" are unknown, so the ports may be on one router. Set customer on each port, such as { router: "edge-1" }.',
    ],
    [
      "one of four ports without a customer's end",
      ports(both, { b2: { customer: undefined } }),
      "unknown",
      /^The customer ends of ports "b2" are unknown/,
    ],
  ],
  ONE_CUSTOMER_ROUTER: [
    [
      "two ports on one router, without a demand",
      { ...ports(devices, { "*": { customer: { router: "edge-1" } } }), ...noDemand },
      "warning",
      'Ports "a1" and "a2" are all connected to the customer\'s router edge-1, so nothing is left if it fails. Connect one of them to another router.',
    ],
  ],
  ONE_CUSTOMER_SITE: [
    [
      "two routers in one building",
      {
        ...ports(sites, {
          a1: { customer: { router: "edge-1", site: "hall" } },
          b1: { customer: { router: "edge-2", site: " hall " } },
        }),
        ...noDemand,
      },
      "warning",
      /"a1" and "b1" are all connected at the customer's site hall/,
    ],
  ],
  ONE_CUSTOMER_POWER: [
    [
      "two routers on one power feed",
      {
        ...ports(devices, {
          a1: { customer: { router: "edge-1", power: "A" } },
          a2: { customer: { router: "edge-2", power: "A" } },
        }),
        ...noDemand,
      },
      "warning",
      /"a1" and "a2" are all connected to routers with the power feed A/,
    ],
  ],
  ONE_DUCT: [
    [
      "two fibres in one duct",
      {
        ...ports(devices, {
          a1: { customer: { router: "edge-1", duct: "west" } },
          a2: { customer: { router: "edge-2", duct: "west" } },
        }),
        ...noDemand,
      },
      "warning",
      /fibres of ports "a1" and "a2" all run through the duct west/,
    ],
  ],
  CAPACITY: [
    [
      "one router of the customer to which all ports are connected, with a backup that is too small",
      {
        ...ports(sites, { "*": { customer: { router: "edge-1" } } }),
        backup: { kind: "tunnel", capacity: 5 },
      },
      "error",
      /^Only 5 of 10 Gbps to the customer are left if the customer's router edge-1 fails\./,
      ["ONE_CUSTOMER_ROUTER"],
    ],
    [
      "a dead more-specific static route",
      {
        ...sessions(devices, {
          "*": { bgp: false, md5: undefined },
          "s-a1": { prefixes: ["198.18.0.0/24", "198.18.0.0/16"] },
        }),
        backup: { kind: "internet", capacity: 0 },
        demand: { toCustomer: 10 },
      },
      "error",
      /^Only 0 of 10 Gbps to the customer are left if facility Equinix AM1 fails \(also too little in 2 other cases\)/,
    ],
    [
      "a shortage without failures",
      { ...single, demand: { toCloudflare: 2 } },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are available even without failures\. Add ports/,
    ],
    [
      "a shortage in both directions",
      {
        ...single,
        demand: { toCloudflare: 2, toCustomer: 20 },
        backup: { kind: "internet", capacity: 20 },
      },
      "error",
      /^Only 10 of 20 Gbps to the customer and 1 of 2 Gbps to Cloudflare are available/,
    ],
    [
      "a shortage to the customer only",
      {
        ...single,
        demand: { toCloudflare: 1, toCustomer: 20 },
        backup: { kind: "internet", capacity: 20 },
      },
      "error",
      /^Only 10 of 20 Gbps to the customer are available even/,
    ],
    [
      "a shortage to Cloudflare only",
      { ...single, demand: { toCloudflare: 2, toCustomer: 10 } },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are available even/,
    ],
    [
      "a certain shortage, which comes before an uncertain one",
      {
        ...ports(devices, { a1: { speed: 5 }, a2: { speed: undefined } }),
        backup: { kind: "tunnel", capacity: 20 },
      },
      "error",
      /^Only 5 of 10 Gbps to the customer are left if port a2 fails/,
    ],
    [
      "a shortage if the larger of two ports fails",
      {
        ...ports(devices, { a1: { speed: 5 } }),
        demand: { toCustomer: 12 },
        backup: { kind: "tunnel", capacity: 20 },
      },
      "error",
      /^Only 5 of 12 Gbps to the customer are left if port a2 fails/,
    ],
    [
      "a shortage in both directions if the larger of two ports fails",
      {
        ...ports(devices, { a2: { speed: 11 } }),
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
      "several sessions on one v2 port, whose shared limit is not published",
      {
        ...single,
        sessions: ["", "-2", "-3", "-4"].map((suffix, at) => ({
          ...session("a1", at),
          name: `s-a1${suffix}`,
        })),
        demand: { toCloudflare: 4 },
      },
      "unknown",
      "Only 1 of 4 Gbps to Cloudflare are certain even without failures. Cloudflare publishes a limit of 1 Gbps per CNI, but not whether each of several sessions on one v2 port has this limit. Ask the account team, or put each session on a port of its own.",
    ],
    [
      "a shortage if one of two ports fails",
      { ...devices, demand: { toCloudflare: 2 } },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are left if port a1 fails \(also too little in .* other cases\)\. Add ports with sessions/,
    ],
    [
      "a backup that is too small",
      { ...single, backup: { kind: "tunnel", capacity: 5 } },
      "error",
      /^Only 5 of 10 Gbps to the customer are left if port a1 fails .*a larger backup/,
    ],
    [
      "two tunnels as backup that are too small together",
      {
        ...single,
        backup: {
          kind: "tunnel",
          tunnels: [
            { ...GRE, capacity: 4 },
            { ...GRE, name: "gre-2", capacity: 4 },
          ],
        },
      },
      "error",
      /^Only 8 of 10 Gbps to the customer are left if port a1 fails/,
    ],
    [
      "a shortage if a PoP with ports at two facilities fails",
      { ...ports(sites, { b1: { site: "ams-a" } }), backup: { kind: "tunnel", capacity: 5 } },
      "error",
      /^Only 5 of 10 Gbps to the customer are left if PoP ams-a fails\./,
    ],
    [
      "a backup of unknown capacity",
      { ...single, backup: { kind: "tunnel" } },
      "unknown",
      /are certain if port a1 fails .*\. Set the speed .*backup/,
    ],
    [
      "a shortage without a backup",
      { ...single, backup: { kind: "none", reason: "lab" } },
      "error",
      /^Only 0 of 10 Gbps to the customer and 0 of 1 Gbps/,
    ],
    [
      "a port of unknown speed",
      ports(single, { a1: { speed: undefined } }),
      "unknown",
      /^Only 0 of 10 Gbps .* are certain even without failures\. Set/,
    ],
    [
      "a preferred session that is too small while another is on standby",
      {
        ...sessions(devices, { "*": { localPreference: 200 }, "s-a2": { localPreference: 100 } }),
        demand: { toCloudflare: 2 },
      },
      "error",
      /^Only 1 of 2 Gbps to Cloudflare are available even without failures.*\. Set equal preferences \(localPreference toward Cloudflare/,
    ],
    [
      "prefixes with their own sessions, because how traffic is divided is unknown",
      {
        ...sessions(both, {
          "s-a2": { prefixes: ["198.19.0.0/16"] },
          "s-b2": { prefixes: ["198.19.0.0/16"] },
        }),
        demand: { toCustomer: 20 },
        backup: { kind: "tunnel", capacity: 20 },
      },
      "unknown",
      /^Only 10 of 20 Gbps to the customer are certain if .*\. Set equal preferences .* the same prefixes/,
    ],
    [
      "ports without sessions",
      { ...single, sessions: [] },
      "error",
      /even without failures\. Add ports with sessions/,
    ],
  ],
  OUTAGE_TOO_LONG: [
    [
      "BGP without a shorter hold time, whose traffic to the customer also needs a health check",
      { ...sessions(devices, { "*": { holdTime: 240 } }), maxOutage: "30s", ...noDemand },
      "error",
      /^Traffic to Cloudflare is lost for 160 to 240 s if port a1 fails silently, longer than maxOutage 30s \(also too long in \d+ other cases\): 160 to 240 s of BGP hold time\. Set a shorter holdTime on your routers, or use BFD on dataplane v1\.$/,
    ],
    [
      "static routes without a health check",
      {
        ...sessions(devices, {
          "*": {
            bgp: false,
            md5: undefined,
            trackedWithin: 3,
            healthCheck: { enabled: false },
          },
        }),
        maxOutage: "30s",
        ...noDemand,
      },
      "error",
      /^Traffic to the customer is lost for ever if port a1 fails, .*: no health check puts the dead static route behind the others\. Set healthCheck: \{ enabled: true \} on the sessions\.$/,
      ["NO_HEALTH_CHECK"],
    ],
    [
      "health checks without an assumed interval",
      {
        ...sessions(devices, { "*": { bgp: false, md5: undefined, trackedWithin: 3 } }),
        assumptions: { customerConvergence: 1 },
        maxOutage: "30s",
        ...noDemand,
      },
      "unknown",
      /^Traffic to the customer may be lost for an unknown time if .*up to an unknown time until the next probe \(assumptions\.probeInterval\).* Set assumptions\.probeInterval and assumptions\.probeTimeout/,
    ],
    [
      "a static route of the customer without tracking",
      {
        ...sessions(devices, { "*": { bgp: false, md5: undefined } }),
        assumptions: { customerConvergence: 1, probeInterval: 1, probeTimeout: 1 },
        maxOutage: "30s",
        ...noDemand,
      },
      "error",
      /^Traffic to Cloudflare is lost for ever if .* silently, .* Track the static route on your router and set trackedWithin, or use BGP\.$/,
    ],
  ],
  AVAILABILITY: [
    [
      "an availability that even the lower bound misses",
      { ...single, availability: "99.9%", assumptions: assumptions("198h", "2h") },
      "error",
      "By the assumptions, the interconnects carry less than the demand to the customer for 35,689 to 35,706 minutes a year, and availability 99.9% allows 526 minutes. Add ports that do not fail together, lower the demand, or lower availability.",
    ],
    [
      "an availability without assumptions",
      { ...single, availability: "99.9%" },
      "unknown",
      'availability 99.9% cannot be judged without assumptions, because Cloudflare gives no SLA for interconnects. Set assumptions.port and the other kinds of failures to what you expect, such as { mtbf: "2y", mttr: "4h" }.',
    ],
    [
      "an availability with kinds of failures that nobody assumes",
      {
        ...single,
        availability: "99.9%",
        assumptions: {
          ...assumptions("2y", "1h"),
          pop: undefined,
          customerRouter: undefined,
        },
      },
      "unknown",
      /^By the assumptions, .* for at least [\d.]+ minutes a year, and availability 99\.9% allows 526 minutes\. Set assumptions\.pop and assumptions\.customerRouter too, because/,
    ],
    [
      "an availability that maintenance of two facilities on one day may miss",
      {
        ...ports(sites, { b1: { metro: "AMS" } }),
        availability: "99.99%",
        assumptions: {
          ...assumptions("100y", "1m"),
          maintenance: { mtbf: "30d", mttr: "6h" },
        },
      },
      "unknown",
      /^By the assumptions, .* for [\d.]+ to [\d,]+ minutes a year, and availability 99\.99% allows 52\.6 minutes\. Declare the unknown devices, facilities, metros and speeds, track static routes, or lower availability; Cloudflare does not promise different days/,
      ["TOO_FEW_METROS"],
    ],
    [
      "an availability that three failures at once may miss",
      { ...both, availability: "99.9%", assumptions: assumptions("198h", "2h") },
      "unknown",
      /^By the assumptions, .* for [\d,.]+ to [\d,]+ minutes a year, .* Lower availability, because three or more failures at once, which are not evaluated, may take [\d,]+ minutes of it\.$/,
    ],
  ],
  NO_HEALTH_CHECK: [
    [
      "a session without a health check if there is another session",
      sessions(devices, { "s-a1": { healthCheck: { enabled: false } } }),
      "error",
      'Session "s-a1" has no health check, which Cloudflare requires in addition to BGP. Without it, Cloudflare uses the session until the BGP hold time ends. Set healthCheck: { enabled: true }.',
    ],
    [
      "a single static session without a health check if there is a backup tunnel",
      sessions(single, {
        "*": { bgp: false, md5: undefined, healthCheck: { enabled: false } },
      }),
      "error",
      'Session "s-a1" has no health check, so Cloudflare keeps sending its traffic to a dead link. Set healthCheck: { enabled: true }.',
    ],
    [
      "undeclared health checks, naming the default of the product",
      {
        ...sessions(devices, { "*": { healthCheck: undefined } }),
        useCase: "cloudflare-wan",
        backup: { kind: "internet", capacity: 10 },
      },
      "unknown",
      'It is unknown whether health checks probe sessions "s-a1" and "s-a2"; by default, Cloudflare WAN has bidirectional checks. Set healthCheck, such as { enabled: true }.',
    ],
    [
      "a tunnel of the backup without a health check",
      {
        ...single,
        backup: { kind: "tunnel", tunnels: [{ ...GRE, healthCheck: { enabled: false } }] },
      },
      "error",
      /^Tunnel "gre-1" of the backup has no health check, so Cloudflare sends traffic to it even if it is dead\./,
    ],
    [
      "a tunnel of the backup whose health check is undeclared",
      { ...single, backup: { kind: "tunnel", tunnels: [{ ...GRE, healthCheck: undefined }] } },
      "unknown",
      'It is unknown whether a health check probes tunnel "gre-1" of the backup. Set healthCheck, such as { enabled: true }.',
    ],
  ],
  HEALTH_CHECK_MISMATCH: [
    [
      "Google Cloud health checks without a target that is sent back",
      sessions(ports(single, { a1: { kind: "gcp_partner" } }), {
        "*": {
          bgp: false,
          md5: undefined,
          healthCheck: { enabled: true, direction: "unidirectional" },
        },
      }),
      "error",
      /cannot work over Google Cloud\. Set direction to "bidirectional" and target to an address in 172\.64\.240\.252\/30/,
    ],
    [
      "a legacy target, about which the sources disagree",
      sessions(single, {
        "*": {
          healthCheck: { enabled: true, direction: "bidirectional", target: "172.64.240.253" },
        },
      }),
      "unknown",
      /its API says that it ignores the target of a bidirectional check/,
    ],
    [
      "a legacy target of a unidirectional check",
      sessions(single, {
        "*": {
          healthCheck: { enabled: true, direction: "unidirectional", target: "172.64.240.253" },
        },
      }),
      "error",
      /its target 172\.64\.240\.253 can respond only over the session\. Set direction to "bidirectional"\./,
    ],
    [
      "Cloudflare's own address as target",
      sessions(single, { "*": { healthCheck: { enabled: true, target: "10.0.0.0" } } }),
      "error",
      /has target 10\.0\.0\.0, which is Cloudflare's own address/,
    ],
    [
      "BGP with a check over the Internet",
      sessions(single, {
        "*": { healthCheck: { enabled: true, direction: "unidirectional" } },
      }),
      "warning",
      /has no target in 172\.64\.240\.252\/30, which Cloudflare requires with BGP/,
    ],
    [
      "Cloudflare WAN with checks over the Internet",
      {
        ...sessions(single, {
          "*": {
            bgp: false,
            md5: undefined,
            healthCheck: { enabled: true, direction: "unidirectional" },
          },
        }),
        useCase: "cloudflare-wan",
        backup: { kind: "internet", capacity: 10 },
      },
      "warning",
      /is unidirectional, but use case "cloudflare-wan" uses bidirectional checks\. Set direction to "bidirectional"\./,
    ],
  ],
  ADDRESS_CONFLICT: [
    [
      "two sessions with the same network",
      sessions(devices, { "*": { customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.0/31" } }),
      "error",
      'Sessions "s-a1" and "s-a2" use the same network (10.0.0.1/31, 10.0.0.1/31). Use a different /31 for each session.',
    ],
    [
      "two sessions with opposite ends of the same network",
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
      "addresses in a /30",
      sessions(single, { "*": { customerIp: "10.0.0.1/30", cloudflareIp: "10.0.0.2/30" } }),
      "error",
      'Session "s-a1" has 10.0.0.1/30 and 10.0.0.2/30, which are not the two ends of one /31. Use a pair such as 10.0.0.1/31 and 10.0.0.0/31.',
    ],
    [
      "both ends of a /31, written as /30",
      sessions(single, { "*": { customerIp: "10.0.0.1/30", cloudflareIp: "10.0.0.0/30" } }),
      "error",
      /not the two ends/,
    ],
    [
      "ends of two networks",
      sessions(single, { "*": { customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.2/31" } }),
      "error",
      /not the two ends/,
    ],
    [
      "the same end of a network twice",
      sessions(single, { "*": { customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.1/31" } }),
      "error",
      /not the two ends/,
    ],
    [
      "an address without a prefix length",
      sessions(single, { "*": { customerIp: "10.0.0.1", cloudflareIp: undefined } }),
      "error",
      /has 10.0.0.1, which is not an end of a \/31/,
    ],
    [
      "IPv6 addresses in a /64",
      sessions(single, { "*": { customerIp: "2001:db8::1/64", cloudflareIp: "2001:db8::2/64" } }),
      "error",
      /not the two ends/,
    ],
  ],
  EQUAL_PREFERENCE: [
    [
      "equal preferences that contradict the declared order",
      { ...sessions(devices, { "*": { localPreference: 100 } }), order: ["s-a2", "s-a1"] },
      "error",
      '"s-a2" must be preferred to "s-a1", but its localPreference 100 is not higher than 100. Set a higher localPreference on "s-a2".',
    ],
    [
      "preferences opposite to the declared order",
      {
        ...sessions(devices, {
          "*": { bgp: false },
          "s-a1": { routePriority: 50 },
          "s-a2": { routePriority: 60 },
        }),
        order: ["s-a2", "s-a1"],
      },
      "error",
      /its route priority 60 is not lower than 50\. Set a lower routePriority on "s-a2"/,
    ],
    [
      "communities opposite to the declared order",
      {
        ...sessions(devices, {
          "s-a1": { communities: ["13335:60050"] },
          "s-a2": { communities: ["13335:60150"], prepends: 1 },
        }),
        order: ["s-a2", "s-a1"],
      },
      "error",
      '"s-a2" must be preferred to "s-a1", but its route priority 160 is not lower than 50. Announce "s-a2" with a community of a lower priority, such as 13335:60010.',
    ],
    [
      "sessions without a common preference",
      {
        ...sessions(devices, {
          "s-a1": { communities: ["13335:60050"] },
          "s-a2": { localPreference: 60 },
        }),
        order: ["s-a2", "s-a1"],
      },
      "unknown",
      /neither localPreference nor a route priority is set on both\. Set steering on both/,
    ],
    [
      "a backup that is preferred to a session",
      {
        ...sessions(single, { "*": { bgp: false, routePriority: 100 } }),
        backup: { kind: "tunnel", name: "gre", capacity: 10, routePriority: 50 },
      },
      "error",
      /"s-a1" must be preferred to "gre", but its route priority 100 is not lower than 50/,
    ],
    [
      "a tunnel of the backup that announces its routes by BGP with the default priority",
      {
        ...sessions(single, { "s-a1": { communities: ["13335:60150"] } }),
        backup: { kind: "tunnel", tunnels: [{ ...GRE, routePriority: undefined, bgp: true }] },
      },
      "error",
      /^Backup "gre-1" announces its routes without a community, with priority 100, so it comes before sessions "s-a1"\. Announce them with the community 13335:60901/,
    ],
    [
      "a tunnel of the backup with an unknown route priority",
      {
        ...sessions(single, { "s-a1": { communities: ["13335:60150"] } }),
        backup: { kind: "tunnel", tunnels: [{ ...GRE, routePriority: undefined }] },
      },
      "unknown",
      /^Backup "gre-1" has no routePriority, so it may come before sessions "s-a1"\./,
    ],
  ],
  ASYMMETRIC_PATH: [
    [
      "sessions that share traffic but have separate firewalls",
      { ...devices, statefulFirewall: true },
      "error",
      /^Traffic uses "s-a1" and "s-a2" without failures, so a stateful firewall may see only one direction of a connection\. Give one session steering "primary"/,
    ],
    [
      "a path that differs in the two directions",
      {
        ...sessions(devices, {
          "s-a1": { localPreference: 200, communities: ["13335:60150"] },
          "s-a2": { localPreference: 150, communities: ["13335:60050"] },
        }),
        backup: { kind: "internet", capacity: 10 },
        statefulFirewall: true,
      },
      "error",
      /^Traffic uses "s-a2" to the customer and "s-a1" to Cloudflare without failures/,
    ],
  ],
  BGP_PRIORITY: [
    [
      "a routePriority on a BGP session",
      sessions(single, { "*": { routePriority: 50 } }),
      "error",
      'Session "s-a1" learns routes by BGP, so routePriority 50 has no effect. Announce the community 13335:60050 (priority 50) and set communities instead.',
    ],
    [
      "a routePriority on a BGP session that no community can set",
      sessions(single, { "*": { routePriority: 300 } }),
      "error",
      /Announce the community 13335:60200 \(priority 200\)/,
    ],
    [
      "a community that sets no priority",
      sessions(single, { "*": { communities: ["13335:60051"] } }),
      "error",
      /has communities that set no priority: 13335:60051\. Use 13335:60010, .* or 13335:60902\./,
    ],
    [
      "communities on a session with static routes",
      sessions(single, { "*": { bgp: false, communities: ["13335:60050"] } }),
      "error",
      'Session "s-a1" has static routes, so communities and prepends have no effect. Set routePriority instead.',
    ],
  ],
  MD5_MISSING: [
    [
      "a session without an MD5 key",
      sessions(single, { "*": { md5: false } }),
      "warning",
      /has no MD5 key, .*\. Set a key on both ends/,
    ],
    [
      "a session that may have an MD5 key",
      sessions(single, { "*": { md5: undefined } }),
      "unknown",
      /may have no MD5 key/,
    ],
  ],
  MTU: [
    [
      "an mtu above the limit of v2",
      sessions(single, { "*": { mtu: 9000 } }),
      "error",
      'Session "s-a1" has mtu 9000, but port "a1" carries at most 1500 bytes toward Cloudflare. Set mtu to 1500.',
    ],
    [
      "an mtu above the limit inside GRE",
      sessions(ports(single, { "*": { dataplane: "v1" } }), { "*": { mss: 1436 } }),
      "error",
      /Set mtu to 1476/,
    ],
  ],
  MSS: [
    [
      "an mss that does not fit the mtu",
      sessions(single, { "*": { mtu: 1400, mss: 1361 } }),
      "error",
      /Clamp the MSS to 1360/,
    ],
    [
      "an mss above the limit inside GRE",
      sessions(ports(single, { "*": { dataplane: "v1" } }), {
        "*": { mtu: undefined, mss: 1460 },
      }),
      "error",
      /Clamp the MSS to 1436/,
    ],
    [
      "an unknown mss inside GRE",
      sessions(ports(single, { "*": { dataplane: "v1" } }), { "*": { mtu: 1476 } }),
      "unknown",
      'Session "s-a1" runs over GRE, where segments of more than 1436 bytes do not get through, and its mss is unknown. Clamp the MSS to 1436 and set mss, or transitMss for direct server return.',
    ],
    [
      "an unknown transitMss with direct server return and a tunnel as backup",
      { ...single, useCase: "magic-transit-dsr" },
      "unknown",
      "transitMss is unknown, but with direct server return, segments of more than 1436 bytes do not get through a tunnel. Clamp the MSS on the transit ports to 1436, and set transitMss.",
    ],
    [
      "an unknown mss on the tunnel of a backup with egress",
      {
        ...single,
        useCase: "magic-transit-egress",
        backup: { kind: "tunnel", capacity: 10, encapsulation: "ipsec" },
      },
      "unknown",
      'Backup "tunnel" has an unknown mss, but segments of more than 1360 bytes do not get through. Clamp the MSS to 1360, and set mss.',
    ],
    [
      "a transitMss above the limit with a tunnel as backup",
      { ...single, transitMss: 1460 },
      "error",
      "transitMss is 1460, but over a tunnel, segments of more than 1436 bytes do not get through. Clamp the MSS on the transit ports to 1436.",
    ],
    [
      "an mss above the limit on a GRE tunnel as backup",
      {
        ...single,
        backup: { kind: "tunnel", name: "gre", capacity: 10, encapsulation: "gre", mss: 1460 },
      },
      "error",
      'Backup "gre" has mss 1460, but segments of more than 1436 bytes do not get through. Clamp the MSS to 1436.',
    ],
    [
      "an mss above the limit on an IPsec tunnel as backup",
      { ...single, backup: { kind: "tunnel", capacity: 10, encapsulation: "ipsec", mss: 1436 } },
      "error",
      /segments of more than 1360 bytes do not get through\. Clamp the MSS to 1360/,
    ],
    [
      "an mss that is too high if the tunnel is IPsec",
      { ...single, backup: { kind: "tunnel", capacity: 10, mss: 1436 } },
      "unknown",
      'Backup "tunnel" has mss 1436, but segments of more than 1360 bytes do not get through if it is an IPsec tunnel. Set encapsulation to "gre", or clamp the MSS to 1360.',
    ],
  ],
  DATAPLANE_FEATURE: [
    [
      "every feature of v1 on v2",
      ports(single, { "*": { vlan: 100, bfd: true, lacp: true, peering: true, greTunnels: 2 } }),
      "error",
      'Port "a1" uses VLAN, BFD, LACP, peering and GRE, which dataplane v2 does not support. Remove this (ECMP replaces LACP), or ask Cloudflare\'s account team for a v1 port.',
    ],
  ],
  USE_CASE: [
    [
      "Magic Transit with egress on v1 without GRE",
      {
        ...ports(single, { "*": { dataplane: "v1", greTunnels: 0 } }),
        ...noDemand,
        useCase: "magic-transit-egress",
        backup: { kind: "internet" },
      },
      "error",
      'Port "a1" has no GRE tunnel, but on dataplane v1, use case "magic-transit-egress" needs GRE. Set greTunnels to 1 or more, or use dataplane v2.',
    ],
    [
      "Cloudflare WAN on v1 without GRE",
      {
        ...ports(single, { "*": { dataplane: "v1", greTunnels: 0 } }),
        ...noDemand,
        useCase: "cloudflare-wan",
        backup: { kind: "internet" },
      },
      "error",
      /use case "cloudflare-wan" needs GRE/,
    ],
    [
      "peering on v2",
      { ...single, useCase: "peering" },
      "error",
      'Port "a1" does not peer with AS13335, but use case "peering" requires peering on dataplane v1. Ask Cloudflare\'s account team for a v1 port, and set peering.',
    ],
    [
      "application security on dataplane v2",
      { ...single, useCase: "app-security" },
      "unknown",
      /does not peer with AS13335\. Cloudflare does not publish whether use case "app-security" works without peering\. Ask/,
    ],
  ],
  PREFIX_TOO_LONG: [
    [
      "a public IPv4 prefix longer than /24 on a peering port",
      sessions(peering, { "*": { prefixes: ["203.0.113.0/25", "198.18.0.0/16"] } }),
      "error",
      'Session "s-a1" has prefixes that peering with AS13335 does not accept: 203.0.113.0/25. Announce at most /24 (IPv4) and /48 (IPv6), such as the network that contains each of them.',
    ],
    [
      "a public IPv6 prefix longer than /48 on a peering port",
      sessions(peering, { "*": { prefixes: ["2001:db8::/49"] } }),
      "error",
      /: 2001:db8::\/49\./,
    ],
    [
      "a text that is not a prefix, on a Magic session",
      sessions(single, { "*": { prefixes: ["here"] } }),
      "error",
      'Session "s-a1" has prefixes that are not valid: here. Write each as a network with its length, such as 203.0.113.0/24.',
    ],
  ],
  NO_BACKUP: [
    [
      "a design without a backup",
      { ...single, backup: undefined },
      "error",
      /No backup is declared, .*\. Declare a tunnel or an Internet path, or state the reason/,
    ],
    [
      "a backup of kind none without a reason",
      { ...single, ...noDemand, backup: { kind: "none", reason: " " } },
      "error",
      /Backup "none" has no reason/,
    ],
  ],
  NO_MAINTENANCE_NOTIFICATION: [
    [
      "a v2 port with only the alert type of v1",
      { ...single, maintenanceNotification: [{ alertType: "cni_maintenance_notification" }] },
      "warning",
      /No notification policy of type maintenance_event_notification is declared\. Dataplane v2 needs/,
    ],
    [
      "an airport that no policy covers",
      {
        ...sites,
        maintenanceNotification: [
          { alertType: "cni_maintenance_notification" },
          { alertType: "maintenance_event_notification", airportCodes: ["ams"] },
        ],
      },
      "warning",
      "No notification policy of type maintenance_event_notification covers FRA. Add the airport codes to its filter.",
    ],
    [
      "a design without a maintenance notification",
      { ...single, maintenanceNotification: [] },
      "warning",
      /Nobody is notified of maintenance\. Add notification policies of type cni_maintenance_notification and/,
    ],
    [
      "an unknown maintenance notification",
      { ...single, maintenanceNotification: undefined },
      "unknown",
      /unknown whether anybody is notified of maintenance/,
    ],
  ],
  ONE_MAINTENANCE_DOMAIN: [
    [
      "two ports on one device",
      ports({ ...devices, intent: "single" }, { "*": { device: "ccr01.ams-a" } }),
      "warning",
      /One maintenance window \(ccr01.ams-a\) takes down all ports: "a1" and "a2"\. Order one of them on the other device/,
    ],
    [
      "two ports at a facility with one device",
      ports({ ...devices, intent: "single" }, { "*": { facility: "Equinix NY1" } }),
      "warning",
      /\(Equinix NY1\)/,
    ],
    [
      "a port on an unknown device",
      ports({ ...devices, intent: "single" }, { a2: { device: null } }),
      "unknown",
      /\(ccr01.ams-a\) may take down all ports/,
    ],
  ],
  UNCOORDINATED_MAINTENANCE: [
    [
      "two metros with two devices each",
      both,
      "warning",
      'Routine maintenance in AMS and FRA may fall on the same day, because Cloudflare\'s pages disagree on whether it is coordinated between metros. If it takes down ports "a1" and "b1" together, ports "a2" and "b2" remain, with 20 Gbps to the customer and 2 Gbps to Cloudflare. Ask Cloudflare\'s account team before you count on more.',
    ],
    [
      "three metros whose remaining devices do not meet the demand",
      {
        ...both,
        ports: [
          ...both.ports,
          ...["1", "2"].map((at) => ({
            name: `c${at}`,
            ...{ facility: "House", address: ["1 High Street"], site: "lhr-a" },
            ...{ device: `ccr0${at}.lhr-a`, speed: 10, customer: { router: `edge-c${at}` } },
          })),
        ],
        sessions: [...both.sessions, session("c1", 5), session("c2", 6)],
        demand: { toCloudflare: 4 },
      },
      "unknown",
      /ports "a2", "b2" and "c2" remain, with 30 Gbps to the customer and 3 Gbps to Cloudflare, less than the demand\./,
    ],
    [
      "two metros on v1, for which nothing is promised",
      sessions(
        ports(both, {
          "*": { dataplane: "v1", facility: "House" },
          b1: { facility: "Tower" },
          b2: { facility: "Tower" },
        }),
        { "*": { mtu: 1476, mss: 1436 } },
      ),
      "unknown",
      /may fall on the same day, because Cloudflare promises nothing for v1 and for PoPs with one device\. If it takes down ports "a1", "a2", "b1" and "b2" together, no port remains\./,
    ],
  ],
  AWS_HOSTED: [
    [
      "a hosted AWS connection",
      ports(single, { "*": { kind: "aws_hosted" } }),
      "error",
      /Port "a1" is a hosted AWS connection, .*\. Order a dedicated Direct Connect/,
    ],
  ],
  TOO_FAR: [
    [
      "fibre longer than 10 km",
      ports(single, { "*": { distanceKm: 10.5 } }),
      "error",
      /distanceKm 10.5, .* from 0 to 10 km\. Put .* equipment/,
    ],
    [
      "a negative length of fibre",
      ports(single, { "*": { distanceKm: -1 } }),
      "error",
      /distanceKm -1/,
    ],
  ],
};

describe.each(Object.entries(CASES))("%s", (type, cases) => {
  it.each(cases)(
    "reports the finding for %s",
    (_name, design, severity, explanation, others = []) => {
      const blockers = avoidableIn(design, type).filter(
        (found) => !others.some((other) => other === found.type),
      );
      expect(blockers.map(({ type, severity }) => ({ type, severity }))).toContainEqual({
        type,
        severity,
      });
      expect(new Set(blockers.map((blocker) => blocker.type))).toEqual(new Set([type]));
      expect(blockers[0]?.explanation).toEqual(
        typeof explanation === "string"
          ? expect.stringContaining(explanation)
          : expect.stringMatching(explanation),
      );
      expect(blockers[0]?.documentationUrl).toMatch(/^https:\/\/developers\.cloudflare\.com\//);
    },
  );

  it.each(cases)(
    "the finding lists every object that its explanation names: %s",
    (_name, design) => {
      for (const { explanation, ports, sessions, facilities, metros } of blockersOf(design)) {
        const named = (names: readonly (string | undefined)[]) =>
          names.filter((name) => explanation.includes(`"${name}"`));
        expect([...(ports ?? []), ...(sessions ?? [])]).toEqual(
          expect.arrayContaining([
            ...named(namesOf(design.ports)),
            ...named(namesOf(design.sessions)),
          ]),
        );
        expect(facilities ?? []).toEqual(
          expect.arrayContaining(named(design.ports.map(({ facility }) => facility))),
        );
        const [, metro] = /in one metro, ([A-Z]+)/.exec(explanation) ?? [];
        expect(metros ?? []).toEqual(expect.arrayContaining(metro ? [metro] : []));
      }
    },
  );
});

it("ONE_MAINTENANCE_DOMAIN is reported only once if a port on an unknown device may share either of two windows", () => {
  const design = ports({ ...devices, intent: "single" }, { a2: { device: null } });
  expect(blockersOf(design)).toHaveLength(1);
});

it("CAPACITY reports only the worst shortage, with the ports that fail", () => {
  expect(blockersOf({ ...devices, demand: { toCloudflare: 2 } })).toMatchObject([
    { type: "CAPACITY", ports: ["a1"] },
  ]);
});

it("every rule has a test case in this file", () => {
  expect(Object.keys(CASES)).toEqual([...BLOCKER_TYPES]);
});

describe("blockersOf on a valid design", () => {
  it.each<[string, Design]>([
    [
      "device-diverse ports at two facilities on unknown devices",
      ports({ ...sites, intent: "device-diverse" }, { "*": { device: null } }),
    ],
    [
      "device-diverse ports at two facilities with one device each",
      ports(
        { ...sites, intent: "device-diverse" },
        { a1: { facility: "Equinix NY1", site: "ewr-a" }, b1: { facility: "Equinix LD8" } },
      ),
    ],
    [
      "device-diverse ports on two devices at unknown facilities",
      ports(devices, { "*": { facility: undefined, address: undefined } }),
    ],
    [
      "a slot with the port's own interconnect",
      ports(single, {
        a1: {
          interconnect: "cni-1",
          slot: { id: "7", occupied: true, occupiedBy: "cni-1", speed: 10 },
        },
      }),
    ],
    [
      "a session without addresses",
      sessions(single, { "*": { customerIp: undefined, cloudflareIp: undefined } }),
    ],
    [
      "a session on IPv6",
      sessions(single, { "*": { customerIp: "2001:db8::1/127", cloudflareIp: "2001:db8::/127" } }),
    ],
    [
      "an order that matches the preferences",
      {
        ...sessions(devices, {
          "s-a1": { localPreference: 200, communities: ["13335:60010"] },
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
    [
      "static routes without an MD5 key",
      sessions(single, { "*": { bgp: undefined, md5: undefined } }),
    ],
    [
      "features of v1 on v1",
      sessions(
        ports(single, { "*": { dataplane: "v1", vlan: 1, bfd: true, lacp: true, peering: true } }),
        { "*": { mtu: 1476, mss: 1436 } },
      ),
    ],
    [
      "peering at full rate",
      {
        ...peering,
        demand: { toCloudflare: 10 },
      },
    ],
    [
      "a backup of kind none with a reason",
      { ...single, ...noDemand, backup: { kind: "none", reason: "a lab" } },
    ],
    [
      "a third facility with one device in addition to two facilities with two devices",
      {
        ...both,
        ports: [...both.ports, { ...PORTS[0], ...LONDON, name: "c", device: "ccr01.lhr" }],
      },
    ],
    [
      "device-diverse ports at a published facility without two devices in the API",
      ports(devices, { "*": { devicesInApi: 1 } }),
    ],
    [
      "device-diverse ports at two facilities of one diverse metro, with one device each",
      ports(devices, { a1: NEWARK, a2: NEW_YORK }),
    ],
    [
      "site-and-device-diverse ports at two facilities of each metro, with one device each",
      ports(both, {
        a1: NEWARK,
        a2: NEW_YORK,
        b1: LONDON,
        b2: { ...LONDON, facility: "Equinix LD7", address: ["Slough"] },
      }),
    ],
    ["two ports with separate maintenance windows", { ...devices, intent: "single" }],
    [
      "device-diverse ports at two facilities in one metro",
      ports({ ...sites, intent: "device-diverse" }, { "*": { metro: "AMS" } }),
    ],
    [
      "device-diverse ports at two facilities that may be one campus",
      ports({ ...sites, intent: "device-diverse" }, { "*": { metro: "AMS", address: undefined } }),
    ],
    [
      "site-diverse ports at two facilities with one device each",
      ports(sites, {
        a1: { facility: "Equinix NY1", site: "ewr-a" },
        b1: { facility: "Equinix LD8", site: "lhr-a" },
      }),
    ],
    [
      "ports of both dataplanes, each with its own MTU",
      sessions(ports(sites, { b1: { facility: "House" }, a1: { dataplane: "v1" } }), {
        "s-a1": { mtu: 1476, mss: 1436 },
      }),
    ],
    [
      "a slot whose port has an unknown speed",
      {
        ...ports(single, {
          a1: { speed: undefined, slot: { id: "7", occupied: false, speed: 100 } },
        }),
        ...noDemand,
      },
    ],
    [
      "a v1 port with only its own alert type",
      {
        ...peering,
        maintenanceNotification: [{ alertType: "cni_maintenance_notification" }],
      },
    ],
    [
      "a routePriority on a session that only announces by BGP",
      sessions(single, { "*": { advertiseOnly: true, routePriority: 50 } }),
    ],
    [
      "an availability that the upper bound reaches",
      { ...devices, availability: "99.9%", assumptions: assumptions("10y", "1h") },
    ],
    ["direct server return on v2", { ...single, useCase: "magic-transit-dsr", transitMss: 1436 }],
    [
      "direct server return on v1 without GRE",
      {
        ...ports(single, { "*": { dataplane: "v1", greTunnels: 0 } }),
        ...noDemand,
        backup: { kind: "internet" },
        useCase: "magic-transit-dsr",
      },
    ],
    ["peering on v1", { ...peering, useCase: "peering" }],
    [
      "a Magic route longer than /24 and a supernet",
      sessions(single, { "*": { prefixes: ["203.0.113.8/29", "2001:db8::/56", "198.18.0.0/15"] } }),
    ],
    [
      "a Magic route longer than /24 inside GRE on a peering port",
      sessions(ports(single, { "*": { dataplane: "v1", peering: true, greTunnels: 1 } }), {
        "*": { mtu: 1476, mss: 1436, prefixes: ["203.0.113.8/29"] },
      }),
    ],
    [
      "public prefixes of exactly /24 and /48 on a peering port",
      sessions(peering, { "*": { prefixes: ["203.0.113.0/24", "2001:db8::/48"] } }),
    ],
    ["fibre of exactly 10 km", ports(single, { "*": { distanceKm: 10 } })],
    ["an mss that exactly fits the mtu", sessions(single, { "*": { mss: 1460 } })],
    [
      "an unknown mss on v1 with a handoff of 1500 bytes",
      { ...ports(single, { "*": { dataplane: "v1", greTunnels: 0 } }), ...noDemand },
    ],
    [
      "an unknown mss inside GRE with a transitMss that fits",
      {
        ...sessions(ports(single, { "*": { dataplane: "v1" } }), { "*": { mtu: 1476 } }),
        transitMss: 1436,
      },
    ],
    [
      "a transitMss without tunnels",
      { ...single, ...noDemand, backup: { kind: "internet" }, transitMss: 1460 },
    ],
    [
      "an mss that fits the tunnel of the backup",
      { ...single, backup: { kind: "tunnel", capacity: 10, encapsulation: "gre", mss: 1436 } },
    ],
  ])("returns no findings for %s", (_name, design) => {
    expect(avoidableIn(design)).toEqual([]);
  });
});
