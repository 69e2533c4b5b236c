import type * as pulumi from "@pulumi/pulumi";
import type {
  GetCniArgs,
  GetCniResult,
  GetCniSettingsArgs,
  GetCniSettingsResult,
  GetCnisArgs,
  GetCnisResult,
} from "../../queries/cnis";
import { createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

export type {
  GetCniArgs,
  GetCniBgpResult,
  GetCniResult,
  GetCniSettingsArgs,
  GetCniSettingsResult,
  GetCnisArgs,
  GetCnisResult,
} from "../../queries/cnis";

/** Arguments of {@link getCniOutput}. */
export type GetCniOutputArgs = Inputs<GetCniArgs>;
/** Arguments of {@link getCniSettingsOutput}. */
export type GetCniSettingsOutputArgs = Inputs<GetCniSettingsArgs>;
/** Arguments of {@link getCnisOutput}. */
export type GetCnisOutputArgs = Inputs<GetCnisArgs>;

const cnis = createLookup("getCnis");
const cni = createLookup("getCni");
const settings = createLookup("getCniSettings");

/**
 * Lists the account's CNIs that match the filters, in the order of the API. The lookup also runs in preview. A run
 * sends only one request for the same arguments.
 *
 * Fails with a {@link LookupError} if an argument is invalid or the API refuses the request.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/cnis`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const neighbors = cni
 *   .getCnis({ interconnect: "cni-ewr-a-000001" })
 *   .then(({ cnis }) => cnis.map(({ cloudflareIp }) => cloudflareIp));
 * ```
 */
export function getCnis(
  args: GetCnisArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetCnisResult> {
  return lookUp(cnis, args, opts);
}

/**
 * Lists CNIs like {@link getCnis}, and accepts outputs as arguments.
 *
 * @example List the CNIs of an interconnect after this program created a session on it
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slot: { site: "ewr-a" } });
 * const session = new cni.CniBgpSession("ewr", { interconnect: port, magic: { conduitName: "ewr" } });
 * const all = cni.getCnisOutput({ interconnect: port.id }, { dependsOn: session });
 * export const conduits = all.cnis.apply((cnis) => cnis.map(({ magic }) => magic.conduitName));
 * ```
 */
export function getCnisOutput(
  args: GetCnisOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCnisResult> {
  return lookUpOutput(cnis, args, opts);
}

/**
 * Reads one CNI. Fails with a {@link LookupError} if the account has none with this ID.
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

/** Reads one CNI like {@link getCni}, and accepts outputs as arguments. */
export function getCniOutput(
  args: GetCniOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCniResult> {
  return lookUpOutput(cni, args, opts);
}

/**
 * Reads the account's CNI settings.
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

/** Reads the settings like {@link getCniSettings}, and accepts outputs as arguments. */
export function getCniSettingsOutput(
  args: GetCniSettingsOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCniSettingsResult> {
  return lookUpOutput(settings, args, opts);
}
