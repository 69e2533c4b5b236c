/** Reference from a gate or a session to its interconnect. */
import { z } from "zod";
import { isUnknown, type Props } from "../../run/property-values";

const rule = "it must be an Interconnect or its id (the name that Cloudflare assigned)";

export const interconnectReference = z.string(rule).min(1, rule);

/**
 * Whether the declaration refers to another interconnect than the state. An unknown reference counts as another one only
 * if the program passed the resource itself (`__linked`), because its ID is known in preview unless it is new.
 */
export function referencesAnother(state: Props, declared: Props): boolean {
  const reference = declared.interconnect;
  if (isUnknown(reference)) return declared.__linked === true;
  return reference !== state.interconnect;
}
