/** Where Cloudflare offers interconnects, as its page of locations tells. */

import { type DiversityLetter, LOCATION_ROWS } from "./locations.data";
import { normal } from "./text";
import type { Dataplane } from "./values";

/** Whether a facility has two devices for a dataplane; `null` where it is not offered there. */
export type Diversity =
  /** Two, on separate paths into Cloudflare's network. */
  | "diverse"
  /** One, at a facility that has two for the other dataplane. */
  | "single"
  /** The second one is being built; the page does not say whether it can be used yet. */
  | "diversity-planned"
  /** One. */
  | "non-diverse"
  | null;

/** A facility where CNI is offered. */
export interface Location {
  facility: string;
  /** Three letters, such as `EWR`. */
  metro: string;
  city: string;
  diversity: Readonly<Record<Dataplane, Diversity>>;
}

const DIVERSITIES: Record<DiversityLetter, Diversity> = {
  D: "diverse",
  S: "single",
  P: "diversity-planned",
  N: "non-diverse",
  "-": null,
};

/** Where Cloudflare offers CNI, as its page of locations had it. */
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
 * The published location of a facility. Case, spaces, punctuation and accents are no difference.
 *
 * @example findLocation("equinix am-1")?.metro // "AMS"
 */
export function findLocation(facility: string | undefined): Location | undefined {
  return facility === undefined ? undefined : BY_NAME.get(normal(facility));
}
