import type { PlainFault } from "../plain-fault";

/** Named fault with a description. */
export interface Preset {
  readonly description: string;
  readonly fault: PlainFault;
}

/** Hits every matching request: a probability removes the limit of one request. */
export const untilRemoved = { probability: 1 };
