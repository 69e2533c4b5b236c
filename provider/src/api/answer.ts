/** What an answer that is no success says, in one line that may be shown. */

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
/** Shorter secrets would be found in every other word. */
const SHORTEST_SECRET = 4;

/**
 * Takes the credentials and the keys of a request out of a text: an answer may quote what it was
 * sent, a refused key or, as some proxies do, the whole request.
 */
export function redactor(
  headers: Record<string, string>,
  body: object | undefined,
): (text: string) => string {
  const secrets = [
    ...Object.values(headers).map((value) => value.replace(/^Bearer /, "")),
    ...keysIn(body),
  ]
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((one, other) => other.length - one.length);
  if (secrets.length === 0) return (text) => text;
  const pattern = new RegExp(secrets.map(literal).join("|"), "g");
  return (text) => text.replace(pattern, "[secret]");
}

/** The MD5 and pairing keys in a request body. */
function keysIn(body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    /_key$/.test(name) && typeof value === "string" ? [value] : keysIn(value),
  );
}

/** A pattern that matches the text itself. */
function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Cloudflare's envelope, other JSON, or whatever text there is. */
export function wordsOf(answer: Answer): Words {
  const errors = errorsIn(answer.text);
  if (errors.length === 0) return { reason: `with ${quote(answer)}` };
  const [first] = errors;
  return { reason: oneLine(errors.map(({ reason }) => reason).join("; ")), code: first?.code };
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
  return listed.flatMap((one) => {
    if (typeof one !== "object" || one === null) return [];
    const message = "message" in one ? one.message : "error" in one ? one.error : undefined;
    const code = "code" in one && typeof one.code === "number" ? one.code : undefined;
    return typeof message === "string" ? [{ reason: message.replace(/\.\s*$/, ""), code }] : [];
  });
}

function quote(answer: Answer): string {
  const text = oneLine(answer.text.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/g, " "));
  return text === "" ? "an empty body" : `${answer.contentType} "${text}"`;
}

/** A success is never quoted: it may hold a session's key. */
export function sizeOf(answer: Answer): string {
  return answer.text === ""
    ? "an empty body"
    : `${answer.text.length} characters of ${answer.contentType}`;
}

function oneLine(text: string): string {
  const folded = text.replace(/\s+/g, " ").trim();
  return folded.length > LONGEST_QUOTE ? `${folded.slice(0, LONGEST_QUOTE)}…` : folded;
}
