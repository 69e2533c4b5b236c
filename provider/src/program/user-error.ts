import * as pulumi from "@pulumi/pulumi";
import { inert } from "../domain/outside-text";

/**
 * Something that a user has to mend: Pulumi tells the message alone, and at once. All that this package refuses in a
 * program is one, and a program's own checks may be.
 *
 * It has no stack, because Pulumi inspects every error that a program ends with, and with some of Pulumi's own frames in
 * it, as an `apply` has them, Node 20 takes half a minute for that: it looks for the end of a package name
 * (`node_modules/@pulumi/output.ts`) that is not there.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = cni.getInterconnect({ name: "cni-ewr-a-000001" });
 * export const facility = port.then(({ facility }) => {
 *   if (facility?.name === "Equinix NY1") return facility.name;
 *   throw new cni.UserError("cni-ewr-a-000001 is not at Equinix NY1.");
 * });
 * ```
 */
export class UserError extends pulumi.RunError {
  constructor(message: string) {
    super(inert(message));
    this.stack = this.message;
  }
}
