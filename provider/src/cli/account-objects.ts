/** Interconnects, link states and CNIs of an account, from one read. */
import type { CniApi } from "../api/client";
import { isApiError } from "../api/errors";
import { sameId } from "../domain/ids";
import type { CniObject, InterconnectObject, LinkStatus } from "../domain/objects";
import type { Output } from "./output";
import { withProgress } from "./progress";

export interface AccountPort extends InterconnectObject {
  /** `undefined` if the API does not report it. */
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

/** Adds the link state to each port. */
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

/** `undefined` if the port was deleted after it was listed. */
async function statusOf(api: CniApi, name: string): Promise<LinkStatus | undefined> {
  try {
    return await api.getStatus(name);
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}

/** Whether a CNI runs over a port. The API may identify the port by its reservation ID. */
export function isOnPort(cni: CniObject, port: InterconnectObject): boolean {
  return cni.interconnect === port.name || sameId(cni.interconnect, port.virtualPortReservationId);
}

/**
 * Whether the API returns MD5 keys. If it returns one, a session without a key has none;
 * otherwise the API may hide every key.
 */
export function returnsMd5Keys(cnis: readonly CniObject[]): boolean {
  return cnis.some(({ bgp }) => typeof bgp?.md5Key === "string");
}
