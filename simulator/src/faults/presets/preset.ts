import type { PlainFault } from "../plain-fault";

/** Named fault with a description. */
export interface Preset {
  readonly description: string;
  readonly fault: PlainFault;
}

/** Makes a fault hit every matching request. Setting a probability removes the limit of one request. */
export const untilRemoved = { probability: 1 };
