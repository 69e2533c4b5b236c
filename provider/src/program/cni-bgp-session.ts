import * as pulumi from "@pulumi/pulumi";
import type { BgpMode } from "../domain/values";
import {
  buildRegistration,
  isResource,
  type OutputNames,
  requireArgs,
  shortenTraces,
} from "./by-reference";
import { type InterconnectReference, linkTo } from "./interconnect-reference";
import type { LookupOptions, LookupState } from "./lookup-state";

/** Conduit of a session in Magic (Magic Transit, Cloudflare WAN). */
export interface MagicArgs {
  /** Name of the conduit. It must be unique among the account's tunnels and interconnects. */
  conduitName: pulumi.Input<string>;
  /**
   * Description of the conduit.
   *
   * @default `"Managed by Pulumi"`
   */
  description?: pulumi.Input<string>;
  /**
   * Maximum transmission unit (MTU) in bytes, 576 to 1500. Use 1500 on dataplane v2, or 1476 for GRE over dataplane v1.
   *
   * @default 1500
   */
  mtu?: pulumi.Input<number>;
}

/** BGP settings between the customer's router and Cloudflare. */
export interface BgpArgs {
  /** ASN of the customer's router, 1 to 4294967294. Reserved ASNs and Cloudflare's ASN 13335 are not allowed. */
  customerAsn: pulumi.Input<number>;
  /**
   * IPv4 prefixes that Cloudflare advertises in addition to those of the Magic routing table, in
   * CIDR notation.
   *
   * @default `[]`
   */
  extraPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * MD5 key of the session (RFC 2385), 1 to 80 printable ASCII characters except `"` and `?`. Pulumi always treats it
   * as a secret. Cloudflare does not, and returns it when the session is read.
   *
   * @default no key
   */
  md5Key?: pulumi.Input<string>;
}

/** Additional data with which {@link CniBgpSession.get} finds the session. */
export type CniBgpSessionState = LookupState;

/** Arguments of {@link CniBgpSession}. */
export interface CniBgpSessionArgs {
  /** Interconnect of the session, as a resource or ID. A change replaces the session. */
  interconnect: InterconnectReference;
  /**
   * Account of the session (32 hexadecimal digits).
   *
   * @default the account of `interconnect` if that is a resource, otherwise the configured account
   */
  accountId?: pulumi.Input<string>;
  /** Conduit of the session in Magic. */
  magic: pulumi.Input<MagicArgs>;
  /**
   * BGP settings. If you remove them from the program, the update removes BGP from the session in place.
   *
   * @default no BGP
   */
  bgp?: pulumi.Input<BgpArgs>;
  /**
   * Direction of the route exchange.
   *
   * @default chosen by the API
   */
  bgpMode?: pulumi.Input<BgpMode>;
  /**
   * Whether to adopt an existing session with this conduit name on this interconnect and update it to the declared
   * settings. By default, such a session is refused. Unlike {@link Adopt}, this property takes no name, because the
   * conduit name already identifies the session.
   *
   * @default false
   */
  adopt?: pulumi.Input<boolean>;
}

/**
 * CNI object, which combines the /31 link network, the Magic conduit and the BGP session on an interconnect. It is
 * updated in place, and updates keep settings that these arguments do not cover.
 *
 * Source: Cloudflare API, `/accounts/{account_id}/cni/cnis`.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slotId: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * const session = new cni.CniBgpSession("ewr", {
 *   interconnect: port,
 *   magic: { conduitName: "ewr", mtu: 1500 },
 *   bgp: {
 *     customerAsn: 65010,
 *     extraPrefixes: ["0.0.0.0/0"],
 *     md5Key: new pulumi.Config().requireSecret("md5Key"),
 *   },
 * });
 * export const neighbor = session.cloudflareIp;
 * ```
 */
export class CniBgpSession extends pulumi.CustomResource {
  /** Account of the session. */
  declare readonly accountId: pulumi.Output<string>;
  /** ID of the interconnect. */
  declare readonly interconnect: pulumi.Output<string>;
  /** UUID of the CNI object, equal to `id`. */
  declare readonly cniId: pulumi.Output<string>;
  /** Address of the customer's router on the /31, with prefix length. */
  declare readonly customerIp: pulumi.Output<string>;
  /** Cloudflare's address on the /31, with prefix length. This is the BGP neighbor of the customer's router. */
  declare readonly cloudflareIp: pulumi.Output<string>;
  /** Conduit of the session in Magic. */
  declare readonly magic: pulumi.Output<pulumi.Unwrap<Required<MagicArgs>>>;
  /** BGP settings, or `undefined` without BGP. */
  declare readonly bgp: pulumi.Output<pulumi.Unwrap<BgpArgs> | undefined>;
  /** Direction of the route exchange, or `undefined` if the API does not report it. */
  declare readonly bgpMode: pulumi.Output<BgpMode | undefined>;

  /** Whether a value is a `CniBgpSession`, even if another copy of this package created it. */
  static override isInstance(value: unknown): value is CniBgpSession {
    return isResource(value, "CniBgpSession");
  }

  /**
   * Reads a session that this program does not manage. Every run reads the session again but never changes it. Fails if
   * the session does not exist.
   *
   * @param id UUID of the CNI object
   *
   * @example
   * ```ts
   * import * as cni from "pulumi-cloudflare-cni";
   *
   * const session = cni.CniBgpSession.get("theirs", "1b671a64-40d5-491e-99b0-da01ff1f3341");
   * export const neighbor = session.cloudflareIp;
   * ```
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: CniBgpSessionState = {},
    options?: pulumi.CustomResourceOptions,
  ): CniBgpSession {
    return new CniBgpSession(name, state, { ...options, id });
  }

  /** Reads an existing session in the same way as {@link CniBgpSession.get}. */
  constructor(name: string, state: CniBgpSessionState, options: LookupOptions);
  constructor(name: string, args: CniBgpSessionArgs, options?: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    argsOrState: CniBgpSessionArgs | CniBgpSessionState,
    options?: pulumi.CustomResourceOptions,
  ) {
    const declared = requireArgs(name, argsOrState);
    const outputs: OutputNames<CniBgpSession> = {
      accountId: true,
      interconnect: true,
      cniId: true,
      customerIp: true,
      cloudflareIp: true,
      magic: true,
      bgp: true,
      bgpMode: true,
    };
    const restoreTraces = shortenTraces();
    try {
      super(...buildRegistration("CniBgpSession", name, outputs, propsOf(declared), options));
    } finally {
      restoreTraces();
    }
  }
}

function propsOf(declared: CniBgpSessionArgs | CniBgpSessionState): pulumi.Inputs {
  // A JavaScript program may omit any of these properties. `check` reports missing properties.
  const isSession = "interconnect" in declared || "magic" in declared || "bgp" in declared;
  if (!isSession) return declared;
  const { interconnect, accountId, bgp, ...rest } = declared;
  return { ...rest, bgp: withSecretKey(bgp), ...linkTo(interconnect, accountId) };
}

/** Makes the MD5 key a secret, even if the program passed a plain string. */
function withSecretKey(bgp: pulumi.Input<BgpArgs> | undefined): pulumi.Input<unknown> {
  // `check` reports a value that is not an object.
  const seal = (value: BgpArgs | null | undefined) =>
    value?.md5Key === undefined ? value : { ...value, md5Key: pulumi.secret(value.md5Key) };
  // Plain objects are not wrapped in an output, so that diffs of the other fields remain readable.
  return pulumi.Output.isInstance(bgp) || bgp instanceof Promise
    ? pulumi.output(bgp).apply(seal)
    : seal(bgp);
}
