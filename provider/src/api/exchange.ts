/** Sends one request and converts an unsuccessful response to an ApiError. */
import type { Dispatcher } from "undici";
import type { Clock } from "../domain/clock";
import { inertLine } from "../domain/outside-text";
import type { Credentials } from "./credentials";
import { createDispatcher, RESPONSE_TIMEOUT } from "./dispatcher";
import { ApiError, classifyError, isSlotOccupied } from "./errors";
import { currentOperation } from "./operation";
import { KnownSecrets, keysIn, keysInJson, redactNamed } from "./redact";
import { type ApiRequest, isRead } from "./request";
import { type ApiResponse, readErrorMessage } from "./response";

/** Limits on how long the caller can wait for the response. */
export interface WaitLimits {
  signal?: AbortSignal;
  /** Time in milliseconds; `Infinity` for no limit. */
  maxWait: number;
}

export type Exchange = (request: ApiRequest, limits: WaitLimits) => Promise<ApiResponse>;

/** Error codes and system calls by which undici reports that it could not connect. */
const CONNECT_FAILURES = ["connect", "getaddrinfo", "UND_ERR_CONNECT_TIMEOUT"];
/** Error codes for an untrusted certificate. Node closes the connection before it sends the credentials. */
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
    // A write always waits for its response, because the caller must know whether the write took effect.
    const onlyReads = isRead(request);
    const timeout = onlyReads
      ? Math.min(RESPONSE_TIMEOUT, Math.max(1_000, Math.ceil(limits.maxWait)))
      : RESPONSE_TIMEOUT;
    // The dispatcher's own timeouts restart with every byte that arrives.
    const deadline = AbortSignal.timeout(timeout);
    const signal =
      onlyReads && limits.signal ? AbortSignal.any([limits.signal, deadline]) : deadline;
    let response: ApiResponse;
    let redirectedTo: string | undefined;
    try {
      const received = await send(request, timeout, signal);
      redirectedTo = readRedirectOrigin(received, base);
      response = await readResponse(received, clock.now());
    } catch (error) {
      if (onlyReads && limits.signal?.aborted) throw createCancelError(request, false);
      const cause = deadline.aborted
        ? `incomplete after ${Math.round(timeout / 1_000)} s`
        : describeCause(error);
      // The error has no `cause`, because it may contain bytes of the response.
      secrets.add(secretsInUse);
      const reason = secrets.redact(`no response (${inertLine(cause)})`);
      const untrusted = CERTIFICATE_ERRORS.includes(errorCodeOf(error)) || undefined;
      const unsent = untrusted || isUnsent(error) || undefined;
      throw new ApiError({ kind: "unreachable", ...target, reason, untrusted, unsent });
    }
    const { status, retryAfterSeconds } = response;
    secrets.add(keysInJson(response.text));
    if (status >= 200 && status < 300) return response;
    // Concurrent requests may have added so many secrets that the secrets of this request were dropped.
    secrets.add(secretsInUse);
    const { redact } = secrets;
    const errorMessage = readErrorMessage(response, redact);
    // The kind of error is decided on the text before known secrets are redacted. Redaction may hide the words that
    // decide it. Keys that follow their names are redacted even here, because a key may contain such words.
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

/** Creates the error of a request that was cancelled before it was sent or before its response arrived. */
export function createCancelError({ method, path }: ApiRequest, unsent: boolean): ApiError {
  const reason = unsent ? "cancelled before it was sent" : "cancelled before the response arrived";
  return new ApiError({ kind: "unreachable", method, path, reason, unsent, cancelled: true });
}

/** Returns the secrets in the headers. The email address is not a secret. */
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

/** Parses a Retry-After header, which contains a number of seconds or a date. Returns seconds. */
function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

/** Parses a RateLimit header such as `"default";r=1187;t=243`. Returns the smallest number of remaining requests. */
function parseRequestsLeft(header = ""): number | undefined {
  const left = [...header.matchAll(/;\s*r=(\d+)/g)].map(([, count]) => Number(count));
  return left.length > 0 ? Math.min(...left) : undefined;
}

/** Reads the origin that a response redirects to. Omits the path and query, which may contain secrets. */
function readRedirectOrigin(
  { statusCode, headers }: Dispatcher.ResponseData,
  base: URL,
): string | undefined {
  const location = headers.location?.toString();
  if (location === undefined || statusCode < 300 || statusCode > 399) return undefined;
  return URL.canParse(location, base.href) ? new URL(location, base.href).origin : undefined;
}

/** Whether the connection failed on every address. If so, the request was not sent. */
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
