import type * as pulumi from "@pulumi/pulumi";

/** Where to look for what `get` asks for. */
export interface LookupState {
  /**
   * Account of the object, 32 hexadecimal digits.
   *
   * @default `cloudflare:accountId` of the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
}

/** The options of a resource that is looked up: with an id, the engine only ever reads it. */
export interface LookupOptions extends pulumi.CustomResourceOptions {
  id: pulumi.Input<pulumi.ID>;
}
