/** Withdraws the routes of one session and restores them. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { AccountApi } from "../../../api/account";
import { isApiError } from "../../../api/errors";
import { inOperation } from "../../../api/operation";
import type { RawRoute } from "../../../api/routes";
import type { RawCni } from "../../../api/wire";
import { messageOf } from "../../../domain/errors";
import { CliError } from "../../cli-error";
import { EXIT } from "../../exit-codes";
import { type RestoreFile, removeRestoreFile, type StateBeforeDrill } from "./restore-file";

/** Milliseconds between two attempts, and after which no further attempt starts. */
const RETRY_INTERVAL = 5_000;
const RETRY_TIMEOUT = 15 * 60_000;
/** Shorter timeout for refusals, which are rarely temporary and must be reported soon. */
const RETRY_TIMEOUT_REFUSED = 60_000;
/** Added to a route's priority, so that every other route to its prefix is preferred. */
const DEMOTION = 100_000;

/**
 * Removes BGP and makes static routes the least preferred. Static routes stay, so that a prefix
 * without another route remains reachable.
 */
export async function withdraw(api: AccountApi, { cni, routes }: StateBeforeDrill): Promise<void> {
  for (const route of routes)
    await api.routes.put({ ...route, priority: route.priority + DEMOTION });
  if (!cni.bgp) return;
  const { bgp: _, ...without } = cni;
  await api.cnis.putRaw(without);
  if ((await api.cnis.getRaw(cni.id)).bgp) {
    throw new CliError(
      "The API keeps BGP on the session although the request omitted BGP, so the session cannot be drilled.",
      EXIT.api,
    );
  }
}

/** Restores everything, with retries, and removes the file once that is confirmed. */
export async function restoreSession(
  api: AccountApi,
  file: RestoreFile,
  notify: (message: string) => void,
): Promise<void> {
  const startedAt = Date.now();
  const free = { signal: undefined, deadline: undefined, onWait: notify };
  for (;;) {
    try {
      await inOperation(free, () => restoreOnce(api, file.before));
      return await removeRestoreFile(file);
    } catch (error) {
      const isRefused = isApiError(error, "permission", "credentials", "not-found", "refused");
      const timeout = isRefused ? RETRY_TIMEOUT_REFUSED : RETRY_TIMEOUT;
      if (Date.now() + RETRY_INTERVAL > startedAt + timeout) {
        throw new CliError(
          `NOT RESTORED: ${messageOf(error)} Fix this, then run \`npx pulumi-cloudflare-cni drill --restore ${file.path}\`.`,
          EXIT.api,
        );
      }
      notify(`Restoring failed, retrying: ${messageOf(error)}`);
      await sleep(RETRY_INTERVAL);
    }
  }
}

/** Restores each part independently, so that one failure does not stop the others. */
async function restoreOnce(api: AccountApi, { cni, routes }: StateBeforeDrill): Promise<void> {
  const parts = [restoreBgp(api, cni), ...routes.map((route) => restoreRoute(api, route))];
  const failed = (await Promise.allSettled(parts)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/**
 * Restores BGP even if the API already shows it, because that response may be stale. Keeps changes
 * that were made elsewhere in the meantime.
 */
async function restoreBgp(api: AccountApi, before: RawCni): Promise<void> {
  if (!before.bgp) return;
  const present = await api.cnis.getRaw(before.id);
  if (present.bgp && !isSame(present, before)) return;
  const mode = before.bgp_mode && { bgp_mode: before.bgp_mode };
  await api.cnis.putRaw({ ...present, bgp: before.bgp, ...mode });
  if (!isSame(await api.cnis.getRaw(before.id), before)) {
    throw new CliError("The session still differs from its state before the drill.", EXIT.api);
  }
}

async function restoreRoute(api: AccountApi, { id, priority }: RawRoute): Promise<void> {
  const present = (await api.routes.list()).find((route) => route.id === id);
  if (present?.priority === priority || present?.priority === priority + DEMOTION) {
    await api.routes.put({ ...present, priority });
  }
}

/** Whether two sessions have the same BGP settings. A key that the API does not return matches any. */
function isSame({ bgp, bgp_mode: mode }: RawCni, before: RawCni): boolean {
  const key = bgp?.md5_key ?? before.bgp?.md5_key;
  return (
    isDeepStrictEqual({ ...bgp, md5_key: key }, { md5_key: undefined, ...before.bgp }) &&
    (before.bgp_mode == null || mode === before.bgp_mode)
  );
}
