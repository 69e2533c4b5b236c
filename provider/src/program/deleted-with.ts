import type * as pulumi from "@pulumi/pulumi";
import { UserError } from "./user-error";

/** Consequences if Pulumi never calls `delete`, and what to do instead. */
const LOSSES = new Map([
  [
    "Interconnect",
    'is not supported: Pulumi would forget the interconnect without deleting it, so it would stay ordered. Remove deletedWith. To keep the interconnect on purpose, set "retainOnDelete: true".',
  ],
  [
    "CniBgpSession",
    "is not supported: Pulumi would forget the session without deleting it, and the leftover session would block the deletion of its interconnect. Remove deletedWith, because Pulumi deletes the session before its interconnect anyway.",
  ],
  [
    "CniSettings",
    'is not supported: Pulumi would never restore the account\'s previous defaultAsn. Remove deletedWith. To keep defaultAsn on purpose, set "retainOnDelete: true".',
  ],
]);

/**
 * Refuses `deletedWith` if it would leave an object behind at Cloudflare. With it, the engine drops
 * the resource from the state without calling the provider.
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

/** Refuses `deletedWith` for Magic settings unless it names their session, whose deletion removes the settings. */
export function refuseDeletedWithAnother(
  name: string,
  session: unknown,
  { deletedWith, id }: pulumi.CustomResourceOptions = {},
): void {
  if (deletedWith === undefined || id !== undefined || deletedWith === session) return;
  throw new UserError(
    `MagicInterconnect "${name}": deletedWith must be its own session. With another resource, Pulumi would never restore the previous settings. Remove deletedWith, or set it to the session.`,
  );
}
