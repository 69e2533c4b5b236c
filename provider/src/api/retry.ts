/** What is sent again, and when. */
import type { ApiErrorDetails } from "./errors";
import type { Operation } from "./operation";
import type { Method } from "./request";

const MAX_RETRIES = 3;
const FIRST_BACKOFF = 500;
const MAX_BACKOFF = 30_000;
/** Not implemented, HTTP version not supported: these do not pass. */
const PERMANENT_STATUSES = [501, 505];
/**
 * The longest Retry-After that is waited for where no deadline is given, in milliseconds. Whoever
 * runs `pulumi up` and hears nothing for minutes takes it for hung; a sentence that says when to
 * run it again is of more use. An operation that waits anyway gives its deadline, and shows why.
 */
const MAX_SILENT_WAIT = 30_000;
/** How long Cloudflare blocks who has used up the budget, in milliseconds. */
const BLOCK_DURATION = 300_000;

/** How long an operation may still wait, in milliseconds. */
export function maxWaitUntil({ deadline }: Operation, now: number): number {
  return deadline === undefined ? MAX_SILENT_WAIT : deadline - now;
}

/** How long to wait before sending again, in milliseconds; undefined where that would not help. */
export function computeRetryDelay(
  details: ApiErrorDetails,
  method: Method,
  failures: number,
  { deadline, maxWait }: Pick<Operation, "deadline"> & { maxWait: number },
): number | undefined {
  if (!isTransient(details) || (method === "POST" && !certainlyHadNoEffect(details)))
    return undefined;
  const { kind, retryAfterSeconds } = details;
  let requested = (retryAfterSeconds ?? 0) * 1_000;
  if (failures >= MAX_RETRIES) {
    if (kind !== "rate" || deadline === undefined) return undefined;
    if (retryAfterSeconds === undefined) requested = BLOCK_DURATION;
  }
  // Full jitter: what failed together must not come back together.
  const backoff = Math.random() * Math.min(FIRST_BACKOFF * 2 ** failures, MAX_BACKOFF);
  const pause = Math.max(requested, backoff);
  return pause <= maxWait ? pause : undefined;
}

function isTransient({ kind, status = 0, cancelled, untrusted }: ApiErrorDetails): boolean {
  if (cancelled || untrusted || PERMANENT_STATUSES.includes(status)) return false;
  return kind === "rate" || kind === "remote" || kind === "unreachable";
}

/**
 * A POST is an order: it goes out again only where nothing can have come of it. That is so where no
 * connection was made, and where Cloudflare's gateway turned it away before the CNI service saw it:
 * a 429 that says for how long. A 429 without that may be anybody's, and is told.
 */
function certainlyHadNoEffect({ kind, unsent, retryAfterSeconds }: ApiErrorDetails): boolean {
  return unsent === true || (kind === "rate" && retryAfterSeconds !== undefined);
}
