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

/** {@link GetCniArgs} as outputs. */
export type GetCniOutputArgs = Inputs<GetCniArgs>;
/** {@link GetCniSettingsArgs} as outputs. */
export type GetCniSettingsOutputArgs = Inputs<GetCniSettingsArgs>;
/** {@link GetCnisArgs} as outputs. */
export type GetCnisOutputArgs = Inputs<GetCnisArgs>;

const cnis = createLookup("getCnis");
const cni = createLookup("getCni");
const settings = createLookup("getCniSettings");

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
 * As {@link getCnis}, with outputs for arguments.
 *
 * @example What a session of this program has become, once it is there
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
  args: GetCniOutputArgs,
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
  args: GetCniSettingsOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetCniSettingsResult> {
  return lookUpOutput(settings, args, opts);
}
