import * as pulumi from "@pulumi/pulumi";
import type { Interconnect } from "./interconnect";

/**
 * Interconnect, as a resource or ID. Pass the resource if the program declares it. If you pass only an ID, Pulumi
 * cannot delete the session first when a replacement of the interconnect needs the same slot.
 */
export type InterconnectReference = Interconnect | pulumi.Input<string>;

/**
 * Returns the properties that link a gate or a session to an interconnect. If the program passed the resource, the
 * properties include its account and a mark. With this mark, an unknown ID in preview means a new port.
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
