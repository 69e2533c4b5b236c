import { z } from "zod";
import type { AccountApi } from "../api/account";
import { isOnPort } from "../domain/ids";
import type { CniObject } from "../domain/objects";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

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

/** The CNIs that pass the filters. */
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

/** The account's CNI settings. */
export interface GetCniSettingsResult {
  accountId: string;
  /** ASN of Cloudflare's end on the account's overlay sessions. */
  defaultAsn: number;
}

const filter = z.strictObject({
  interconnect: nonEmptyText("the name of an interconnect").optional(),
  conduitName: nonEmptyText("the name of a conduit").optional(),
  slotId: nonEmptyText("the id of a slot").optional(),
  tunnelId: nonEmptyText("the id of a tunnel").optional(),
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

const id = z.strictObject({ id: nonEmptyText("the id of a CNI") });

export const cni = defineQuery(id, async (api, { id }) => toResult(await api.cnis.get(id)));

export const cniSettings = defineQuery(z.strictObject({}), async (api) => ({
  accountId: api.account,
  ...(await api.settings.get()),
}));

/** The API may refer to a port by its reservation instead of by its name. */
async function filterByPort(
  api: AccountApi,
  cnis: CniObject[],
  name: string,
): Promise<CniObject[]> {
  const named = cnis.filter(({ interconnect }) => interconnect === name);
  if (named.length > 0 || cnis.length === 0) return named;
  const virtualPortReservationId = await api.interconnects.reservationOf(name);
  return cnis.filter((cni) => isOnPort(cni, { name, virtualPortReservationId }));
}

function toResult({ account, bgp, ...cni }: CniObject): GetCniResult {
  return { accountId: account, ...cni, bgp: bgp && omitKey(bgp) };
}

/** A lookup gives no secret, so that nothing of it has to be one. */
function omitKey({ md5Key, ...bgp }: NonNullable<CniObject["bgp"]>): GetCniBgpResult {
  return { ...bgp, hasMd5Key: md5Key === undefined ? undefined : Boolean(md5Key) };
}
