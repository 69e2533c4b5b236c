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

/** How Magic finds out whether the link works. Given, all of it is as it says here. */
export interface HealthCheckArgs {
  /** @default true */
  enabled?: pulumi.Input<boolean>;
  /**
   * How often it probes.
   *
   * @default `"mid"`
   */
  rate?: pulumi.Input<HealthCheckRate>;
  /**
   * What a probe is: an ICMP reply, which the customer's router sends back, or a request, which the
   * target answers.
   *
   * @default `"reply"`
   */
  type?: pulumi.Input<HealthCheckType>;
  /**
   * Whether the answer comes back over the link, or over the Internet.
   *
   * @default `"unidirectional"`
   */
  direction?: pulumi.Input<HealthCheckDirection>;
  /**
   * IPv4 address that probes of type `request` go to.
   *
   * @default `""`, the customer's end of the link
   */
  target?: pulumi.Input<string>;
}

/** Which routes BGP lets pass. One that is left out is taken away. */
export interface BgpFiltersArgs {
  /** Id of the filter for what Cloudflare learns. */
  importFilterId?: pulumi.Input<string>;
  /** Id of the filter for what Cloudflare advertises. */
  exportFilterId?: pulumi.Input<string>;
}

/** State by which {@link MagicInterconnect.get} finds the object. */
export type MagicInterconnectState = LookupState;

/**
 * Arguments of {@link MagicInterconnect}: exactly one of `session` and `tunnelId`, and the settings
 * to manage. A setting that is left out is left alone; one that is taken out of a program goes back
 * to what it was before.
 */
export interface MagicInterconnectArgs {
  /** The session whose routing side this is: the resource, or its id. Another is a replacement. */
  session?: CniBgpSession | pulumi.Input<string>;
  /**
   * Id of the interconnect in Magic, as `getMagicInterconnects` tells it: for one that has no session,
   * from before there were any. Another is a replacement.
   */
  tunnelId?: pulumi.Input<string>;
  /**
   * Account of the session, 32 hexadecimal digits.
   *
   * @default the account of `session`, else of the configuration
   */
  accountId?: pulumi.Input<string>;
  /** Not with a `CniBgpSession`, which declares it as `magic.description`. */
  description?: pulumi.Input<string>;
  /**
   * Maximum transmission unit in bytes, 576 to 1500. Not with a `CniBgpSession`, which declares it
   * as `magic.mtu`.
   */
  mtu?: pulumi.Input<number>;
  healthCheck?: pulumi.Input<HealthCheckArgs>;
  /**
   * Whether answers go back over the link that a connection came from. The account has to have it
   * enabled.
   */
  automaticReturnRouting?: pulumi.Input<boolean>;
  /** For an interconnect with BGP. */
  bgpFilters?: pulumi.Input<BgpFiltersArgs>;
  /**
   * MD5 key of the BGP session, always a secret. It is never changed here, but has to be in every
   * change; needed only where the API does not tell it.
   *
   * @default the key of `session`, where that is the resource
   */
  md5Key?: pulumi.Input<string>;
}

/**
 * The routing side of a port in Magic (Magic Transit, Cloudflare WAN). Cloudflare makes it with the
 * session and removes it with it: creating this resource takes over what is there, waiting up to two
 * minutes for Magic to list it, and destroying it restores the settings that were found. What
 * somebody else has set since is left, with a warning.
 *
 * Fails in preview where an argument breaks a rule; at `up` with Cloudflare's error, its code and ray
 * id, and nothing is changed then, since all settings go in one request. Where the session is there
 * already and everything is known, preview asks Cloudflare whether it would accept the settings
 * (`validate_only`) and fails with its refusal; where it cannot ask, as with a token that may only
 * read, that is left to `up`.
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
  declare readonly accountId: pulumi.Output<string>;
  /** Id of the session; undefined where the interconnect has none. */
  declare readonly session: pulumi.Output<string | undefined>;
  /** Id of the interconnect in Magic; the same as `id`. */
  declare readonly tunnelId: pulumi.Output<string>;
  /** Name in Magic: the session's conduit name. */
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;
  /** In bytes. */
  declare readonly mtu: pulumi.Output<number | undefined>;
  declare readonly healthCheck: pulumi.Output<pulumi.Unwrap<Required<HealthCheckArgs>> | undefined>;
  declare readonly automaticReturnRouting: pulumi.Output<boolean | undefined>;
  /** Undefined where there is no BGP. */
  declare readonly bgpFilters: pulumi.Output<pulumi.Unwrap<BgpFiltersArgs> | undefined>;
  /** Of the dataplane: `1`, `1.5` or `2`. */
  declare readonly version: pulumi.Output<string | undefined>;
  /** Cloudflare's data centre. */
  declare readonly colo: pulumi.Output<string | undefined>;
  /** Cloudflare's end of the link, with prefix length. */
  declare readonly interfaceAddress: pulumi.Output<string | undefined>;
  /** The same reservation as that of the port, where it has one. */
  declare readonly virtualPortReservationId: pulumi.Output<string | undefined>;

  /** Whether a value is a `MagicInterconnect`, also if another copy of this package made it. */
  static override isInstance(value: unknown): value is MagicInterconnect {
    return isResource(value, "MagicInterconnect");
  }

  /**
   * Looks up the routing side of a port that something else manages. It is read at every run and
   * never changed; one that does not exist is an error.
   *
   * @param id of the interconnect in Magic, as `getMagicInterconnects` tells it
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

  /** As {@link MagicInterconnect.get} does. */
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
  const twice = (["description", "mtu"] as const).find((key) => rest[key] !== undefined);
  if (twice !== undefined) {
    throw new UserError(
      `the resource '${name}' declares ${twice}, and its session declares magic.${twice}, so that each would undo the other's at every run: declare it there (or give session.id, where the session is only looked up)`,
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
