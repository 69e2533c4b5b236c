import * as pulumi from "@pulumi/pulumi";
import { inert } from "../domain/outside-text";

/**
 * Error whose cause the user must fix. Pulumi prints only its message. This package throws it if a program is invalid,
 * and programs may throw it from their own checks.
 *
 * The error has no stack trace. Pulumi inspects every error that ends a program, and Node 20 takes half a minute to
 * inspect a stack trace from an `apply`: in paths such as `node_modules/@pulumi/output.ts`, it searches for the end of
 * a package name that does not exist.
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
