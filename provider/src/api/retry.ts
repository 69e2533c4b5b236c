/** Decides whether and when to retry a request. */
import type { ApiErrorDetails } from "./errors";
import type { Operation } from "./operation";
import { type ApiRequest, isRead } from "./request";

const MAX_RETRIES = 3;
const FIRST_BACKOFF = 500;
const MAX_BACKOFF = 30_000;
/** Statuses of permanent errors: 501 Not Implemented and 505 HTTP Version Not Supported. */
const PERMANENT_STATUSES = [501, 505];
/**
 * Longest wait of an operation without a deadline, in milliseconds. A `pulumi up` that prints nothing for minutes
 * appears to hang, so the request fails instead and the error states when to run the command again.
 */
const MAX_SILENT_WAIT = 30_000;
/** Milliseconds for which Cloudflare blocks a user who exceeds the request limit. */
const BLOCK_DURATION = 300_000;

/** Milliseconds that an operation may still wait before its deadline. */
export function maxWaitUntil({ deadline }: Operation, now: number): number {
  return deadline === undefined ? MAX_SILENT_WAIT : deadline - now;
}

/** Milliseconds to wait before a retry, or `undefined` if the request should not be retried. */
export function computeRetryDelay(
  details: ApiErrorDetails,
  request: ApiRequest,
  failures: number,
  { deadline, maxWait }: Pick<Operation, "deadline"> & { maxWait: number },
): number | undefined {
  const isSafe = request.method !== "POST" || isRead(request) || certainlyHadNoEffect(details);
  if (!isTransient(details) || !isSafe) return undefined;
  const { kind, retryAfterSeconds } = details;
  let requested = (retryAfterSeconds ?? 0) * 1_000;
  if (failures >= MAX_RETRIES) {
    if (kind !== "rate" || deadline === undefined) return undefined;
    if (retryAfterSeconds === undefined) requested = BLOCK_DURATION;
  }
  // Random delays ("full jitter") keep requests that failed together from being retried together.
  const backoff = Math.random() * Math.min(FIRST_BACKOFF * 2 ** failures, MAX_BACKOFF);
  const pause = Math.max(requested, backoff);
  return pause <= maxWait ? pause : undefined;
}

function isTransient({ kind, status = 0, cancelled, untrusted }: ApiErrorDetails): boolean {
  if (cancelled || untrusted || PERMANENT_STATUSES.includes(status)) return false;
  return kind === "rate" || kind === "remote" || kind === "unreachable";
}

/**
 * Whether a POST is known to have had no effect and may be retried. Either no connection was made, or Cloudflare's
 * gateway rejected the request with a 429 and a Retry-After header. A 429 without that header may come from any server.
 */
function certainlyHadNoEffect({ kind, unsent, retryAfterSeconds }: ApiErrorDetails): boolean {
  return unsent === true || (kind === "rate" && retryAfterSeconds !== undefined);
}
