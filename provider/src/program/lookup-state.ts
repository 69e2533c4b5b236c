import type * as pulumi from "@pulumi/pulumi";

/** Account in which `get` reads an object. */
export interface LookupState {
  /**
   * Account of the object (32 hexadecimal digits).
   *
   * @default `cloudflare:accountId` of the `Provider` or the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
}

/** Options of a resource that is only read. `id` identifies the object. */
export interface LookupOptions extends pulumi.CustomResourceOptions {
  id: pulumi.Input<pulumi.ID>;
}
