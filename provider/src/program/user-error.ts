import * as pulumi from "@pulumi/pulumi";
import { inert } from "../domain/outside-text";

/**
 * An error that the user must correct. Pulumi prints only its message, without a stack trace. This package throws it for
 * invalid programs, and a program may throw it for its own checks.
 *
 * It has no stack because Pulumi inspects every error that a program ends with. Node 20 takes half a minute to inspect a
 * stack with Pulumi's own frames from an `apply`, because it searches for the end of a package name
 * (`node_modules/@pulumi/output.ts`) that does not exist.
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
