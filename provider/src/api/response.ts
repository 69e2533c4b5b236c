/** Reads the error message of an unsuccessful response and makes it safe to display on one line. */

import { inertLine } from "../domain/outside-text";
import type { Redact } from "./redact";

export interface ApiResponse {
  status: number;
  contentType: string;
  rayId?: string;
  retryAfterSeconds?: number;
  /** Number of requests that this user has left, if Cloudflare reports it. */
  requestsLeft?: number;
  bytes: Uint8Array;
  /** Body decoded as UTF-8. */
  text: string;
}

export interface ErrorMessage {
  reason: string;
  /** Cloudflare's error code. */
  code?: number;
}

const MAX_QUOTE_LENGTH = 200;
/** Maximum number of characters to search for secrets. It limits the cost of a huge response. */
const MAX_SEARCHED_LENGTH = 16_384;
const MAX_ERRORS = 20;

/**
 * Reads the error message from Cloudflare's envelope or other JSON. If there is none, quotes the body. Redacts secrets.
 */
export function readErrorMessage(response: ApiResponse, redact: Redact): ErrorMessage {
  const errors = readErrors(response.text);
  if (errors.length === 0) return { reason: `with ${quoteBody(response, redact)}` };
  const [first] = errors;
  const reason = redact(
    errors
      .map(({ reason }) => reason)
      .join("; ")
      .slice(0, MAX_SEARCHED_LENGTH),
  );
  return { reason: toSafeLine(reason, redact), code: first?.code };
}

function readErrors(text: string): ErrorMessage[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof body !== "object" || body === null) return [];
  const listed: unknown[] = "errors" in body && Array.isArray(body.errors) ? body.errors : [body];
  return listed.slice(0, MAX_ERRORS).flatMap((one) => {
    if (typeof one !== "object" || one === null) return [];
    const message = "message" in one ? one.message : "error" in one ? one.error : undefined;
    const code = "code" in one && typeof one.code === "number" ? one.code : undefined;
    return typeof message === "string"
      ? [{ reason: message.slice(0, MAX_SEARCHED_LENGTH).trimEnd().replace(/\.$/, ""), code }]
      : [];
  });
}

function quoteBody(response: ApiResponse, redact: Redact): string {
  // A key may look like an HTML tag, so secrets are redacted both before and after tags are removed.
  const whole = redact(response.text.slice(0, MAX_SEARCHED_LENGTH));
  const text = whole.replace(/<(style|script)\b[\s\S]*?(?:<\/\1>|$)|<[^<>]*>/gi, " ");
  const quoted = toSafeLine(redact(text), redact);
  return quoted === ""
    ? "an empty body"
    : `${toSafeLine(response.contentType, redact)} "${quoted}"`;
}

/** Describes a body without quoting it, because a successful response may contain the key of a session. */
export function describeSize(response: ApiResponse): string {
  return response.text === ""
    ? "an empty body"
    : `${response.text.length} characters of ${response.contentType}`;
}

/** Converts text to one short line that is safe to display and contains no secrets. */
function toSafeLine(text: string, redact: Redact): string {
  const folded = redact(inertLine(text));
  return folded.length > MAX_QUOTE_LENGTH ? `${folded.slice(0, MAX_QUOTE_LENGTH)}…` : folded;
}
