/** Giving a port back. */
import type { AccountApi } from "../../api/account";
import { CniError } from "../../domain/errors";
import { isOnPort } from "../../domain/ids";
import type { CniObject } from "../../domain/objects";
import type { Context } from "../../run/context";
import { deleteUnlessGone } from "../../run/delete";

/**
 * Deletes a port and waits until it is gone. A port that still has sessions is refused: its deletion
 * would take them along, and they may be another stack's.
 */
export async function deleteInterconnect(
  name: string,
  context: Pick<Context, "run" | "api" | "signal" | "progress">,
): Promise<void> {
  const { api } = context;
  const sessions = await listSessions(api, name);
  if (sessions.length > 0) throw new CniError(describeSessions(name, sessions));
  await deleteUnlessGone(
    () => api.interconnects.delete(name),
    () => api.interconnects.find(name),
    { what: `the interconnect ${name}`, context },
  );
}

async function listSessions(api: AccountApi, name: string): Promise<CniObject[]> {
  const cnis = await api.cnis.list();
  if (cnis.length === 0) return [];
  const port = await api.interconnects.find(name);
  if (port === undefined) return [];
  return cnis.filter((cni) => isOnPort(cni, port));
}

function describeSessions(name: string, sessions: CniObject[]): string {
  const listed = sessions.map(({ id, magic }) => `"${magic.conduitName}" (CNI ${id})`).join(", ");
  const many = sessions.length > 1;
  return `Interconnect ${name} still has ${many ? "sessions" : "session"} ${listed}, so it was not deleted. Delete ${many ? "them" : "it"} first, in the stack or dashboard that created ${many ? "them" : "it"}, then run the command again. A session of this stack that is given the Interconnect itself is deleted before it.`;
}
