/** HTTP client for the API. Respects the request limit, retries requests when it is safe, and parses responses. */
import type { z } from "zod";
import { type Clock, sleep } from "../domain/clock";
import type { Credentials } from "./credentials";
import { ApiError } from "./errors";
import { createCancelError, createExchange } from "./exchange";
import { RequestLimiter } from "./limiter";
import { currentOperation, type Operation } from "./operation";
import { type ApiRequest, isRead } from "./request";
import { type ApiResponse, describeSize } from "./response";
import { computeRetryDelay, maxWaitUntil } from "./retry";

/** Shortest wait that the client reports, in milliseconds. */
const MIN_REPORTED_WAIT = 5_000;

export interface Http {
  /** Sends a request and parses the JSON response. */
  json<T extends z.ZodType>(request: ApiRequest, schema: T): Promise<z.output<T>>;
  /** Sends a request whose response is a PDF document. */
  pdf(request: ApiRequest): Promise<Uint8Array>;
  /** Sends a request and ignores the body of the response. */
  done(request: ApiRequest): Promise<void>;
  /**
   * Number of requests that this user has left in the current window. Comes from the latest response that reports it.
   */
  readonly requestsLeft?: number | undefined;
  /** Number of requests that this client has sent, including retries. */
  readonly requestsSent?: number;
  /** Milliseconds for which Cloudflare still blocks these credentials, or 0 if they are not blocked. */
  readonly blockedFor?: number;
}

/**
 * Creates a client with its own connections and request limiter. A process needs one client for each combination of API
 * and credentials.
 */
export function createHttp(credentials: Credentials, clock: Clock): Http {
  const exchange = createExchange(credentials, clock);
  const limiter = new RequestLimiter(clock);
  const maxWaitOf = (operation: Operation) => maxWaitUntil(operation, clock.now());
  let requestsLeft: number | undefined;
  let requestsSent = 0;

  async function sendWithRetries(request: ApiRequest): Promise<ApiResponse> {
    const operation = operationFor(request);
    const { signal } = operation;
    // A rate-limit block applies to all requests with these credentials. A request whose deadline is before the end of
    // the block is sent anyway, so that its error comes from the API.
    let pause = limiter.blockedFor;
    if (pause > maxWaitOf(operation)) pause = 0;
    let failure: ApiError | undefined;
    for (let failures = 0; ; failures += 1) {
      try {
        if (pause > 0) await pauseBeforeSending(clock, pause, failure, operation);
        await waitForTurn(request, operation);
      } catch (error) {
        if (!signal?.aborted) throw error;
        throw failure ?? createCancelError(request, true);
      }
      try {
        requestsSent += 1;
        const response = await exchange(request, {
          signal,
          maxWait:
            operation.deadline === undefined ? Number.POSITIVE_INFINITY : maxWaitOf(operation),
        });
        requestsLeft = response.requestsLeft ?? requestsLeft;
        return response;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { kind, retryAfterSeconds } = error.details;
        if (kind === "rate") limiter.block((retryAfterSeconds ?? 0) * 1_000);
        const next = computeRetryDelay(error.details, request, failures, {
          deadline: operation.deadline,
          maxWait: maxWaitOf(operation),
        });
        if (next === undefined || signal?.aborted) throw error;
        [pause, failure] = [next, error];
      }
    }
  }

  async function waitForTurn(request: ApiRequest, operation: Operation): Promise<void> {
    const { deadline, signal, onWait } = operation;
    const priority = request.priority ?? (isRead(request) ? "read" : "write");
    const wait = limiter.waitFor(priority);
    if (deadline !== undefined && wait > 0 && wait > maxWaitOf(operation)) {
      const { method, path } = request;
      const reason = "not sent, because the deadline would pass while earlier requests are sent";
      throw new ApiError({ kind: "rate", method, path, reason, unsent: true });
    }
    if (wait >= MIN_REPORTED_WAIT) {
      onWait?.(
        `waiting about ${formatSeconds(wait)} to send a request: Cloudflare allows 1,200 requests in 5 minutes per user, and this run stays below that`,
      );
    }
    await limiter.take(priority, signal);
  }

  return {
    async json(request, schema) {
      const response = await sendWithRetries(request);
      const body = parseJson(response.text);
      if (body === undefined) {
        throw createUnreadableError(
          request,
          response,
          `with a body that is not JSON: ${describeSize(response)}`,
        );
      }
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const place = issue?.path.join(".") || "the body";
      throw createUnreadableError(
        request,
        response,
        `with unexpected JSON: ${place}: ${issue?.message}`,
      );
    },
    async pdf(request) {
      const response = await sendWithRetries({
        ...request,
        headers: { accept: "application/pdf" },
      });
      // The content type is undocumented, so only the body shows whether this is a PDF.
      if (response.text.startsWith("%PDF-")) return response.bytes;
      throw createUnreadableError(
        request,
        response,
        `with a body that is not a PDF: ${describeSize(response)}`,
      );
    },
    async done(request) {
      await sendWithRetries(request);
    },
    get requestsLeft() {
      return requestsLeft;
    },
    get requestsSent() {
      return requestsSent;
    },
    get blockedFor() {
      return limiter.blockedFor;
    },
  };
}

function createUnreadableError(
  { method, path }: ApiRequest,
  { status, rayId }: ApiResponse,
  reason: string,
): ApiError {
  return new ApiError({ kind: "unreadable", method, path, status, rayId, reason });
}

async function pauseBeforeSending(
  clock: Clock,
  pause: number,
  failure: ApiError | undefined,
  { signal, onWait }: Operation,
): Promise<void> {
  if (pause >= MIN_REPORTED_WAIT) {
    onWait?.(`${describePause(failure)} automatically in ${formatSeconds(pause)}`);
  }
  await sleep(clock, pause, signal);
}

function describePause(failure: ApiError | undefined): string {
  if (failure === undefined) return "the request limit of this user is exhausted; continuing";
  const { method, path, status } = failure.details;
  return `${method} ${path} got ${status ?? "no response"}; retrying`;
}

/** Returns the current operation. The signal of the request cancels it too. */
function operationFor({ signal }: ApiRequest): Operation {
  const operation = currentOperation();
  if (signal === undefined || signal === operation.signal) return operation;
  const signals = [signal, ...(operation.signal ? [operation.signal] : [])];
  return { ...operation, signal: AbortSignal.any(signals) };
}

function formatSeconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1_000)} s`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
