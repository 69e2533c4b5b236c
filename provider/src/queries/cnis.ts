import { z } from "zod";
import type { CniApi } from "../api/client";
import { isApiError } from "../api/errors";
import { sameId } from "../domain/ids";
import type { CniObject } from "../domain/objects";
import type { GetCniBgpResult, GetCniResult } from "../program/lookups/cnis";
import { question, text } from "./query";

const filter = z.strictObject({
  interconnect: text("the name of an interconnect").optional(),
  conduitName: text("the name of a conduit").optional(),
  slotId: text("the id of a slot").optional(),
  tunnelId: text("the id of a tunnel").optional(),
});

export const cnis = question(filter, async (api, { interconnect, conduitName, ...server }) => {
  const there = (await api.listCnis(server)).filter(
    ({ magic }) => conduitName === undefined || magic.conduitName === conduitName,
  );
  const on = interconnect === undefined ? there : await onPort(api, there, interconnect);
  return on.map(shown);
});

const id = z.strictObject({ id: text("the id of a CNI") });

export const cni = question(id, async (api, { id }) => shown(await api.getCni(id)));

export const cniSettings = question(z.strictObject({}), async (api) => ({
  accountId: api.account,
  ...(await api.getSettings()),
}));

/** The API may refer to a port by its reservation instead of by its name. */
async function onPort(api: CniApi, cnis: CniObject[], name: string): Promise<CniObject[]> {
  const named = cnis.filter(({ interconnect }) => interconnect === name);
  if (named.length > 0 || cnis.length === 0) return named;
  const reservation = await reservationOf(api, name);
  return cnis.filter(({ interconnect }) => sameId(interconnect, reservation));
}

async function reservationOf(api: CniApi, name: string): Promise<string | undefined> {
  try {
    return (await api.getInterconnect(name)).virtualPortReservationId;
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}

function shown({ account, bgp, ...cni }: CniObject): GetCniResult {
  return { accountId: account, ...cni, bgp: bgp && withoutKey(bgp) };
}

/** A lookup gives no secret, so that nothing of it has to be one. */
function withoutKey({ md5Key, ...bgp }: NonNullable<CniObject["bgp"]>): GetCniBgpResult {
  return { ...bgp, hasMd5Key: md5Key === undefined ? undefined : Boolean(md5Key) };
}
