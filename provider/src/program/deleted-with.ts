import type * as pulumi from "@pulumi/pulumi";
import { UserError } from "./user-error";

/** What Pulumi loses by never calling `delete`, and what to do instead. */
const LOSSES = new Map([
  [
    "Interconnect",
    "is not supported: Pulumi would forget the port without deleting it, so it would stay ordered. Remove deletedWith; to keep the port on purpose, set retainOnDelete: true.",
  ],
  [
    "CniBgpSession",
    "is not supported: Pulumi would forget the session without deleting it, and a session that is in no state blocks the deletion of its interconnect. Remove deletedWith; Pulumi deletes the session before its interconnect.",
  ],
  [
    "CniSettings",
    "is not supported: Pulumi would never restore the account's previous defaultAsn. Remove deletedWith; to keep defaultAsn on purpose, set retainOnDelete: true.",
  ],
]);

/**
 * Refuses `deletedWith` if it would leave something behind at Cloudflare: the engine then drops the
 * resource from the state without calling the provider.
 */
export function refuseDeletedWith(
  type: string,
  name: string,
  { deletedWith, id }: pulumi.CustomResourceOptions,
): void {
  const loss = LOSSES.get(type);
  if (deletedWith === undefined || id !== undefined || loss === undefined) return;
  throw new UserError(`${type} "${name}": deletedWith ${loss}`);
}

/** Settings in Magic go with their session, so there is nothing to restore after it. */
export function refuseDeletedWithAnother(
  name: string,
  session: unknown,
  { deletedWith, id }: pulumi.CustomResourceOptions = {},
): void {
  if (deletedWith === undefined || id !== undefined || deletedWith === session) return;
  throw new UserError(
    `MagicInterconnect "${name}": deletedWith must be its own session. With another resource, Pulumi would never restore the settings from before. Remove deletedWith, or set it to the session.`,
  );
}
