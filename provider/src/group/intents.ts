import type { Intent } from "../topology/design";

/** Whether ports at one facility must be on different devices. */
export function needsDistinctDevices(intent: Intent): boolean {
  return intent === "device-diverse" || intent === "site-and-device-diverse";
}
