/** What is really there, read so that "gone" is only said when it is certain. */
import type { CniApi } from "../api/client";
import { isApiError } from "../api/errors";
import type { InterconnectObject, LinkStatus } from "../api/types";

/**
 * A port, or undefined where it is gone. A 404 alone is no proof: a wrong account or base URL
 * answers 404 to everything, and a state that forgets a live port leads to a second order. So the
 * list has to confirm it; where the list fails too, that error is the answer.
 */
export async function observeInterconnect(
  api: CniApi,
  name: string,
): Promise<InterconnectObject | undefined> {
  try {
    return await api.getInterconnect(name);
  } catch (error) {
    if (!isApiError(error, "not-found")) throw error;
    return (await api.listInterconnects()).find((port) => port.name === name);
  }
}

/** The link's status, or undefined where the port is gone. */
export async function observeStatus(
  api: CniApi,
  name: string,
  signal?: AbortSignal,
): Promise<LinkStatus | undefined> {
  try {
    return await api.getStatus(name, signal);
  } catch (error) {
    if (!isApiError(error, "not-found")) throw error;
    const exists = (await observeInterconnect(api, name)) !== undefined;
    // A port that was just ordered may take a moment to have a status.
    return exists ? { state: "Unknown", reason: "no status is reported yet" } : undefined;
  }
}
