import * as pulumi from "@pulumi/pulumi";
import type { Interconnect } from "./interconnect";

/**
 * Interconnect, as a resource or ID. Pass the resource if the program declares it. With an ID, Pulumi cannot delete the
 * session first if a replacement of the interconnect needs the same slot.
 */
export type InterconnectReference = Interconnect | pulumi.Input<string>;

/**
 * Returns the properties that link a gate or a session to an interconnect. If the program passed the
 * resource, they include its account, and tell preview that an unknown ID means a new port.
 */
export function linkTo(
  reference: InterconnectReference,
  accountId: pulumi.Input<string> | undefined,
): pulumi.Inputs {
  return isInterconnect(reference)
    ? {
        interconnect: reference.id,
        accountId: accountId ?? reference.accountId,
        __linked: true,
      }
    : { interconnect: reference, accountId };
}

function isInterconnect(reference: InterconnectReference): reference is Interconnect {
  return pulumi.Resource.isInstance(reference);
}
