/** Takes the routes of one session away, and puts back what was there. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { isApiError } from "../../../api/errors";
import { inOperation } from "../../../api/operation";
import type { RawApi, RawRoute } from "../../../api/raw-api";
import type { RawCni } from "../../../api/wire";
import { messageOf } from "../../../domain/errors";
import { CliError } from "../../cli-error";
import { EXIT } from "../../exit-codes";
import { type RestoreFile, removeRestoreFile, type StateBeforeDrill } from "./restore-file";

/** Milliseconds between two attempts, and how long there are any. */
const RETRY_INTERVAL = 5_000;
const RETRY_TIMEOUT = 15 * 60_000;
/** The same for a refusal, which is seldom one for a moment only: then a person has to know soon. */
const RETRY_TIMEOUT_REFUSED = 60_000;
/** Added to a route's priority: every other route to its prefix is then preferred. */
const DEMOTION = 100_000;

/**
 * BGP goes as a whole, since both directions hang on it. Static routes stay and are preferred to
 * nothing: where no other route leads to their prefix, they still do.
 */
export async function withdraw(raw: RawApi, { cni, routes }: StateBeforeDrill): Promise<void> {
  for (const route of routes) await raw.putRoute({ ...route, priority: route.priority + DEMOTION });
  if (!cni.bgp) return;
  const { bgp: _, ...without } = cni;
  await raw.putCni(without);
  if ((await raw.getCni(cni.id)).bgp) {
    throw new CliError(
      "the API keeps BGP on the session although it was left out, so there is no drill by it",
      EXIT.api,
    );
  }
}

/** Puts everything back, whatever stops us, and removes the file when it is sure that all is back. */
export async function restoreSession(
  raw: RawApi,
  file: RestoreFile,
  notify: (message: string) => void,
): Promise<void> {
  const startedAt = Date.now();
  const free = { signal: undefined, deadline: undefined, onWait: notify };
  for (;;) {
    try {
      await inOperation(free, () => restoreOnce(raw, file.before));
      return await removeRestoreFile(file);
    } catch (error) {
      const isRefused = isApiError(error, "permission", "credentials", "not-found", "refused");
      const timeout = isRefused ? RETRY_TIMEOUT_REFUSED : RETRY_TIMEOUT;
      if (Date.now() + RETRY_INTERVAL > startedAt + timeout) {
        throw new CliError(
          `NOT PUT BACK: ${messageOf(error)} Mend this, then run \`npx pulumi-cloudflare-cni drill --restore ${file.path}\``,
          EXIT.api,
        );
      }
      notify(`Putting back failed and is tried again: ${messageOf(error)}`);
      await sleep(RETRY_INTERVAL);
    }
  }
}

/** Each part on its own: that one cannot be put back is no reason to leave out the others. */
async function restoreOnce(raw: RawApi, { cni, routes }: StateBeforeDrill): Promise<void> {
  const parts = [restoreBgp(raw, cni), ...routes.map((route) => restoreRoute(raw, route))];
  const failed = (await Promise.allSettled(parts)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/**
 * Sent also where it seems to be there, since that may be an old answer. What somebody else changed
 * in the meantime stays.
 */
async function restoreBgp(raw: RawApi, before: RawCni): Promise<void> {
  if (!before.bgp) return;
  const present = await raw.getCni(before.id);
  if (present.bgp && !isSame(present, before)) return;
  const mode = before.bgp_mode && { bgp_mode: before.bgp_mode };
  await raw.putCni({ ...present, bgp: before.bgp, ...mode });
  if (!isSame(await raw.getCni(before.id), before)) {
    throw new CliError("the session is not as it was after it was put back.", EXIT.api);
  }
}

async function restoreRoute(raw: RawApi, { id, priority }: RawRoute): Promise<void> {
  const present = (await raw.listRoutes()).find((route) => route.id === id);
  if (present?.priority === priority || present?.priority === priority + DEMOTION) {
    await raw.putRoute({ ...present, priority });
  }
}

/** Whether the BGP of a session is that of the other; a key that is not told may be any. */
function isSame({ bgp, bgp_mode: mode }: RawCni, before: RawCni): boolean {
  const key = bgp?.md5_key ?? before.bgp?.md5_key;
  return (
    isDeepStrictEqual({ ...bgp, md5_key: key }, { md5_key: undefined, ...before.bgp }) &&
    (before.bgp_mode == null || mode === before.bgp_mode)
  );
}
