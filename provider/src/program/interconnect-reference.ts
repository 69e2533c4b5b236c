import * as pulumi from "@pulumi/pulumi";
import type { Interconnect } from "./interconnect";

/**
 * A port, given as the resource or as its id. Give the resource where there is one: when the port
 * has to be replaced in place, only then does its session go before it.
 */
export type InterconnectReference = Interconnect | pulumi.Input<string>;

/**
 * The properties that tie a gate or a session to a port. Where the resource itself is given, its
 * account goes along, and preview knows that an unknown id means a new port.
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
