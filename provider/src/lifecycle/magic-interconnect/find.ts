/** Finds the interconnect of a session in the Magic API. */
import type { AccountApi } from "../../api/account";
import { formatDuration } from "../../domain/duration";
import { CniError } from "../../domain/errors";
import { sameId } from "../../domain/ids";
import type { MagicInterconnectObject } from "../../domain/objects";
import type { Context } from "../../run/context";
import { pollUntil } from "../../run/poll";

/** Milliseconds within which the Magic API must list a new session. */
const LIST_TIMEOUT = 2 * 60_000;

/** Waits until the Magic API lists the interconnect of a session. Throws a `CniError` after `timeout` milliseconds. */
export async function waitForMagicInterconnect(
  session: string,
  context: Pick<Context, "run" | "api" | "signal" | "progress">,
  timeout = LIST_TIMEOUT,
): Promise<MagicInterconnectObject> {
  const check = async () => ({ listed: await findMagicInterconnect(context.api, session) });
  const { found, error, waited } = await pollUntil(context, check, {
    isDone: ({ listed }) => listed !== undefined,
    describe({ error, left }) {
      const subject = error?.message ?? "not listed yet";
      const line = `Waiting for Magic to list session ${session} (${subject}), ${formatDuration(left)} left`;
      return { subject, line };
    },
    timeout,
  });
  if (found?.listed !== undefined) return found.listed;
  const reason = error === undefined ? "" : `\nLast error: ${error.message}`;
  throw new CniError(
    `Magic did not list an interconnect for session ${session} within ${formatDuration(waited)}, so nothing was changed. A new session may take a few minutes to appear. Run \`pulumi up\` again.${reason}`,
  );
}

/**
 * Finds the interconnect of a session by its conduit name, which is unique. If no name matches, searches by port.
 * Returns `undefined` if the Magic API does not list the interconnect.
 */
export async function findMagicInterconnect(
  api: AccountApi,
  session: string,
): Promise<MagicInterconnectObject | undefined> {
  const cni = await api.cnis.get(session);
  const listed = await api.magicInterconnects.list();
  const match = listed.find(({ name }) => name === cni.magic.conduitName);
  if (match !== undefined || listed.length === 0) return match;
  // The API identifies a port by its name or by its reservation ID.
  const reservation = (await api.interconnects.reservationOf(cni.interconnect)) ?? cni.interconnect;
  const onPort = listed.filter((candidate) =>
    sameId(candidate.virtualPortReservationId, reservation),
  );
  for (const candidate of onPort) {
    // An interconnect may have been renamed only in the Magic API, and a port can have several interconnects.
    if ((await api.cnis.list({ tunnelId: candidate.id })).some(({ id }) => id === session))
      return candidate;
  }
  return undefined;
}
