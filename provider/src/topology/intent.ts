/**
 * What each intent needs, and which one the ports fulfil.
 *
 * | Intent                    | Ports | Facilities | Metros            | Devices             | Published as                                     |
 * | ------------------------- | ----- | ---------- | ----------------- | ------------------- | ------------------------------------------------ |
 * | `single`                  | 1     | 1          | 1                 | any                 | Cloudflare: one connection, interrupted by work  |
 * | `device-diverse`          | 2     | 1          | 1                 | 2                   | Cloudflare: 1 stays up; GCP 99.9 %; AWS dev/test |
 * | `site-diverse`            | 2     | 2          | 1, 2 are better   | any                 | AWS high, 99.9 %                                 |
 * | `site-and-device-diverse` | 4     | 2          | 2                 | 2 at each facility  | Cloudflare: 3 stay up, 2 without a whole PoP;    |
 * |                           |       |            |                   |                     | GCP 99.99 %; AWS maximum                         |
 *
 * Each one fulfils those before it. `site-diverse` fulfils `device-diverse` because a device is in
 * one building: ports in two are on two devices, even where their names are not known.
 *
 * Two facilities in one metro are enough for `site-diverse`, as they are for AWS and Cloudflare,
 * and worth a warning. `site-and-device-diverse` promises to survive whatever fails, with devices
 * to spare at what is left. A metro can fail (power, flood, fibre), so it needs two, as GCP asks.
 *
 * Only what is known counts: devices by name; facilities by metro or by street address, since two
 * names may be one campus.
 */

import { distinct } from "../domain/distinct";
import type { Intent, Port } from "./design";
import { anyApart, type Campus, campusesOf, deviceOf } from "./places";

/** From the least to the most that is survived; each one includes those before it. */
export const INTENTS: readonly Intent[] = [
  "single",
  "device-diverse",
  "site-diverse",
  "site-and-device-diverse",
];

/** How many ports an intent needs. */
export const PORTS_NEEDED: Record<Intent, number> = {
  single: 1,
  "device-diverse": 2,
  "site-diverse": 2,
  "site-and-device-diverse": 4,
};

/** Whether a design that fulfils one intent fulfils the other. */
export function fulfils(configured: Intent | "none", intent: Intent): boolean {
  return configured !== "none" && INTENTS.indexOf(configured) >= INTENTS.indexOf(intent);
}

/** Whether an intent asks for more than one facility. */
export function isSiteDiverse(intent: Intent): boolean {
  return fulfils(intent, "site-diverse");
}

/** The strongest intent that the ports fulfil. */
export function intentOf(ports: readonly Port[]): Intent | "none" {
  const campuses = campusesOf(ports);
  if (distinct(withTwoDevices(campuses).map(({ metro }) => metro)).length > 1) {
    return "site-and-device-diverse";
  }
  if (anyApart(campuses)) return "site-diverse";
  if (distinct(ports.map(deviceOf)).length > 1) return "device-diverse";
  return ports.length > 0 ? "single" : "none";
}

export function withTwoDevices(campuses: readonly Campus[]): Campus[] {
  return campuses.filter(({ devices }) => devices.length > 1);
}
