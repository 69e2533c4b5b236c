/**
 * Intents: what each one needs, and which one a set of ports achieves.
 *
 * | Intent                    | Ports | Facilities | Metros            | Devices             | Published as                                     |
 * | ------------------------- | ----- | ---------- | ----------------- | ------------------- | ------------------------------------------------ |
 * | `single`                  | 1     | 1          | 1                 | any                 | Cloudflare: one connection, down in maintenance  |
 * | `device-diverse`          | 2     | 1          | 1                 | 2                   | Cloudflare: 1 stays up; GCP 99.9 %; AWS dev/test |
 * | `site-diverse`            | 2     | 2          | 1, 2 are better   | any                 | AWS high, 99.9 %                                 |
 * | `site-and-device-diverse` | 4     | 2          | 2                 | 2 at each facility  | Cloudflare: 3 stay up, 2 without a whole PoP;    |
 * |                           |       |            |                   |                     | GCP 99.99 %; AWS maximum                         |
 *
 * Each intent fulfils those before it. `site-diverse` fulfils `device-diverse` because a device is in one building:
 * ports in two buildings are on two devices, even if the names of the devices are unknown.
 *
 * Two facilities in one metro are enough for `site-diverse`, as for AWS and Cloudflare, with a warning.
 * `site-and-device-diverse` must survive any failure and still have two devices. A metro can fail (power, flood,
 * fibre), so this intent needs two metros, as GCP requires.
 *
 * Only known values count. Devices differ by name. Facilities differ by metro or by street address, because two names
 * may be one campus.
 */

import { distinct } from "../domain/distinct";
import type { Intent, Port } from "./design";
import { type Campus, campusesOf, deviceOf, hasSeparateCampuses } from "./places";

/** The intents from weakest to strongest. Each one includes those before it. */
export const INTENTS: readonly Intent[] = [
  "single",
  "device-diverse",
  "site-diverse",
  "site-and-device-diverse",
];

/** Number of ports that each intent needs. */
export const PORTS_NEEDED: Record<Intent, number> = {
  single: 1,
  "device-diverse": 2,
  "site-diverse": 2,
  "site-and-device-diverse": 4,
};

/** Whether a design that achieves `configured` fulfils `intent`. */
export function fulfils(configured: Intent | "none", intent: Intent): boolean {
  return configured !== "none" && INTENTS.indexOf(configured) >= INTENTS.indexOf(intent);
}

/** Whether the intent needs more than one facility. */
export function isSiteDiverse(intent: Intent): boolean {
  return fulfils(intent, "site-diverse");
}

/** Strongest intent that the ports achieve; `none` without ports. */
export function intentOf(ports: readonly Port[]): Intent | "none" {
  const campuses = campusesOf(ports);
  if (distinct(withTwoDevices(campuses).map(({ metro }) => metro)).length > 1) {
    return "site-and-device-diverse";
  }
  if (hasSeparateCampuses(campuses)) return "site-diverse";
  if (distinct(ports.map(deviceOf)).length > 1) return "device-diverse";
  return ports.length > 0 ? "single" : "none";
}

export function withTwoDevices(campuses: readonly Campus[]): Campus[] {
  return campuses.filter(({ devices }) => devices.length > 1);
}
