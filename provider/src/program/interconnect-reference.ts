import * as pulumi from "@pulumi/pulumi";
import type { Interconnect } from "./interconnect";

/**
 * An interconnect: the resource or its id. Pass the resource if the program has it: otherwise a
 * replacement of the interconnect in place does not delete its session first.
 */
export type InterconnectReference = Interconnect | pulumi.Input<string>;

/**
 * Returns the properties that link a gate or a session to an interconnect. If the program passed the
 * resource, they include its account, and tell preview that an unknown id means a new port.
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
