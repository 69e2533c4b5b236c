/** Which interconnect of Magic a session is. */
import type { CniApi } from "../../api/client";
import { formatDuration } from "../../domain/duration";
import { CniError } from "../../domain/errors";
import { sameId } from "../../domain/ids";
import type { MagicInterconnectObject } from "../../domain/objects";
import type { Context } from "../../run/context";
import { unlessGone } from "../../run/gone";
import { waitUntil } from "../../run/poll";
import { quietly } from "../../run/progress";
import { reservationOf } from "../interconnect/observe";

/** How long Magic may take to list a new session, in milliseconds. */
const LISTED_WITHIN = 2 * 60_000;

/** The interconnect of a session, as soon as Magic lists it. */
export async function awaitMagicInterconnect(
  session: string,
  { run, api, signal, progress }: Pick<Context, "run" | "api" | "signal" | "progress">,
  timeout = LISTED_WITHIN,
): Promise<MagicInterconnectObject> {
  const isWorthTelling = quietly();
  const { observed, error, waited } = await waitUntil({
    observe: async () => ({ found: await findMagicInterconnect(api, session) }),
    satisfied: ({ found }) => found !== undefined,
    progress({ error, waited, left }) {
      const now = error?.message ?? "it is not listed";
      if (!isWorthTelling(now, waited)) return;
      progress(
        `waiting for Magic to list the session ${session} (${now}), ${formatDuration(left)} left`,
      );
    },
    timeout,
    signal,
    scheduler: run.scheduler,
  });
  if (observed?.found !== undefined) return observed.found;
  throw new CniError(
    `after ${formatDuration(waited)} Magic does not list an interconnect for the session ${session}${error ? ` (${error.message})` : ""}. A new session may take a while: run \`pulumi up\` again. Nothing was changed.`,
  );
}

/**
 * The interconnect of a session now: the one of its conduit's name, which no other tunnel has, else
 * the one on its port.
 */
export async function findMagicInterconnect(
  api: CniApi,
  session: string,
): Promise<MagicInterconnectObject | undefined> {
  const cni = await api.getCni(session);
  const listed = await api.listMagicInterconnects();
  const named = listed.find(({ name }) => name === cni.magic.conduitName);
  if (named !== undefined || listed.length === 0) return named;
  // The API refers to a port by its name or by its reservation.
  const reservation = (await reservationOf(api, cni.interconnect)) ?? cni.interconnect;
  const onPort = listed.filter((one) => sameId(one.virtualPortReservationId, reservation));
  for (const one of onPort) {
    // Somebody may have renamed it in Magic alone, and a port can have several.
    if ((await api.listCnis({ tunnelId: one.id })).some(({ id }) => id === session)) return one;
  }
  return undefined;
}

/** An interconnect, or undefined where it is gone. */
export function observeMagicInterconnect(
  api: CniApi,
  id: string,
): Promise<MagicInterconnectObject | undefined> {
  return unlessGone(
    () => api.getMagicInterconnect(id),
    async () => (await api.listMagicInterconnects()).find((one) => sameId(one.id, id)),
  );
}
