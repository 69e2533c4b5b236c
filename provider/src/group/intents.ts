import type { Intent } from "../topology/design";

/** Whether ports of one facility have to be on different devices. */
export function needsDistinctDevices(intent: Intent): boolean {
  return intent === "device-diverse" || intent === "site-and-device-diverse";
}
