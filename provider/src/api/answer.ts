/** What an answer that is no success says, in one line that may be shown. */

import { inertLine } from "../domain/outside-text";
import type { Redact } from "./redact";

export interface Answer {
  status: number;
  contentType: string;
  rayId?: string;
  retryAfterSeconds?: number;
  /** Of Cloudflare's budget for this user, where it tells. */
  requestsLeft?: number;
  bytes: Uint8Array;
  /** The bytes as UTF-8. */
  text: string;
}

export interface Words {
  reason: string;
  /** Cloudflare's error code. */
  code?: number;
}

const LONGEST_QUOTE = 200;
/** What is looked at of a text of any length, before anything is searched in it. */
const LONGEST_LOOK = 16_384;
const MOST_ERRORS = 20;

/** Cloudflare's envelope, other JSON, or whatever text there is; secrets are taken out last. */
export function wordsOf(answer: Answer, redact: Redact): Words {
  const errors = errorsIn(answer.text);
  if (errors.length === 0) return { reason: `with ${quote(answer, redact)}` };
  const [first] = errors;
  const reason = redact(
    errors
      .map(({ reason }) => reason)
      .join("; ")
      .slice(0, LONGEST_LOOK),
  );
  return { reason: shown(reason, redact), code: first?.code };
}

function errorsIn(text: string): Words[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof body !== "object" || body === null) return [];
  const listed: unknown[] = "errors" in body && Array.isArray(body.errors) ? body.errors : [body];
  return listed.slice(0, MOST_ERRORS).flatMap((one) => {
    if (typeof one !== "object" || one === null) return [];
    const message = "message" in one ? one.message : "error" in one ? one.error : undefined;
    const code = "code" in one && typeof one.code === "number" ? one.code : undefined;
    return typeof message === "string"
      ? [{ reason: message.slice(0, LONGEST_LOOK).trimEnd().replace(/\.$/, ""), code }]
      : [];
  });
}

function quote(answer: Answer, redact: Redact): string {
  // Before the markup goes too: a key may look like a tag.
  const whole = redact(answer.text.slice(0, LONGEST_LOOK));
  const text = whole.replace(/<(style|script)\b[\s\S]*?(?:<\/\1>|$)|<[^<>]*>/gi, " ");
  const quoted = shown(redact(text), redact);
  return quoted === "" ? "an empty body" : `${shown(answer.contentType, redact)} "${quoted}"`;
}

/** A success is never quoted: it may hold a session's key. */
export function sizeOf(answer: Answer): string {
  return answer.text === ""
    ? "an empty body"
    : `${answer.text.length} characters of ${answer.contentType}`;
}

/** One line that is short, inert and without secrets. */
function shown(text: string, redact: Redact): string {
  const folded = redact(inertLine(text));
  return folded.length > LONGEST_QUOTE ? `${folded.slice(0, LONGEST_QUOTE)}…` : folded;
}
