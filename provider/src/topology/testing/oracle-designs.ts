/**
 * Generates random designs for the oracle. They cover both dataplanes, all kinds of locations, both ends of a link, and
 * all kinds of routes and backups.
 */

import fc from "fast-check";
import type { Backup, CustomerEnd, Design, HealthCheck, Port, Session } from "../design";

type Place = Pick<Port, "facility" | "address" | "metro" | "site">;

const PLACES: readonly Place[] = [
  // This facility has two devices and is diverse on both dataplanes.
  { facility: "Equinix AM1", address: ["Luttenbergweg 4"] },
  { facility: "Equinix FR5" },
  { facility: "Equinix AT1", address: ["180 Peachtree Street"] },
  { facility: "Digital Realty ATL13", address: ["56 Marietta Street"] },
  // This metro is diverse on v2 only if two facilities are combined.
  { facility: "Equinix NY1", address: ["165 Halsey Street"], site: "ewr-a" },
  { facility: "Digital Realty JFK10", address: ["60 Hudson Street"], site: "ewr-b" },
  // This metro is diverse on v2, but this facility has no device there.
  { facility: "Digital Realty AMS9" },
  // This metro is listed as diverse with one device.
  { facility: "EdgeConneX EDCPOR01" },
  // This metro has two facilities but is not diverse.
  { facility: "Telxius Valparaiso CLS" },
  { facility: "Cirion Santiago (SAN1)" },
  // These facilities are not published. They are in a diverse metro, in a metro that is not diverse, and in no metro.
  { facility: "House", address: ["1 Main Street"], metro: "AMS", site: "ams-c" },
  { facility: "Annex", address: ["1 Main St."], metro: "AMS" },
  { facility: "Shed", metro: "SCL" },
  { facility: "Barn", metro: "XXX" },
  { facility: "Loft" },
  { metro: "EWR" },
  { site: "fra-a" },
  {},
];

const unknown = fc.constant(undefined);

const anyCustomerEnd: fc.Arbitrary<CustomerEnd> = fc.record(
  {
    router: fc.constantFrom("edge-1", "edge-2", "edge-3"),
    site: fc.constantFrom("hall", "yard"),
    power: fc.constantFrom("feed-a", "feed-b"),
    duct: fc.constantFrom("north", "south"),
  },
  { requiredKeys: ["router"] },
);

const anyPort = fc.record({
  place: fc.nat(PLACES.length - 1),
  device: fc.constantFrom(null, undefined, "1", "2", "3"),
  dataplane: fc.constantFrom("v2" as const, "v2" as const, undefined, "v1" as const),
  speed: fc.constantFrom(10, 10, 100, 1, 0.5, undefined),
  customer: fc.oneof(unknown, anyCustomerEnd, anyCustomerEnd),
  bfd: fc.constantFrom(undefined, undefined, true),
  peering: fc.constantFrom(undefined, undefined, true),
  greTunnels: fc.constantFrom(undefined, 0, 3),
  interconnect: fc.boolean(),
});

/** Prefixes that contain each other, and one separate prefix. */
const PREFIXES = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "198.18.0.0/24"];

const anyHealthCheck: fc.Arbitrary<HealthCheck | undefined> = fc.constantFrom(
  { enabled: true },
  { enabled: true, rate: "high" },
  { enabled: false },
  { rate: "low" },
  undefined,
);

const anySession = fc.record({
  port: fc.nat(5),
  prefixes: fc.oneof(
    { weight: 6, arbitrary: fc.subarray(PREFIXES, { minLength: 1 }) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, []) },
  ),
  bgp: fc.constantFrom(undefined, false, true, true),
  advertiseOnly: fc.constantFrom(undefined, undefined, undefined, true),
  localPreference: fc.constantFrom(undefined, undefined, 50, 100, 200),
  routePriority: fc.constantFrom(undefined, undefined, 50, 100, 200, 1000, 501_000, 1_000_100),
  communities: fc.constantFrom(
    undefined,
    undefined,
    [],
    ["13335:60050"],
    ["13335:60150", "13335:60010"],
    ["13335:60901"],
    ["13335:60902"],
    ["64512:1"],
  ),
  prepends: fc.constantFrom(undefined, undefined, 1, 5),
  steering: fc.constantFrom(
    undefined,
    undefined,
    "primary" as const,
    "secondary" as const,
    "standby" as const,
    "share" as const,
  ),
  healthCheck: anyHealthCheck,
  holdTime: fc.constantFrom(undefined, 9, 90, 240, 300),
  gracefulRestart: fc.constantFrom(undefined, false, true),
  trackedWithin: fc.constantFrom(undefined, 5, 30),
  up: fc.constantFrom(undefined, true, false),
});

const anyBackup: fc.Arbitrary<Backup | undefined> = fc.constantFrom(
  undefined,
  { kind: "internet", capacity: 1 },
  { kind: "tunnel", capacity: 10, encapsulation: "gre" },
  { kind: "tunnel", routePriority: 900, localPreference: 10 },
  { kind: "tunnel", routePriority: 2_000_000 },
  { kind: "none", reason: "lab" },
);

/** Generates designs. In most designs, most sessions have prefixes. In a few designs, no session has any. */
export const anyDesign: fc.Arbitrary<Design> = fc
  .record({
    intent: fc.constantFrom("single" as const, "site-diverse" as const),
    places: fc.subarray([...PLACES.keys()], { minLength: 1, maxLength: 4 }),
    devicesInApi: fc.array(fc.constantFrom(undefined, undefined, 1, 2), {
      minLength: PLACES.length,
      maxLength: PLACES.length,
    }),
    ports: fc.array(anyPort, { minLength: 1, maxLength: 6 }),
    sessions: fc.array(anySession, { maxLength: 6 }),
    hasPrefixes: fc.constantFrom(true, true, true, true, false),
    isOneDevice: fc.constantFrom(false, false, false, false, true),
    useCase: fc.constantFrom(
      undefined,
      undefined,
      "magic-transit-dsr" as const,
      "magic-transit-egress" as const,
      "cloudflare-wan" as const,
      "peering" as const,
      "app-security" as const,
    ),
    demand: fc.constantFrom(
      undefined,
      { toCustomer: 10 },
      { toCloudflare: 1 },
      { toCustomer: 1, toCloudflare: 2 },
      { toCustomer: 20, toCloudflare: 0 },
    ),
    assumptions: fc.constantFrom(
      undefined,
      {},
      { probeInterval: 10 },
      { probeInterval: 10, probeTimeout: 2 },
      { probeInterval: 60, probeTimeout: 1, customerConvergence: 5 },
      { customerConvergence: 0 },
    ),
    backup: anyBackup,
  })
  .map(({ places, ports, sessions, devicesInApi, hasPrefixes, isOneDevice, ...design }) => ({
    ...design,
    name: "transit",
    ports: ports.map(({ place: chosen, device, interconnect, bfd, peering, ...port }, at): Port => {
      const place = places[chosen % places.length] ?? 0;
      return {
        ...port,
        ...PLACES[place],
        name: `p${at}`,
        // A device has only one dataplane, and v2 supports neither BFD nor peering.
        device: device && `${device}.${port.dataplane ?? "v2"}.${isOneDevice ? "any" : place}`,
        ...(port.dataplane === "v1" && { bfd, peering }),
        ...(interconnect && { interconnect: `cni-${at}` }),
        devicesInApi: devicesInApi[place],
      };
    }),
    sessions: sessions.map(
      ({ port, prefixes, ...session }, at): Session => ({
        ...session,
        name: `s${at}`,
        port: `p${port % ports.length}`,
        prefixes: hasPrefixes ? prefixes : undefined,
      }),
    ),
  }));
