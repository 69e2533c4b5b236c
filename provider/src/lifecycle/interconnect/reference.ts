/** How gates and sessions name the port they belong to. */
import { z } from "zod";
import { isUnknown, type Props } from "../../run/property-values";

const rule = "it must be an Interconnect or its id (the name that Cloudflare gave it)";

export const interconnectReference = z.string(rule).min(1, rule);

/**
 * Whether the declaration refers to another port than the state. The id of an Interconnect is known
 * in preview unless the port is new or replaced, so where the program passed the resource itself
 * (`__linked`), an unknown reference is certainly another port. Any other unknown claims nothing.
 */
export function referencesAnother(state: Props, declared: Props): boolean {
  const reference = declared.interconnect;
  if (isUnknown(reference)) return declared.__linked === true;
  return reference !== state.interconnect;
}
