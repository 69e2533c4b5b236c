/** What is sent again, and when. */
import type { ApiErrorDetails } from "./errors";
import type { Operation } from "./operation";
import type { Method } from "./request";

const RETRIES = 3;
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 30_000;
/** Not implemented, HTTP version not supported: these do not pass. */
const LASTING_FAULTS = [501, 505];
/**
 * The longest Retry-After that is waited for where no deadline is given, in milliseconds. Whoever
 * runs `pulumi up` and hears nothing for minutes takes it for hung; a sentence that says when to
 * run it again is of more use. An operation that waits anyway gives its deadline, and shows why.
 */
const LONGEST_UNTOLD_WAIT = 30_000;
/** How long Cloudflare blocks who has used up the budget, in milliseconds. */
const BLOCK = 300_000;

/** How long an operation may still wait, in milliseconds. */
export function patienceUntil({ deadline }: Operation, now: number): number {
  return deadline === undefined ? LONGEST_UNTOLD_WAIT : deadline - now;
}

/** How long to wait before sending again, in milliseconds; undefined where that would not help. */
export function pauseBeforeRetry(
  details: ApiErrorDetails,
  method: Method,
  failures: number,
  { deadline, patience }: Pick<Operation, "deadline"> & { patience: number },
): number | undefined {
  if (!passes(details) || (method === "POST" && !certainlyNotCarriedOut(details))) return undefined;
  const { kind, retryAfterSeconds } = details;
  let asked = (retryAfterSeconds ?? 0) * 1_000;
  if (failures >= RETRIES) {
    if (kind !== "rate" || deadline === undefined) return undefined;
    if (retryAfterSeconds === undefined) asked = BLOCK;
  }
  // Full jitter: what failed together must not come back together.
  const backoff = Math.random() * Math.min(FIRST_BACKOFF * 2 ** failures, LONGEST_BACKOFF);
  const pause = Math.max(asked, backoff);
  return pause <= patience ? pause : undefined;
}

function passes({ kind, status = 0, cancelled, untrusted }: ApiErrorDetails): boolean {
  if (cancelled || untrusted || LASTING_FAULTS.includes(status)) return false;
  return kind === "rate" || kind === "remote" || kind === "unreachable";
}

/**
 * A POST is an order: it goes out again only where nothing can have come of it. That is so where no
 * connection was made, and where Cloudflare's gateway turned it away before the CNI service saw it:
 * a 429 that says for how long. A 429 without that may be anybody's, and is told.
 */
function certainlyNotCarriedOut({ kind, unsent, retryAfterSeconds }: ApiErrorDetails): boolean {
  return unsent === true || (kind === "rate" && retryAfterSeconds !== undefined);
}
