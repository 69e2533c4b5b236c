import * as pulumi from "@pulumi/pulumi";
import {
  buildRegistration,
  isResource,
  type OutputNames,
  requireArgs,
  shortenTraces,
} from "./by-reference";
import type { LookupOptions, LookupState } from "./lookup-state";

/** Additional data with which {@link CniSettings.get} finds the settings. */
export type CniSettingsState = LookupState;

/** Arguments of {@link CniSettings}. */
export interface CniSettingsArgs {
  /**
   * Account of the settings (32 hexadecimal digits).
   *
   * @default `cloudflare:accountId` of the `Provider` or the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
  /**
   * Cloudflare's ASN for the account's overlay sessions: 13335, or a private 2-byte ASN from 64512 to 65534. It must
   * remain 13335 if BGP also runs over GRE or IPsec tunnels.
   */
  defaultAsn: pulumi.Input<number>;
}

/**
 * CNI settings of an account. Declare the resource once for each account: creating it adopts the
 * existing settings, and destroying it restores them.
 *
 * Cloudflare does not document the effect of a change on established sessions. Expect **every BGP
 * session of the account** to reset, and to stay down until its router uses the new ASN.
 *
 * Source: Cloudflare API, `/accounts/{account_id}/cni/settings`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * new cni.CniSettings("account", { defaultAsn: 64512 });
 * ```
 */
export class CniSettings extends pulumi.CustomResource {
  /** Account of the settings, equal to `id`. */
  declare readonly accountId: pulumi.Output<string>;
  /** Cloudflare's ASN for the account's overlay sessions. */
  declare readonly defaultAsn: pulumi.Output<number>;
  /** ASN from before this resource was created. Destroying the resource restores it. */
  declare readonly previousDefaultAsn: pulumi.Output<number>;

  /** Whether a value is a `CniSettings`, even if another copy of this package created it. */
  static override isInstance(value: unknown): value is CniSettings {
    return isResource(value, "CniSettings");
  }

  /**
   * Reads settings that this program does not manage. Every run reads the settings again but never changes them.
   *
   * @param id account, 32 hexadecimal digits
   *
   * @example
   * ```ts
   * import * as cni from "pulumi-cloudflare-cni";
   *
   * const settings = cni.CniSettings.get("theirs", "0123456789abcdef0123456789abcdef");
   * export const asn = settings.defaultAsn;
   * ```
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: CniSettingsState = {},
    options?: pulumi.CustomResourceOptions,
  ): CniSettings {
    return new CniSettings(name, { accountId: id, ...state }, { ...options, id });
  }

  /** Reads existing settings in the same way as {@link CniSettings.get}. */
  constructor(name: string, state: CniSettingsState, options: LookupOptions);
  constructor(name: string, args: CniSettingsArgs, options?: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    argsOrState: CniSettingsArgs | CniSettingsState,
    options?: pulumi.CustomResourceOptions,
  ) {
    const outputs: OutputNames<CniSettings> = {
      accountId: true,
      defaultAsn: true,
      previousDefaultAsn: true,
    };
    const restoreTraces = shortenTraces();
    try {
      super(
        ...buildRegistration("CniSettings", name, outputs, requireArgs(name, argsOrState), options),
      );
    } finally {
      restoreTraces();
    }
  }
}
