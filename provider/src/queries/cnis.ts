import { z } from "zod";
import type { AccountApi } from "../api/account";
import { isOnPort } from "../domain/ids";
import type { CniObject } from "../domain/objects";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getCnis}. Without filters, the lookup returns every CNI. */
export interface GetCnisArgs extends AccountArgs {
  /** Name of the interconnect. This is the ID of an `Interconnect`. */
  interconnect?: string;
  /** Conduit name. */
  conduitName?: string;
  /** UUID of the interconnect's slot. */
  slotId?: string;
  /** ID of the tunnel in Magic, with or without dashes, as returned by {@link getMagicInterconnects}. */
  tunnelId?: string;
}

/** BGP settings of a CNI. Lookups return no secrets. To read the MD5 key, use `CniBgpSession.get`. */
export interface GetCniBgpResult {
  /** Customer ASN. */
  customerAsn: number;
  /** IPv4 prefixes that Cloudflare advertises in addition to the Magic routing table. */
  extraPrefixes: string[];
  /** Whether the session has an MD5 key, or `undefined` if the API does not return this information. */
  hasMd5Key?: boolean;
}

/** CNI of an interconnect. Combines the /31 link network, the Magic conduit and the BGP session. */
export interface GetCniResult {
  /** UUID of the CNI. This is the ID of a `CniBgpSession`. */
  id: string;
  accountId: string;
  /** Name of the interconnect, or its reservation ID if the API returns that instead of the name. */
  interconnect: string;
  /** Address of the customer's router on the /31, with prefix length. */
  customerIp?: string;
  /** Cloudflare's address on the /31, with prefix length. This is the BGP neighbor of the customer's router. */
  cloudflareIp?: string;
  /** Magic conduit of the CNI. `mtu` is in bytes. */
  magic: { conduitName: string; description: string; mtu: number };
  /** BGP settings, or `undefined` if the CNI has no BGP session. */
  bgp?: GetCniBgpResult;
  /** `dynamic_route_exchange` or `advertise_only`, or `undefined` if the API does not return the mode. */
  bgpMode?: string;
}

/** CNIs that match all filters. */
export interface GetCnisResult {
  cnis: GetCniResult[];
}

/** Arguments of {@link getCni}. */
export interface GetCniArgs extends AccountArgs {
  /** UUID of the CNI. */
  id: string;
}

/** Arguments of {@link getCniSettings}. */
export interface GetCniSettingsArgs extends AccountArgs {}

/** CNI settings of the account. */
export interface GetCniSettingsResult {
  accountId: string;
  /** Cloudflare's ASN for the account's overlay sessions. */
  defaultAsn: number;
}

const filter = z.strictObject({
  interconnect: nonEmptyText("the name of an interconnect").optional(),
  conduitName: nonEmptyText("the name of a conduit").optional(),
  slotId: nonEmptyText("the ID of a slot").optional(),
  tunnelId: nonEmptyText("the ID of a tunnel").optional(),
});

export const cnis = defineQuery(
  filter,
  async (api, { interconnect, conduitName, ...apiFilter }) => {
    const matching = (await api.cnis.list(apiFilter)).filter(
      ({ magic }) => conduitName === undefined || magic.conduitName === conduitName,
    );
    const found =
      interconnect === undefined ? matching : await filterByPort(api, matching, interconnect);
    const result: GetCnisResult = { cnis: found.map(toResult) };
    return result;
  },
);

const id = z.strictObject({ id: nonEmptyText("the ID of a CNI") });

export const cni = defineQuery(id, async (api, { id }) => toResult(await api.cnis.get(id)));

export const cniSettings = defineQuery(z.strictObject({}), async (api) => ({
  accountId: api.account,
  ...(await api.settings.get()),
}));

/** Filters CNIs by interconnect. The API may return the reservation ID of the interconnect instead of its name. */
async function filterByPort(
  api: AccountApi,
  cnis: CniObject[],
  name: string,
): Promise<CniObject[]> {
  const matching = cnis.filter(({ interconnect }) => interconnect === name);
  if (matching.length > 0 || cnis.length === 0) return matching;
  const virtualPortReservationId = await api.interconnects.reservationOf(name);
  return cnis.filter((cni) => isOnPort(cni, { name, virtualPortReservationId }));
}

function toResult({ account, bgp, ...cni }: CniObject): GetCniResult {
  return { accountId: account, ...cni, bgp: bgp && omitKey(bgp) };
}

/** Removes the MD5 key, so that the result of a lookup never has to be a secret. */
function omitKey({ md5Key, ...bgp }: NonNullable<CniObject["bgp"]>): GetCniBgpResult {
  return { ...bgp, hasMd5Key: md5Key === undefined ? undefined : Boolean(md5Key) };
}
