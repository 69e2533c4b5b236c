import * as pulumi from "@pulumi/pulumi";

/**
 * Something that a user has to mend: Pulumi tells the message alone.
 *
 * It has no stack, because Pulumi inspects every error that a program ends with, and with some of
 * Pulumi's own frames in it Node 20 takes half a minute for that: it looks for the end of a package
 * name (`node_modules/@pulumi/output.ts`) that is not there.
 */
export class UserError extends pulumi.RunError {
  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}
