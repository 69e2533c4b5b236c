/** Ports and sessions as they really are. */
import type { CniApi } from "../../api/client";
import { isApiError } from "../../api/errors";
import type { CniObject, InterconnectObject, LinkStatus } from "../../domain/objects";
import { unlessGone } from "../../run/gone";

/** A port, or undefined where it is gone. */
export function observeInterconnect(
  api: CniApi,
  name: string,
): Promise<InterconnectObject | undefined> {
  return unlessGone(
    () => api.getInterconnect(name),
    async () => (await api.listInterconnects()).find((port) => port.name === name),
  );
}

/** The link's status, or undefined where the port is gone. */
export function observeStatus(
  api: CniApi,
  name: string,
  signal?: AbortSignal,
): Promise<LinkStatus | undefined> {
  return unlessGone(
    () => api.getStatus(name, signal),
    async () => {
      const exists = (await observeInterconnect(api, name)) !== undefined;
      // A port that was just ordered may take a moment to have a status.
      return exists ? { state: "Unknown", reason: "no status is reported yet" } : undefined;
    },
  );
}

/** A session, or undefined if it is gone. */
export function observeCni(api: CniApi, id: string): Promise<CniObject | undefined> {
  return unlessGone(
    () => api.getCni(id),
    async () => (await api.listCnis()).find((cni) => cni.id === id),
  );
}

/** Reservation of a port; `undefined` if the API reports none or has no port of this name. */
export async function reservationOf(api: CniApi, name: string): Promise<string | undefined> {
  try {
    return (await api.getInterconnect(name)).virtualPortReservationId;
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}
