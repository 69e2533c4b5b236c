/** One request and its answer: a success as it is, anything else as an ApiError. */
import type { Dispatcher } from "undici";
import type { Clock } from "../domain/clock";
import { inertLine } from "../domain/outside-text";
import type { Credentials } from "./credentials";
import { createDispatcher, RESPONSE_TIMEOUT } from "./dispatcher";
import { ApiError, classifyError, isSlotOccupied } from "./errors";
import { currentOperation } from "./operation";
import { KnownSecrets, keysIn, keysInJson, redactNamed } from "./redact";
import type { ApiRequest } from "./request";
import { type ApiResponse, readErrorMessage } from "./response";

/** How long the caller can wait for this answer. */
export interface WaitLimits {
  signal?: AbortSignal;
  /** Milliseconds. */
  maxWait: number;
}

export type Exchange = (request: ApiRequest, limits: WaitLimits) => Promise<ApiResponse>;

/** What undici says where it never got as far as sending. */
const CONNECT_FAILURES = ["connect", "getaddrinfo", "UND_ERR_CONNECT_TIMEOUT"];
/** The connection ends before the credentials are sent. */
const CERTIFICATE_ERRORS = [
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
  const ownSecrets = credentialSecrets(credentials);

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
    const target = { method: request.method, path: request.path };
    const { secrets: resourceSecrets = [] } = currentOperation();
    const secretsInUse = [...ownSecrets, ...keysIn(request.body), ...resourceSecrets];
    secrets.add(secretsInUse);
    // What a write has done has to be known, so its answer is waited for in any case.
    const isRead = request.method === "GET";
    const timeout = isRead
      ? Math.min(RESPONSE_TIMEOUT, Math.max(1_000, Math.ceil(limits.maxWait)))
      : RESPONSE_TIMEOUT;
    // The dispatcher's own limits begin anew with every byte that drips in.
    const deadline = AbortSignal.timeout(timeout);
    const signal = isRead && limits.signal ? AbortSignal.any([limits.signal, deadline]) : deadline;
    let response: ApiResponse;
    let redirectedTo: string | undefined;
    try {
      const received = await send(request, timeout, signal);
      redirectedTo = readRedirectOrigin(received, base);
      response = await readResponse(received, clock.now());
    } catch (error) {
      if (isRead && limits.signal?.aborted) throw createCancelError(request, false);
      const cause = deadline.aborted
        ? `not complete after ${Math.round(timeout / 1_000)} s`
        : describeCause(error);
      // The cause itself may hold the bytes of the answer, so it does not go along.
      secrets.add(secretsInUse);
      const reason = secrets.redact(`no answer (${inertLine(cause)})`);
      const untrusted = CERTIFICATE_ERRORS.includes(errorCodeOf(error)) || undefined;
      const unsent = untrusted || isUnsent(error) || undefined;
      throw new ApiError({ kind: "unreachable", ...target, reason, untrusted, unsent });
    }
    const { status, retryAfterSeconds } = response;
    secrets.add(keysInJson(response.text));
    if (status >= 200 && status < 300) return response;
    // Meanwhile other requests may have met so many secrets that these were forgotten.
    secrets.add(secretsInUse);
    const { redact } = secrets;
    const errorMessage = readErrorMessage(response, redact);
    // A secret that looks like the API's errorMessage must not decide what they mean, hidden or repeated.
    const { reason: originalReason } = readErrorMessage(response, redactNamed);
    const rayId = response.rayId && redact(inertLine(response.rayId));
    if (redirectedTo !== undefined) {
      redirectedTo = redact(redirectedTo);
      errorMessage.reason = `redirects to ${redirectedTo}`;
    }
    throw new ApiError({
      kind: classifyError(status, originalReason),
      slotOccupied: isSlotOccupied(originalReason),
      ...target,
      status,
      rayId,
      retryAfterSeconds,
      redirectedTo,
      ...errorMessage,
    });
  };
}

/** A request that was given up, before it was sent or while its answer was waited for. */
export function createCancelError({ method, path }: ApiRequest, unsent: boolean): ApiError {
  const reason = unsent ? "cancelled, it was not sent" : "cancelled before the answer came";
  return new ApiError({ kind: "unreachable", method, path, reason, unsent, cancelled: true });
}

/** An e-mail address is none. */
function credentialSecrets({ headers }: Credentials): string[] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() !== "x-auth-email")
    .map(([, value]) => value.replace(/^Bearer /, ""));
}

async function readResponse(response: Dispatcher.ResponseData, now: number): Promise<ApiResponse> {
  const { headers } = response;
  const bytes = new Uint8Array(await response.body.arrayBuffer());
  return {
    status: response.statusCode,
    contentType: String(headers["content-type"] ?? "no content type").split(";")[0] ?? "",
    rayId: headers["cf-ray"]?.toString(),
    retryAfterSeconds: parseRetryAfter(headers["retry-after"]?.toString(), now),
    requestsLeft: parseRequestsLeft(headers.ratelimit?.toString()),
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
function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** The least of what a list such as `"default";r=1187;t=243` says is left. */
function parseRequestsLeft(header = ""): number | undefined {
  const left = [...header.matchAll(/;\s*r=(\d+)/g)].map(([, count]) => Number(count));
  return left.length > 0 ? Math.min(...left) : undefined;
}

/** Where a redirect leads, without path and query: they may repeat what nobody should read. */
function readRedirectOrigin(
  { statusCode, headers }: Dispatcher.ResponseData,
  base: URL,
): string | undefined {
  const location = headers.location?.toString();
  if (location === undefined || statusCode < 300 || statusCode > 399) return undefined;
  return URL.canParse(location, base.href) ? new URL(location, base.href).origin : undefined;
}

/** Whether it failed while the connection was made, on every address that was tried. */
function isUnsent(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("errors" in error && Array.isArray(error.errors)) return error.errors.every(isUnsent);
  const syscall = "syscall" in error ? error.syscall : undefined;
  return CONNECT_FAILURES.some((sign) => sign === syscall || sign === errorCodeOf(error));
}

function errorCodeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return "name" in error ? String(error.name) : "";
}

function describeCause(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  const message = "message" in error ? String(error.message) : "";
  return message ? `${message}, ${errorCodeOf(error)}` : errorCodeOf(error);
}
