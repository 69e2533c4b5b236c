import type * as pulumi from "@pulumi/pulumi";
import { type AccountArgs, type Inputs, lookUp, lookUpOutput, lookup } from "./look-up";

/** Arguments of {@link getCnis}. A filter that is left out lets every CNI pass. */
export interface GetCnisArgs extends AccountArgs {
  /** Name of the port, which is the id of an `Interconnect`. */
  interconnect?: string;
  /** Name of the conduit. */
  conduitName?: string;
  /** UUID of the slot that the port is on. */
  slotId?: string;
  /** Id of the tunnel in Magic, with or without dashes: the `id` in {@link getMagicInterconnects}. */
  tunnelId?: string;
}

/** BGP of a CNI, without its MD5 key: lookups give no secrets. `CniBgpSession.get` has the key. */
export interface GetCniBgpResult {
  /** ASN of the customer's end. */
  customerAsn: number;
  /** IPv4 prefixes that Cloudflare advertises beside those of the Magic routing table. */
  extraPrefixes: string[];
  /** Whether the session has an MD5 key; undefined where the API does not tell. */
  hasMd5Key?: boolean;
}

/** A CNI: the /31 link network, the Magic conduit and the BGP session on a port. */
export interface GetCniResult {
  /** UUID of the CNI: the id of a `CniBgpSession`. */
  id: string;
  accountId: string;
  /** The port it is on: its name, or its reservation where the API tells that instead. */
  interconnect: string;
  /** The customer's end of the /31, with prefix length. */
  customerIp?: string;
  /** Cloudflare's end of the /31, with prefix length: the BGP neighbor. */
  cloudflareIp?: string;
  /** The Magic side; `mtu` in bytes. */
  magic: { conduitName: string; description: string; mtu: number };
  /** Undefined where there is no BGP. */
  bgp?: GetCniBgpResult;
  /** `dynamic_route_exchange` or `advertise_only`; undefined where the API does not tell. */
  bgpMode?: string;
}

/** Arguments of {@link getCni}. */
export interface GetCniArgs extends AccountArgs {
  /** UUID of the CNI. */
  id: string;
}

/** Arguments of {@link getCniSettings}. */
export interface GetCniSettingsArgs extends AccountArgs {}

/** The account's CNI settings. */
export interface GetCniSettingsResult {
  accountId: string;
  /** ASN of Cloudflare's end on the account's overlay sessions. */
  defaultAsn: number;
}

const load = (): typeof import("../../queries/cnis") => require("../../queries/cnis");
const cnis = lookup("getCnis", () => load().cnis);
const cni = lookup("getCni", () => load().cni);
const settings = lookup("getCniSettings", () => load().cniSettings);

/**
 * The account's CNIs that pass the filters, in the order of the API. Runs in preview as well, and
 * asks once in a run for the same arguments.
 *
 * Fails with a {@link LookupError} where an argument breaks a rule or the API refuses.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/cnis`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const neighbors = cni
 *   .getCnis({ interconnect: "cni-ewr-a-000001" })
 *   .then((cnis) => cnis.map(({ cloudflareIp }) => cloudflareIp));
 * ```
 */
export function getCnis(
  args: GetCnisArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetCniResult[]> {
  return lookUp(cnis, args, opts);
}

/**
 * As {@link getCnis}, with outputs for arguments.
 *
 * @example What a session of this program has become, once it is there
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slot: { site: "ewr-a" } });
 * const session = new cni.CniBgpSession("ewr", { interconnect: port, magic: { conduitName: "ewr" } });
 * const all = cni.getCnisOutput({ interconnect: port.id }, { dependsOn: session });
 * export const conduits = all.apply((cnis) => cnis.map(({ magic }) => magic.conduitName));
 * ```
 */
export function getCnisOutput(
  args: Inputs<GetCnisArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCniResult[]> {
  return lookUpOutput(cnis, args, opts);
}

/**
 * One CNI. Fails with a {@link LookupError} where the account has none with this id.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/cnis/{cni}`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const theirs = cni.getCni({ id: "1b671a64-40d5-491e-99b0-da01ff1f3341" });
 * export const neighbor = theirs.then(({ cloudflareIp }) => cloudflareIp);
 * ```
 */
export function getCni(args: GetCniArgs, opts?: pulumi.InvokeOptions): Promise<GetCniResult> {
  return lookUp(cni, args, opts);
}

/** As {@link getCni}, with outputs for arguments. */
export function getCniOutput(
  args: Inputs<GetCniArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCniResult> {
  return lookUpOutput(cni, args, opts);
}

/**
 * The account's CNI settings.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/settings`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const asn = cni.getCniSettings().then(({ defaultAsn }) => defaultAsn);
 * ```
 */
export function getCniSettings(
  args: GetCniSettingsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetCniSettingsResult> {
  return lookUp(settings, args, opts);
}

/** As {@link getCniSettings}, with outputs for arguments. */
export function getCniSettingsOutput(
  args: Inputs<GetCniSettingsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCniSettingsResult> {
  return lookUpOutput(settings, args, opts);
}
