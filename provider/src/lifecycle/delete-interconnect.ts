/** Giving a port back. */
import type { CniApi } from "../api/client";
import { isApiError } from "../api/errors";
import { sameId } from "../api/same-id";
import type { CniObject } from "../api/types";
import { CniError } from "../errors";
import { deleteUnlessGone } from "./gone";
import { observeInterconnect } from "./observe-interconnect";
import type { Context } from "./resource-provider";

/** Deletes a port and waits until it is gone; where sessions stand in the way, says which. */
export async function deleteInterconnect(
  name: string,
  context: Pick<Context, "api" | "signal" | "progress">,
): Promise<void> {
  const { api } = context;
  try {
    await deleteUnlessGone(
      () => api.deleteInterconnect(name),
      () => observeInterconnect(api, name),
      { what: `the interconnect ${name}`, context },
    );
  } catch (error) {
    if (!isApiError(error, "refused", "conflict")) throw error;
    const sessions = await sessionsOn(api, name);
    if (sessions.length === 0) throw error;
    throw new CniError(`${error.message} ${inTheWay(sessions)}`, { cause: error });
  }
}

/** The sessions on a port; none where the API does not tell, since another error is told already. */
async function sessionsOn(api: CniApi, name: string): Promise<CniObject[]> {
  try {
    const port = await observeInterconnect(api, name);
    // The API may refer to a port by its reservation.
    const names = [name, port?.virtualPortReservationId];
    return (await api.listCnis()).filter((cni) => names.some((id) => sameId(id, cni.interconnect)));
  } catch {
    return [];
  }
}

function inTheWay(sessions: CniObject[]): string {
  const listed = sessions.map(({ id, magic }) => `"${magic.conduitName}" (CNI ${id})`).join(", ");
  const [each, them] = sessions.length === 1 ? ["session", "it"] : ["sessions", "them"];
  return `The port still carries the ${each} ${listed}. A session of this stack that was given the Interconnect itself is deleted before it; delete ${them} where ${them === "it" ? "it was" : "they were"} made, in another stack or in the dashboard, then run the command again.`;
}
