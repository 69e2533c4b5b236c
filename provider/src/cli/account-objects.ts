/** Everything an account has, read once. */
import type { CniApi } from "../api/client";
import { isApiError } from "../api/errors";
import { sameId } from "../domain/ids";
import type { CniObject, InterconnectObject, LinkStatus } from "../domain/objects";
import type { Output } from "./output";
import { withProgress } from "./progress";

export interface AccountPort extends InterconnectObject {
  /** Unknown where the API does not tell. */
  status?: LinkStatus;
}

export interface AccountObjects {
  account: string;
  ports: readonly AccountPort[];
  cnis: readonly CniObject[];
}

export async function readAccount(api: CniApi, output: Output): Promise<AccountObjects> {
  const [ports, cnis] = await Promise.all([api.listInterconnects(), api.listCnis()]);
  return { account: api.account, ports: await withStatus(api, ports, output), cnis };
}

/** Ports with the state of their links. */
export function withStatus(
  api: CniApi,
  ports: readonly InterconnectObject[],
  output: Output,
): Promise<AccountPort[]> {
  return withProgress(output, "link states", ports, async (port) => ({
    ...port,
    status: await statusOf(api, port.name),
  }));
}

/** A port that was deleted since it was listed has no state. */
async function statusOf(api: CniApi, name: string): Promise<LinkStatus | undefined> {
  try {
    return await api.getStatus(name);
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}

/** Whether a CNI is on a port; the API may name the port by its reservation. */
export function isOnPort(cni: CniObject, port: InterconnectObject): boolean {
  return cni.interconnect === port.name || sameId(cni.interconnect, port.virtualPortReservationId);
}

/**
 * Whether the API tells the MD5 keys of sessions. Where it tells one, a session without is known to
 * have none; else it may hide them all.
 */
export function returnsMd5Keys(cnis: readonly CniObject[]): boolean {
  return cnis.some(({ bgp }) => typeof bgp?.md5Key === "string");
}
