import * as pulumi from "@pulumi/pulumi";
import type { HealthCheckDirection, HealthCheckRate, HealthCheckType } from "../domain/values";
import {
  buildRegistration,
  isResource,
  type OutputNames,
  requireArgs,
  shortenTraces,
} from "./by-reference";
import type { CniBgpSession } from "./cni-bgp-session";
import { refuseDeletedWithAnother } from "./deleted-with";
import { dryRun } from "./dry-run";
import type { LookupOptions, LookupState } from "./lookup-state";
import { UserError } from "./user-error";

/**
 * Health check of a link by Magic. If you omit a field, it keeps its value at Cloudflare. If you remove a field from
 * the program, it returns to its previous value.
 *
 * Source: https://developers.cloudflare.com/magic-transit/reference/tunnel-health-checks/
 */
export interface HealthCheckArgs {
  /**
   * Whether Magic probes the link.
   *
   * @default the value at Cloudflare
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * How often Magic probes the link.
   *
   * @default the value at Cloudflare, which is `"mid"` for a new link
   */
  rate?: pulumi.Input<HealthCheckRate>;
  /**
   * ICMP message of a probe. `reply` sends an echo reply that the customer's router forwards back; `request` sends an
   * echo request that the target answers.
   *
   * @default the value at Cloudflare, which is `"reply"` for a new link
   */
  type?: pulumi.Input<HealthCheckType>;
  /**
   * Path of the response to a probe: over the link (`bidirectional`) or over the Internet (`unidirectional`).
   *
   * @default the value at Cloudflare, which is `"unidirectional"` in Magic Transit and `"bidirectional"` in Cloudflare WAN for a
   * new link
   */
  direction?: pulumi.Input<HealthCheckDirection>;
  /**
   * IPv4 address that receives probes of type `request`. An empty string means the customer's address on the link.
   *
   * @default the value at Cloudflare
   */
  target?: pulumi.Input<string>;
}

/** BGP route filters of an interconnect. If you omit a filter, the update removes it. */
export interface BgpFiltersArgs {
  /** ID of the filter for routes that Cloudflare learns. */
  importFilterId?: pulumi.Input<string>;
  /** ID of the filter for routes that Cloudflare advertises. */
  exportFilterId?: pulumi.Input<string>;
}

/** Additional data with which {@link MagicInterconnect.get} finds the settings. */
export type MagicInterconnectState = LookupState;

/**
 * Arguments of {@link MagicInterconnect}. Exactly one of `session` and `tunnelId` is required. If you omit a setting,
 * it keeps its value at Cloudflare. If you remove a setting from the program, it returns to its previous value.
 */
export interface MagicInterconnectArgs {
  /** Session of the interconnect, as a resource or ID. A change replaces the resource. */
  session?: CniBgpSession | pulumi.Input<string>;
  /**
   * ID of the interconnect in Magic, from `getMagicInterconnects`. Use it for an older interconnect without a session. A
   * change replaces the resource.
   */
  tunnelId?: pulumi.Input<string>;
  /**
   * Account of the interconnect (32 hexadecimal digits).
   *
   * @default the account of `session` if that is a resource, otherwise the configured account
   */
  accountId?: pulumi.Input<string>;
  /** Description in Magic. Do not set it together with a `CniBgpSession`, which declares `magic.description`. */
  description?: pulumi.Input<string>;
  /**
   * Maximum transmission unit (MTU) in bytes, 576 to 1500. Do not set it together with a `CniBgpSession`, which
   * declares `magic.mtu`.
   */
  mtu?: pulumi.Input<number>;
  /** Health check of the link. */
  healthCheck?: pulumi.Input<HealthCheckArgs>;
  /**
   * Whether return traffic uses the link on which its connection arrived. Cloudflare must enable this feature for the
   * account.
   */
  automaticReturnRouting?: pulumi.Input<boolean>;
  /** BGP route filters. They require an interconnect with BGP. */
  bgpFilters?: pulumi.Input<BgpFiltersArgs>;
  /**
   * MD5 key of the BGP session. Pulumi always treats it as a secret. This resource does not change the key, but every
   * update must contain it. Set it only if the API does not return the key.
   *
   * @default the key of `session` if that is a resource
   */
  md5Key?: pulumi.Input<string>;
}

/**
 * Routing settings of an interconnect in Magic (Magic Transit, Cloudflare WAN). Cloudflare creates and deletes them
 * with the session. Creating this resource adopts the existing settings, after waiting up to two minutes for Magic to
 * list them. Destroying it restores the previous settings. If a setting was changed elsewhere in the meantime, the
 * provider keeps the new value and warns.
 *
 * Fails in preview if an argument is invalid. Fails during `up` with Cloudflare's error message, code and ray ID. All
 * settings are sent in one request, so a failed update changes nothing. If the session exists and all settings are
 * known, preview performs a dry run (`validate_only`) and fails with Cloudflare's error. A dry run is not possible with
 * a read-only token; `up` then reports the error.
 *
 * Source: Cloudflare API, `/accounts/{account_id}/magic/cf_interconnects`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slotId: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * const session = new cni.CniBgpSession("ewr", { interconnect: port, magic: { conduitName: "ewr" } });
 * const magic = new cni.MagicInterconnect("ewr", { session, healthCheck: { rate: "low" } });
 * export const tunnel = magic.tunnelId;
 * ```
 */
export class MagicInterconnect extends pulumi.CustomResource {
  /** Account of the interconnect. */
  declare readonly accountId: pulumi.Output<string>;
  /** ID of the session, or `undefined` if the interconnect has none. */
  declare readonly session: pulumi.Output<string | undefined>;
  /** ID of the interconnect in Magic, equal to `id`. */
  declare readonly tunnelId: pulumi.Output<string>;
  /** Name of the interconnect in Magic. This is the conduit name of the session. */
  declare readonly name: pulumi.Output<string>;
  /** Description in Magic. */
  declare readonly description: pulumi.Output<string>;
  /** Maximum transmission unit (MTU) in bytes. */
  declare readonly mtu: pulumi.Output<number | undefined>;
  /** Health check of the link. If it changes, the preview contains only the declared fields. */
  declare readonly healthCheck: pulumi.Output<pulumi.Unwrap<HealthCheckArgs> | undefined>;
  /** Whether return traffic uses the link on which its connection arrived. */
  declare readonly automaticReturnRouting: pulumi.Output<boolean | undefined>;
  /** BGP route filters, or `undefined` without BGP. */
  declare readonly bgpFilters: pulumi.Output<pulumi.Unwrap<BgpFiltersArgs> | undefined>;
  /** Version of the dataplane: `1`, `1.5` or `2`. */
  declare readonly version: pulumi.Output<string | undefined>;
  /** Cloudflare data center. */
  declare readonly colo: pulumi.Output<string | undefined>;
  /** Cloudflare's address on the link, with prefix length. */
  declare readonly interfaceAddress: pulumi.Output<string | undefined>;
  /** Reservation ID of the port. It equals the one of the interconnect, if the interconnect has one. */
  declare readonly virtualPortReservationId: pulumi.Output<string | undefined>;

  /** Whether a value is a `MagicInterconnect`, even if another copy of this package created it. */
  static override isInstance(value: unknown): value is MagicInterconnect {
    return isResource(value, "MagicInterconnect");
  }

  /**
   * Reads routing settings that this program does not manage. Every run reads the settings again but never changes
   * them. Fails if the settings do not exist.
   *
   * @param id ID of the interconnect in Magic, from `getMagicInterconnects`
   *
   * @example
   * ```ts
   * import * as cni from "pulumi-cloudflare-cni";
   *
   * const magic = cni.MagicInterconnect.get("theirs", "0a1b2c3d4e5f60718293a4b5c6d7e8f9");
   * export const healthCheck = magic.healthCheck;
   * ```
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: MagicInterconnectState = {},
    options?: pulumi.CustomResourceOptions,
  ): MagicInterconnect {
    return new MagicInterconnect(name, state, { ...options, id });
  }

  /** Reads existing routing settings in the same way as {@link MagicInterconnect.get}. */
  constructor(name: string, state: MagicInterconnectState, options: LookupOptions);
  constructor(name: string, args: MagicInterconnectArgs, options?: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    argsOrState: MagicInterconnectArgs | MagicInterconnectState,
    options?: pulumi.CustomResourceOptions,
  ) {
    const outputs: OutputNames<MagicInterconnect> = {
      accountId: true,
      session: true,
      tunnelId: true,
      name: true,
      description: true,
      mtu: true,
      healthCheck: true,
      automaticReturnRouting: true,
      bgpFilters: true,
      version: true,
      colo: true,
      interfaceAddress: true,
      virtualPortReservationId: true,
    };
    const props = propsOf(name, requireArgs(name, argsOrState));
    const isLookup = options?.id !== undefined;
    refuseDeletedWithAnother(
      name,
      "session" in argsOrState ? argsOrState.session : undefined,
      options,
    );
    const __dryRun = isLookup ? undefined : dryRun(name, props, options);
    const restoreTraces = shortenTraces();
    try {
      super(
        ...buildRegistration("MagicInterconnect", name, outputs, { ...props, __dryRun }, options),
      );
    } finally {
      restoreTraces();
    }
  }
}

function propsOf(name: string, args: MagicInterconnectArgs): pulumi.Inputs {
  const { session, accountId, md5Key, ...rest } = args;
  if (!isSession(session)) {
    return { ...rest, session, accountId, md5Key: md5Key && pulumi.secret(md5Key) };
  }
  const declaredTwice = (["description", "mtu"] as const).find((key) => rest[key] !== undefined);
  if (declaredTwice !== undefined) {
    throw new UserError(
      `MagicInterconnect "${name}": ${declaredTwice} conflicts with magic.${declaredTwice} of its session. Declare it only on the session. If the session is only read, pass session.id instead.`,
    );
  }
  return {
    ...rest,
    session: session.id,
    accountId: accountId ?? session.accountId,
    md5Key: pulumi.secret(md5Key ?? session.bgp.apply((bgp) => bgp?.md5Key)),
    __linked: true,
  };
}

function isSession(session: MagicInterconnectArgs["session"]): session is CniBgpSession {
  return pulumi.Resource.isInstance(session);
}
