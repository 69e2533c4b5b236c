/** Locations where Cloudflare offers interconnects, as published. */

import { LOCATION_ROWS } from "./locations.data";
import { normal } from "./text";
import type { Dataplane } from "./values";

/** Number of Cloudflare devices, or `"unknown"` if a facility offers a dataplane without a published number. */
export type DeviceCount = number | "unknown";

/** Facility that offers CNI. */
export interface Location {
  /** Published name of the facility, such as `Equinix NY1`. */
  facility: string;
  /** Three-letter code of the metro, such as `EWR`. */
  metro: string;
  /** City, such as `Newark, NJ`. */
  city: string;
  /**
   * Number of devices by dataplane, from 0 to 2. It is 0 if the facility does not offer the dataplane. `"unknown"`
   * appears only in metros that Cloudflare lists as not diverse.
   */
  devices: Readonly<Record<Dataplane, DeviceCount>>;
}

/** Facilities and devices of a metro on one dataplane. */
export interface MetroDevices {
  /** Number of facilities that offer the dataplane. */
  facilities: number;
  /** Total number of devices at these facilities. */
  devices: DeviceCount;
  /** Whether two ports in the metro can be on different devices without a shared point of failure. */
  diverse: boolean;
}

/** Metro with facilities that offer CNI. Cloudflare determines diversity by metro and dataplane. */
export interface Metro extends Readonly<Record<Dataplane, MetroDevices>> {
  /** Three-letter code of the metro, such as `EWR`. */
  code: string;
  /** City, such as `Newark, NJ`. */
  city: string;
}

/** Facility in an older list that Cloudflare no longer publishes. */
export interface FormerLocation {
  facility: string;
  metro: string;
  /** Facility that probably replaced this one. Cloudflare does not confirm the replacement. */
  successor?: string;
}

/** Facilities that offer CNI, as published by Cloudflare. */
export const LOCATIONS: readonly Location[] = LOCATION_ROWS.map(
  ([metro, city, facility, v1, v2]) => ({
    facility,
    metro,
    city,
    devices: { v1: v1 === "?" ? "unknown" : v1, v2: v2 === "?" ? "unknown" : v2 },
  }),
);

const BY_METRO = new Map<string, Location[]>();
for (const location of LOCATIONS) {
  const others = BY_METRO.get(location.metro) ?? [];
  BY_METRO.set(location.metro, [...others, location]);
}

/** Metros of the facilities in {@link LOCATIONS}. */
export const METROS: readonly Metro[] = [...BY_METRO].map(([code, locations]) => ({
  code,
  city: locations[0]?.city ?? "",
  v1: metroDevices(locations, "v1"),
  v2: metroDevices(locations, "v2"),
}));

/** Facilities that only older lists contain. A facility that merely lost a dataplane is still in {@link LOCATIONS}. */
export const FORMER_LOCATIONS: readonly FormerLocation[] = [
  { facility: "Digital Realty ATL1", metro: "ATL", successor: "Digital Realty ATL13" },
  { facility: "DataHive", metro: "YYC", successor: "Cologix CGY1" },
  { facility: "CoreSite VA2", metro: "IAD" },
];

const BY_NAME = new Map(LOCATIONS.map((location) => [normal(location.facility), location]));
const BY_CODE = new Map(METROS.map((metro) => [metro.code, metro]));
const FORMER_BY_NAME = new Map(FORMER_LOCATIONS.map((former) => [normal(former.facility), former]));

/**
 * Finds the published location of a facility, ignoring case, spaces, punctuation and accents.
 *
 * @example findLocation("equinix am-1")?.metro // "AMS"
 */
export function findLocation(facility: string | undefined): Location | undefined {
  return facility === undefined ? undefined : BY_NAME.get(normal(facility));
}

/**
 * Finds a metro by its code, ignoring case.
 *
 * @example findMetro("EWR")?.v2 // { facilities: 2, devices: 2, diverse: true }
 */
export function findMetro(code: string | undefined): Metro | undefined {
  return code === undefined ? undefined : BY_CODE.get(code.trim().toUpperCase());
}

/** Finds a facility that is no longer published. The comparison is the same as in {@link findLocation}. */
export function formerLocation(facility: string | undefined): FormerLocation | undefined {
  return facility === undefined ? undefined : FORMER_BY_NAME.get(normal(facility));
}

function metroDevices(locations: readonly Location[], dataplane: Dataplane): MetroDevices {
  const counts = locations.map(({ devices }) => devices[dataplane]).filter((count) => count !== 0);
  const known = counts.filter((count) => count !== "unknown");
  const sum = known.reduce((total, count) => total + count, 0);
  // Cloudflare publishes numbers of devices only for metros that it lists as diverse.
  return {
    facilities: counts.length,
    devices: known.length < counts.length ? "unknown" : sum,
    diverse: sum > 1,
  };
}
