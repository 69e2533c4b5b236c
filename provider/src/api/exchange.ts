/** One request and its answer: a success as it is, anything else as an ApiError. */
import type { Dispatcher } from "undici";
import type { Clock } from "../domain/clock";
import { inertLine } from "../domain/outside-text";
import { type Answer, wordsOf } from "./answer";
import type { Credentials } from "./credentials";
import { ANSWER_TIMEOUT, createDispatcher } from "./dispatcher";
import { ApiError, kindOf, saysOccupied } from "./errors";
import { currentOperation } from "./operation";
import { KnownSecrets, keysIn, keysInJson, redactNamed } from "./redact";
import type { ApiRequest } from "./request";

/** How long the caller can wait for this answer. */
export interface Limits {
  signal?: AbortSignal;
  /** Milliseconds. */
  patience: number;
}

export type Exchange = (request: ApiRequest, limits: Limits) => Promise<Answer>;

/** What undici says where it never got as far as sending. */
const NOT_CONNECTED = ["connect", "getaddrinfo", "UND_ERR_CONNECT_TIMEOUT"];
/** The connection ends before the credentials are sent. */
const UNTRUSTED = [
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

export function createExchange(credentials: Credentials, clock: Clock): Exchange {
  const base = new URL(credentials.baseUrl);
  const dispatcher = createDispatcher(base);
  const headers = {
    accept: "application/json",
    "user-agent": `pulumi-cloudflare-cni/${require("../../package.json").version}`,
    ...credentials.headers,
  };

  const secrets = new KnownSecrets();
  const ownSecrets = secretsIn(credentials);

  async function send(request: ApiRequest, timeout: number, signal: AbortSignal) {
    return dispatcher.request({
      origin: base.origin,
      path: base.pathname.replace(/\/$/, "") + request.path,
      method: request.method,
      query: definedOnly(request.query),
      headers: {
        ...headers,
        ...(request.body && { "content-type": "application/json" }),
        ...request.headers,
      },
      body: request.body ? JSON.stringify(request.body) : undefined,
      signal,
      headersTimeout: timeout,
      bodyTimeout: timeout,
    });
  }

  return async (request, limits) => {
    const where = { method: request.method, path: request.path };
    const { secrets: ofResource = [] } = currentOperation();
    const inUse = [...ownSecrets, ...keysIn(request.body), ...ofResource];
    secrets.add(inUse);
    // What a write has done has to be known, so its answer is waited for in any case.
    const isRead = request.method === "GET";
    const timeout = isRead
      ? Math.min(ANSWER_TIMEOUT, Math.max(1_000, Math.ceil(limits.patience)))
      : ANSWER_TIMEOUT;
    // The dispatcher's own limits begin anew with every byte that drips in.
    const deadline = AbortSignal.timeout(timeout);
    const signal = isRead && limits.signal ? AbortSignal.any([limits.signal, deadline]) : deadline;
    let answer: Answer;
    let redirectedTo: string | undefined;
    try {
      const response = await send(request, timeout, signal);
      redirectedTo = redirectIn(response, base);
      answer = await answerOf(response, clock.now());
    } catch (error) {
      if (isRead && limits.signal?.aborted) throw cancelled(request, false);
      const cause = deadline.aborted
        ? `not complete after ${Math.round(timeout / 1_000)} s`
        : causeOf(error);
      // The cause itself may hold the bytes of the answer, so it does not go along.
      secrets.add(inUse);
      const reason = secrets.redact(`no answer (${inertLine(cause)})`);
      const untrusted = UNTRUSTED.includes(codeOf(error)) || undefined;
      const unsent = untrusted || neverSent(error) || undefined;
      throw new ApiError({ kind: "unreachable", ...where, reason, untrusted, unsent });
    }
    const { status, retryAfterSeconds } = answer;
    secrets.add(keysInJson(answer.text));
    if (status >= 200 && status < 300) return answer;
    // Meanwhile other requests may have met so many secrets that these were forgotten.
    secrets.add(inUse);
    const { redact } = secrets;
    const words = wordsOf(answer, redact);
    // A secret that looks like the API's words must not decide what they mean, hidden or repeated.
    const { reason: said } = wordsOf(answer, redactNamed);
    const rayId = answer.rayId && redact(inertLine(answer.rayId));
    if (redirectedTo !== undefined) {
      redirectedTo = redact(redirectedTo);
      words.reason = `redirects to ${redirectedTo}`;
    }
    throw new ApiError({
      kind: kindOf(status, said),
      slotOccupied: saysOccupied(said),
      ...where,
      status,
      rayId,
      retryAfterSeconds,
      redirectedTo,
      ...words,
    });
  };
}

/** A request that was given up, before it was sent or while its answer was waited for. */
export function cancelled({ method, path }: ApiRequest, unsent: boolean): ApiError {
  const reason = unsent ? "cancelled, it was not sent" : "cancelled before the answer came";
  return new ApiError({ kind: "unreachable", method, path, reason, unsent, cancelled: true });
}

/** An e-mail address is none. */
function secretsIn({ headers }: Credentials): string[] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== "x-auth-email")
    .map(([, value]) => value.replace(/^Bearer /, ""));
}

async function answerOf(response: Dispatcher.ResponseData, now: number): Promise<Answer> {
  const { headers } = response;
  const bytes = new Uint8Array(await response.body.arrayBuffer());
  return {
    status: response.statusCode,
    contentType: String(headers["content-type"] ?? "no content type").split(";")[0] ?? "",
    rayId: headers["cf-ray"]?.toString(),
    retryAfterSeconds: retryAfter(headers["retry-after"]?.toString(), now),
    requestsLeft: requestsLeft(headers.ratelimit?.toString()),
    bytes,
    text: new TextDecoder().decode(bytes),
  };
}

function definedOnly(query: ApiRequest["query"]): Record<string, string | number | boolean> {
  const entries = Object.entries(query ?? {});
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Retry-After in seconds; it comes as seconds or as a date. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** The least of what a list such as `"default";r=1187;t=243` says is left. */
function requestsLeft(header = ""): number | undefined {
  const left = [...header.matchAll(/;\s*r=(\d+)/g)].map(([, count]) => Number(count));
  return left.length > 0 ? Math.min(...left) : undefined;
}

/** Where a redirect leads, without path and query: they may repeat what nobody should read. */
function redirectIn(
  { statusCode, headers }: Dispatcher.ResponseData,
  base: URL,
): string | undefined {
  const location = headers.location?.toString();
  if (location === undefined || statusCode < 300 || statusCode > 399) return undefined;
  return URL.canParse(location, base.href) ? new URL(location, base.href).origin : undefined;
}

/** Whether it failed while the connection was made, on every address that was tried. */
function neverSent(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("errors" in error && Array.isArray(error.errors)) return error.errors.every(neverSent);
  const syscall = "syscall" in error ? error.syscall : undefined;
  return NOT_CONNECTED.some((sign) => sign === syscall || sign === codeOf(error));
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "name" in error ? String(error.name) : "";
}

function causeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const message = "message" in error ? String(error.message) : "";
  return message ? `${message}, ${codeOf(error)}` : codeOf(error);
}
