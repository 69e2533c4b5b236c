/** Whether a facility has two devices for a port. */
import { type Diversity, findLocation } from "../domain/locations";
import type { Port } from "./design";

/** The diversity that a port finds at its facility; undefined where that is not published. */
export function diversityAt({ facility, dataplane = "v2" }: Port): Diversity | undefined {
  return findLocation(facility)?.diversity[dataplane];
}

/** Whether nothing published speaks against two devices for a port's dataplane at its facility. */
export function mayHaveTwoDevices(port: Port): boolean {
  const diversity = diversityAt(port);
  return diversity === undefined || diversity === "diverse";
}
