/** Published locations of interconnects. */

import { type DiversityLetter, LOCATION_ROWS } from "./locations.data";
import { normal } from "./text";
import type { Dataplane } from "./values";

/** Device diversity of a facility for one dataplane, `null` if the facility does not offer it. */
export type Diversity =
  /** Two devices, on separate paths into Cloudflare's network. */
  | "diverse"
  /** One device, at a facility that has two for the other dataplane. */
  | "single"
  /** A second device is planned. The published list does not say whether it can be used yet. */
  | "diversity-planned"
  /** One device. */
  | "non-diverse"
  | null;

/** A facility that offers CNI. */
export interface Location {
  /** Published name of the facility, such as `Equinix NY1`. */
  facility: string;
  /** Three-letter code of the metro, such as `EWR`. */
  metro: string;
  /** City, such as `Newark, NJ`. */
  city: string;
  /** Device diversity by dataplane. */
  diversity: Readonly<Record<Dataplane, Diversity>>;
}

const DIVERSITIES: Record<DiversityLetter, Diversity> = {
  D: "diverse",
  S: "single",
  P: "diversity-planned",
  N: "non-diverse",
  "-": null,
};

/** Facilities that offer CNI, from Cloudflare's published list. */
export const LOCATIONS: readonly Location[] = LOCATION_ROWS.map(
  ([metro, city, facility, v1, v2]) => ({
    facility,
    metro,
    city,
    diversity: { v1: DIVERSITIES[v1], v2: DIVERSITIES[v2] },
  }),
);

const BY_NAME = new Map(LOCATIONS.map((location) => [normal(location.facility), location]));

/**
 * Finds the published location of a facility, ignoring case, spaces, punctuation and accents.
 *
 * @example findLocation("equinix am-1")?.metro // "AMS"
 */
export function findLocation(facility: string | undefined): Location | undefined {
  return facility === undefined ? undefined : BY_NAME.get(normal(facility));
}
