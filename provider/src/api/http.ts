/**
 * Requests to the API as the rest of this package makes them: within the budget, sent again where
 * that may be, their answers parsed. Knows nothing of CNI.
 */
import type { z } from "zod";
import { type Clock, sleep } from "../domain/clock";
import { type Answer, sizeOf } from "./answer";
import type { Credentials } from "./credentials";
import { ApiError } from "./errors";
import { cancelled, createExchange } from "./exchange";
import { RequestLimiter } from "./limiter";
import { currentOperation, type Operation } from "./operation";
import type { ApiRequest } from "./request";
import { patienceUntil, pauseBeforeRetry } from "./retry";

/** A shorter pause is not worth telling, in milliseconds. */
const SHORTEST_TOLD_WAIT = 5_000;

export interface Http {
  /** Sends a request and parses its JSON answer. */
  json<T extends z.ZodType>(request: ApiRequest, schema: T): Promise<z.output<T>>;
  /** Sends a request whose answer is a PDF document. */
  pdf(request: ApiRequest): Promise<Uint8Array>;
  /** Sends a request whose answer has nothing to say. */
  done(request: ApiRequest): Promise<void>;
  /** What Cloudflare's last answer said is left of its budget; undefined where none said it. */
  readonly requestsLeft?: number | undefined;
}

/** Connections and a limiter of their own: one for each API and credentials in a process. */
export function createHttp(credentials: Credentials, clock: Clock): Http {
  const exchange = createExchange(credentials, clock);
  const limiter = new RequestLimiter(clock);
  const patienceOf = (operation: Operation) => patienceUntil(operation, clock.now());
  let requestsLeft: number | undefined;

  async function accepted(request: ApiRequest): Promise<Answer> {
    const operation = operationOf(request);
    const { signal } = operation;
    // Who was told to wait speaks for all with these credentials, as far as they can wait.
    let pause = limiter.blockedFor;
    if (pause > patienceOf(operation)) pause = 0;
    let failure: ApiError | undefined;
    for (let failures = 0; ; failures += 1) {
      try {
        if (pause > 0) await rest(clock, pause, failure, operation);
        await turn(request, operation);
      } catch (error) {
        if (!signal?.aborted) throw error;
        throw failure ?? cancelled(request, true);
      }
      try {
        // Without a deadline, an answer may take its time.
        const answer = await exchange(request, {
          signal,
          patience:
            operation.deadline === undefined ? Number.POSITIVE_INFINITY : patienceOf(operation),
        });
        requestsLeft = answer.requestsLeft ?? requestsLeft;
        return answer;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { kind, retryAfterSeconds } = error.details;
        if (kind === "rate") limiter.block((retryAfterSeconds ?? 0) * 1_000);
        const next = pauseBeforeRetry(error.details, request.method, failures, {
          deadline: operation.deadline,
          patience: patienceOf(operation),
        });
        if (next === undefined || signal?.aborted) throw error;
        [pause, failure] = [next, error];
      }
    }
  }

  async function turn(request: ApiRequest, operation: Operation): Promise<void> {
    const { deadline, signal, onWait } = operation;
    const priority = request.priority ?? (request.method === "GET" ? "read" : "write");
    const wait = limiter.waitFor(priority);
    if (deadline !== undefined && wait > 0 && wait > patienceOf(operation)) {
      const { method, path } = request;
      const reason = "not sent, because others that wait for their turn leave no time for it";
      throw new ApiError({ kind: "rate", method, path, reason, unsent: true });
    }
    if (wait >= SHORTEST_TOLD_WAIT) {
      onWait?.(
        `waiting about ${seconds(wait)} for its turn: Cloudflare allows 1,200 requests in 5 minutes per user, and this run keeps below that`,
      );
    }
    await limiter.take(priority, signal);
  }

  return {
    async json(request, schema) {
      const answer = await accepted(request);
      const body = parseJson(answer.text);
      if (body === undefined) {
        throw unreadable(request, answer, `with a body that is no JSON: ${sizeOf(answer)}`);
      }
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const place = issue?.path.join(".") || "the body";
      throw unreadable(request, answer, `with JSON that does not fit: ${place}: ${issue?.message}`);
    },
    async pdf(request) {
      const answer = await accepted({ ...request, headers: { accept: "application/pdf" } });
      // The media type is not documented; every PDF begins with this.
      if (answer.text.startsWith("%PDF-")) return answer.bytes;
      throw unreadable(request, answer, `with a body that is no PDF: ${sizeOf(answer)}`);
    },
    async done(request) {
      await accepted(request);
    },
    get requestsLeft() {
      return requestsLeft;
    },
  };
}

function unreadable(
  { method, path }: ApiRequest,
  { status, rayId }: Answer,
  reason: string,
): ApiError {
  return new ApiError({ kind: "unreadable", method, path, status, rayId, reason });
}

async function rest(
  clock: Clock,
  pause: number,
  failure: ApiError | undefined,
  { signal, onWait }: Operation,
): Promise<void> {
  if (pause >= SHORTEST_TOLD_WAIT) {
    const why = failure
      ? `${failure.details.method} ${failure.details.path} was answered ${failure.details.status ?? "not at all"}`
      : "Cloudflare has asked this user to wait";
    onWait?.(`${why}; going on by itself in ${seconds(pause)}`);
  }
  await sleep(clock, pause, signal);
}

/** The operation that is under way, stopped by the request's own signal as well. */
function operationOf({ signal }: ApiRequest): Operation {
  const operation = currentOperation();
  if (signal === undefined || signal === operation.signal) return operation;
  const signals = [signal, ...(operation.signal ? [operation.signal] : [])];
  return { ...operation, signal: AbortSignal.any(signals) };
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1_000)} s`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
