/** Deletes interconnects. */
import type { AccountApi } from "../../api/account";
import { CniError } from "../../domain/errors";
import { isOnPort } from "../../domain/ids";
import type { CniObject } from "../../domain/objects";
import type { Context } from "../../run/context";
import { deleteUnlessGone } from "../../run/delete";

/**
 * Maximum age in milliseconds of the list that shows which ports have no sessions. Somebody else may have just created
 * a session.
 */
const SESSIONS_AGE = 5_000;
/** Maximum age in milliseconds of the list with the reservation IDs of ports. Reservation IDs never change. */
const PORTS_AGE = 30_000;

/**
 * Deletes an interconnect and waits until it is gone. Throws a `CniError` if the interconnect still has sessions.
 * Cloudflare would delete them too, although another stack may manage them.
 */
export async function deleteInterconnect(
  name: string,
  context: Pick<Context, "run" | "api" | "signal" | "progress">,
): Promise<void> {
  const { api } = context;
  const sessions = await listSessions(api, name);
  if (sessions.length > 0) throw new CniError(describeSessions(name, sessions));
  await deleteUnlessGone(api.interconnects, name, { what: `the interconnect ${name}`, context });
}

async function listSessions(api: AccountApi, name: string): Promise<CniObject[]> {
  const recent = await api.cnis.listWithin(SESSIONS_AGE);
  if (recent.length === 0) return [];
  const known = (await api.interconnects.listWithin(PORTS_AGE)).find((port) => port.name === name);
  const port = known ?? (await api.interconnects.find(name));
  if (port === undefined) return [];
  const isThere = (cni: CniObject) => isOnPort(cni, port);
  return recent.some(isThere) ? (await api.cnis.list()).filter(isThere) : [];
}

function describeSessions(name: string, sessions: CniObject[]): string {
  const names = sessions.map(({ id, magic }) => `"${magic.conduitName}" (CNI ${id})`).join(", ");
  const note =
    "If a session of this stack references the Interconnect resource itself, Pulumi deletes the session first.";
  return sessions.length === 1
    ? `Interconnect ${name} still has session ${names}, so it was not deleted. Delete the session in the stack or dashboard that created it, then run the command again. ${note}`
    : `Interconnect ${name} still has sessions ${names}, so it was not deleted. Delete the sessions in the stacks or dashboard that created them, then run the command again. ${note}`;
}
