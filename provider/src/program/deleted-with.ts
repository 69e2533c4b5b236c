import type * as pulumi from "@pulumi/pulumi";
import { UserError } from "./user-error";

/**
 * Error messages by resource type. Each one states what happens if Pulumi never calls `delete`, and what to do instead.
 */
const LOSSES = new Map([
  [
    "Interconnect",
    'is not supported. Pulumi would remove the interconnect from the state without deleting it, so it would stay ordered. Remove deletedWith. To keep the interconnect on purpose, set "retainOnDelete: true".',
  ],
  [
    "CniBgpSession",
    "is not supported. Pulumi would remove the session from the state without deleting it, and the session would block the deletion of its interconnect. Remove deletedWith. Pulumi deletes the session before its interconnect anyway.",
  ],
  [
    "CniSettings",
    'is not supported. Pulumi would never restore the account\'s previous defaultAsn. Remove deletedWith. To keep defaultAsn on purpose, set "retainOnDelete: true".',
  ],
]);

/**
 * Throws if `deletedWith` would leave an object behind at Cloudflare. With this option, the engine removes the resource
 * from the state without calling the provider.
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

/**
 * Throws if `deletedWith` of Magic settings names another resource than their session. Only the deletion of the session
 * removes the settings.
 */
export function refuseDeletedWithAnother(
  name: string,
  session: unknown,
  { deletedWith, id }: pulumi.CustomResourceOptions = {},
): void {
  if (deletedWith === undefined || id !== undefined || deletedWith === session) return;
  throw new UserError(
    `MagicInterconnect "${name}": deletedWith must be its own session. With any other resource, Pulumi would never restore the previous settings. Remove deletedWith, or set it to the session.`,
  );
}
