import type { PlainFault } from "../plain-fault";

/** A fault that has a name. */
export interface Preset {
  readonly description: string;
  readonly fault: PlainFault;
}

/** Spoils every request that fits, since the dice always fall so. */
export const untilCalledOff = { probability: 1 };
