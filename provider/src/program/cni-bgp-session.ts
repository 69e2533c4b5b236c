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

/** The Magic (Magic Transit, Cloudflare WAN) side of a session. */
export interface MagicArgs {
  /** Name of the conduit, unique among the account's tunnels and interconnects. */
  conduitName: pulumi.Input<string>;
  /** @default `"Managed by Pulumi"` */
  description?: pulumi.Input<string>;
  /**
   * Maximum transmission unit in bytes, 576 to 1500: 1500 on dataplane v2, 1476 with GRE on v1.
   *
   * @default 1500
   */
  mtu?: pulumi.Input<number>;
}

/** BGP between the customer's router and Cloudflare. */
export interface BgpArgs {
  /** ASN of the customer's end, 1 to 4294967294 without reserved ones; not 13335. */
  customerAsn: pulumi.Input<number>;
  /**
   * IPv4 prefixes that Cloudflare advertises beside those of the Magic routing table.
   *
   * @default `[]`
   */
  extraPrefixes?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * MD5 key of the session (RFC 2385): 1 to 80 printable ASCII characters without `"` and `?`.
   * Always a secret in Pulumi; Cloudflare itself does not treat it as one and returns it in reads.
   */
  md5Key?: pulumi.Input<string>;
}

/** State by which {@link CniBgpSession.get} finds the object. */
export type CniBgpSessionState = LookupState;

/** Arguments of {@link CniBgpSession}. */
export interface CniBgpSessionArgs {
  /** The port the session is on: the resource, or its id. Another port is a replacement. */
  interconnect: InterconnectReference;
  /**
   * Account of the port, 32 hexadecimal digits.
   *
   * @default the account of `interconnect`, else of the configuration
   */
  accountId?: pulumi.Input<string>;
  magic: pulumi.Input<MagicArgs>;
  /** Left out, the link has no BGP session; taken out of a program, BGP is removed in place. */
  bgp?: pulumi.Input<BgpArgs>;
  /** @default what the API chooses */
  bgpMode?: pulumi.Input<BgpMode>;
  /**
   * Take over a session that is already there with this conduit name on this port, and bring it to
   * what is declared, instead of refusing it.
   *
   * @default false
   */
  adopt?: pulumi.Input<boolean>;
}

/**
 * A CNI object: the /31 link network, the Magic conduit and the BGP session on a port. Updated in
 * place; what the API holds beside these settings is kept.
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
  declare readonly accountId: pulumi.Output<string>;
  /** Id of the port. */
  declare readonly interconnect: pulumi.Output<string>;
  /** UUID of the CNI object; the same as `id`. */
  declare readonly cniId: pulumi.Output<string>;
  /** The customer's end of the /31, with prefix length. */
  declare readonly customerIp: pulumi.Output<string>;
  /** Cloudflare's end of the /31, with prefix length: the BGP neighbor. */
  declare readonly cloudflareIp: pulumi.Output<string>;
  declare readonly magic: pulumi.Output<pulumi.Unwrap<Required<MagicArgs>>>;
  declare readonly bgp: pulumi.Output<pulumi.Unwrap<BgpArgs> | undefined>;
  declare readonly bgpMode: pulumi.Output<BgpMode | undefined>;

  /** Whether a value is a `CniBgpSession`, also if another copy of this package made it. */
  static override isInstance(value: unknown): value is CniBgpSession {
    return isResource(value, "CniBgpSession");
  }

  /**
   * Looks up a session that something else manages. It is read at every run and never changed;
   * one that does not exist is an error.
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

  /** As {@link CniBgpSession.get} does. */
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
  // A JavaScript program may have left any of them out; the check says so.
  const isSession = "interconnect" in declared || "magic" in declared || "bgp" in declared;
  if (!isSession) return declared;
  const { interconnect, accountId, bgp, ...rest } = declared;
  return { ...rest, bgp: withSecretKey(bgp), ...linkTo(interconnect, accountId) };
}

/** Makes the MD5 key a secret also where the program wrote it as a plain string. */
function withSecretKey(bgp: pulumi.Input<BgpArgs> | undefined): pulumi.Input<unknown> {
  // What is no object is left to the check, which says what is wrong with it.
  const seal = (value: BgpArgs | null | undefined) =>
    value?.md5Key === undefined ? value : { ...value, md5Key: pulumi.secret(value.md5Key) };
  // Plain objects stay plain, so that a diff of the other fields stays readable.
  return pulumi.Output.isInstance(bgp) || bgp instanceof Promise
    ? pulumi.output(bgp).apply(seal)
    : seal(bgp);
}
