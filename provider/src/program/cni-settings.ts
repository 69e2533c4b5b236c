import * as pulumi from "@pulumi/pulumi";
import {
  buildRegistration,
  isResource,
  type OutputNames,
  requireArgs,
  shortenTraces,
} from "./by-reference";
import type { LookupOptions, LookupState } from "./lookup-state";

/** State by which {@link CniSettings.get} finds the object. */
export type CniSettingsState = LookupState;

/** Arguments of {@link CniSettings}. */
export interface CniSettingsArgs {
  /**
   * Account whose settings these are, 32 hexadecimal digits.
   *
   * @default `cloudflare:accountId` of the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
  /**
   * ASN of Cloudflare's end on the account's overlay sessions: 13335, or a private 2-byte ASN from
   * 64512 to 65534. It must stay 13335 where BGP also runs over GRE or IPsec tunnels.
   */
  defaultAsn: pulumi.Input<number>;
}

/**
 * The account's CNI settings, a singleton: declare it once for an account. Creating it takes over
 * what is there, destroying it restores what was found.
 *
 * Cloudflare does not document what a change does to sessions that are up: expect **every BGP
 * session of the account** to reset, and to stay down until its router has the new ASN.
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
  declare readonly accountId: pulumi.Output<string>;
  declare readonly defaultAsn: pulumi.Output<number>;
  /** The ASN that was found and will be restored. */
  declare readonly previousDefaultAsn: pulumi.Output<number>;

  /** Whether a value is a `CniSettings`, also if another copy of this package made it. */
  static override isInstance(value: unknown): value is CniSettings {
    return isResource(value, "CniSettings");
  }

  /**
   * Looks up settings that something else manages. They are read at every run and never changed.
   *
   * @param id the account, 32 hexadecimal digits
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

  /** As {@link CniSettings.get} does. */
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
