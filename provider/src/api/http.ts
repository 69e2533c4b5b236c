/**
 * One HTTP exchange with the API: credentials, keep-alive, repeating what may be repeated, and
 * every failure as an ApiError. Knows nothing of CNI.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import type { z } from "zod";
import { type Answer, redactor, sizeOf, wordsOf } from "./answer";
import type { Credentials } from "./credentials";
import { ApiError, kindOfStatus } from "./errors";

/** Longest an answer may take, in milliseconds; ordering a port is not quick. */
const ANSWER_TIMEOUT = 60_000;
/** No answer of this API comes near; a proxy's download page might. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const RETRIES = 3;
const FIRST_BACKOFF = 500;
/** Not implemented, HTTP version not supported: these do not pass. */
const LASTING_FAULTS = [501, 505];
/** A longer Retry-After is told to the user instead of waited for, in milliseconds. */
const LONGEST_RETRY_AFTER = 30_000;

export interface ApiRequest {
  /** Everything but POST may be sent again after a passing failure: an order never is. */
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object;
  signal?: AbortSignal;
}

export interface Http {
  /** Sends a request and parses its JSON answer. */
  json<T extends z.ZodType>(request: ApiRequest, schema: T): Promise<z.output<T>>;
  /** Sends a request whose answer has nothing to say. */
  done(request: ApiRequest): Promise<void>;
}

export function createHttp(credentials: Credentials): Http {
  const base = new URL(credentials.baseUrl);
  const agent = new Agent({
    headersTimeout: ANSWER_TIMEOUT,
    bodyTimeout: ANSWER_TIMEOUT,
    maxResponseSize: MAX_ANSWER_BYTES,
    connections: 16,
  });
  const headers = {
    accept: "application/json",
    "user-agent": `pulumi-cloudflare-cni/${require("../../package.json").version}`,
    ...credentials.headers,
  };

  async function exchange(request: ApiRequest): Promise<Answer> {
    const response = await agent.request({
      origin: base.origin,
      path: base.pathname.replace(/\/$/, "") + request.path,
      method: request.method,
      query: definedOnly(request.query),
      headers: request.body ? { ...headers, "content-type": "application/json" } : headers,
      body: request.body ? JSON.stringify(request.body) : undefined,
      signal: request.signal,
    });
    return {
      status: response.statusCode,
      contentType:
        String(response.headers["content-type"] ?? "no content type").split(";")[0] ?? "",
      rayId: response.headers["cf-ray"]?.toString(),
      retryAfterSeconds: retryAfter(response.headers["retry-after"]?.toString()),
      text: await response.body.text(),
    };
  }

  async function attempt(request: ApiRequest): Promise<Answer> {
    const where = { method: request.method, path: request.path };
    const redact = redactor(credentials.headers, request.body);
    let answer: Answer;
    try {
      answer = await exchange(request);
    } catch (error) {
      const reason = redact(`no answer (${causeOf(error)})`);
      throw new ApiError({ kind: "unreachable", ...where, reason }, { cause: error });
    }
    const { status, rayId, retryAfterSeconds } = answer;
    if (status >= 200 && status < 300) return answer;
    const words = wordsOf({ ...answer, text: redact(answer.text) });
    const kind = kindOfStatus(status);
    throw new ApiError({ kind, ...where, status, rayId, retryAfterSeconds, ...words });
  }

  async function accepted(request: ApiRequest): Promise<Answer> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await attempt(request);
      } catch (error) {
        const pause = pauseBeforeRetry(error, failures);
        if (request.method === "POST" || request.signal?.aborted || pause === undefined)
          throw error;
        await sleep(pause, undefined, { signal: request.signal }).catch(() => {});
      }
    }
  }

  return {
    async json(request, schema) {
      const answer = await accepted(request);
      const unreadable = (reason: string) => {
        const { status, rayId } = answer;
        const { method, path } = request;
        return new ApiError({ kind: "unreadable", method, path, status, rayId, reason });
      };
      const body = parseJson(answer.text);
      if (body === undefined) throw unreadable(`with a body that is no JSON: ${sizeOf(answer)}`);
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      const place = issue?.path.join(".") || "the body";
      throw unreadable(`with JSON that does not fit: ${place}: ${issue?.message}`);
    },
    async done(request) {
      await accepted(request);
    },
  };
}

/** How long to wait before sending again, in milliseconds; undefined where that would not help. */
function pauseBeforeRetry(error: unknown, failures: number): number | undefined {
  if (!(error instanceof ApiError) || failures >= RETRIES) return undefined;
  const { kind, status = 0, retryAfterSeconds = 0 } = error.details;
  if (LASTING_FAULTS.includes(status)) return undefined;
  if (kind !== "rate" && kind !== "remote" && kind !== "unreachable") return undefined;
  const asked = retryAfterSeconds * 1_000;
  if (asked > LONGEST_RETRY_AFTER) return undefined;
  return Math.max(asked, FIRST_BACKOFF * 2 ** failures * (0.75 + Math.random() / 2));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function definedOnly(query: ApiRequest["query"]): Record<string, string | number> {
  const entries = Object.entries(query ?? {});
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Retry-After in seconds; it comes as seconds or as a date. */
function retryAfter(header: string | undefined): number | undefined {
  if (!header) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return error.message ? `${error.message}, ${code}` : code;
}
