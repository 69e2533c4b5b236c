/** Schema of the reference from a gate or a session to its interconnect. */
import { z } from "zod";
import { isUnknown, type Props } from "../../run/property-values";

const rule = "it must be an Interconnect or its id (the name that Cloudflare assigned)";

export const interconnectReference = z.string(rule).min(1, rule);

/**
 * Whether the declaration refers to a different interconnect from the state. The ID of an existing interconnect is
 * known in preview. An unknown reference therefore counts as different if the program passed the resource itself
 * (`__linked`), and as the same otherwise.
 */
export function referencesAnother(state: Props, declared: Props): boolean {
  const reference = declared.interconnect;
  if (isUnknown(reference)) return declared.__linked === true;
  return reference !== state.interconnect;
}
