/** Which interconnect of Magic a session is. */
import type { AccountApi } from "../../api/account";
import { formatDuration } from "../../domain/duration";
import { CniError } from "../../domain/errors";
import { sameId } from "../../domain/ids";
import type { MagicInterconnectObject } from "../../domain/objects";
import type { Context } from "../../run/context";
import { pollUntil } from "../../run/poll";

/** How long Magic may take to list a new session, in milliseconds. */
const LIST_TIMEOUT = 2 * 60_000;

/** The interconnect of a session, as soon as Magic lists it. */
export async function waitForMagicInterconnect(
  session: string,
  context: Pick<Context, "run" | "api" | "signal" | "progress">,
  timeout = LIST_TIMEOUT,
): Promise<MagicInterconnectObject> {
  const check = async () => ({ listed: await findMagicInterconnect(context.api, session) });
  const { found, error, waited } = await pollUntil(context, check, {
    isDone: ({ listed }) => listed !== undefined,
    describe({ error, left }) {
      const subject = error?.message ?? "it is not listed";
      const line = `waiting for Magic to list the session ${session} (${subject}), ${formatDuration(left)} left`;
      return { subject, line };
    },
    timeout,
  });
  if (found?.listed !== undefined) return found.listed;
  throw new CniError(
    `after ${formatDuration(waited)} Magic does not list an interconnect for the session ${session}${error ? ` (${error.message})` : ""}. A new session may take a while: run \`pulumi up\` again. Nothing was changed.`,
  );
}

/**
 * The interconnect of a session now: the one of its conduit's name, which no other tunnel has, else
 * the one on its port.
 */
export async function findMagicInterconnect(
  api: AccountApi,
  session: string,
): Promise<MagicInterconnectObject | undefined> {
  const cni = await api.cnis.get(session);
  const listed = await api.magicInterconnects.list();
  const named = listed.find(({ name }) => name === cni.magic.conduitName);
  if (named !== undefined || listed.length === 0) return named;
  // The API refers to a port by its name or by its reservation.
  const reservation = (await api.interconnects.reservationOf(cni.interconnect)) ?? cni.interconnect;
  const onPort = listed.filter((candidate) =>
    sameId(candidate.virtualPortReservationId, reservation),
  );
  for (const candidate of onPort) {
    // Somebody may have renamed it in Magic alone, and a port can have several.
    if ((await api.cnis.list({ tunnelId: candidate.id })).some(({ id }) => id === session))
      return candidate;
  }
  return undefined;
}
