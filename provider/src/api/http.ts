/**
 * One HTTP exchange with the API: credentials, keep-alive, retries of what may be repeated, and
 * every failure as an ApiError. Knows nothing of CNI.
 */
import { Agent, type Dispatcher, interceptors } from "undici";
import type { z } from "zod";
import type { Credentials } from "./credentials";
import { ApiError, kindOfStatus } from "./errors";

/** Longest an answer may take, in milliseconds; ordering a port is not quick. */
const ANSWER_TIMEOUT = 60_000;
/** No answer of this API comes near; a proxy's download page might. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** A longer Retry-After is told to the user instead of waited for, in milliseconds. */
const LONGEST_RETRY_AFTER = 30_000;
const RETRIES = 3;
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];

export interface ApiRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  query?: Record<string, string | number | undefined>;
  body?: object;
}

export interface Http {
  /** Sends a request and parses its JSON answer. */
  json<T extends z.ZodType>(request: ApiRequest, schema: T): Promise<z.output<T>>;
  /** Sends a request whose answer has nothing to say. */
  done(request: ApiRequest): Promise<void>;
}

interface Answer {
  status: number;
  contentType: string;
  rayId?: string;
  retryAfterSeconds?: number;
  text: string;
}

export function createHttp(credentials: Credentials): Http {
  const base = new URL(credentials.baseUrl);
  const dispatcher = createDispatcher();
  const headers = {
    accept: "application/json",
    "user-agent": `pulumi-cloudflare-cni/${require("../../package.json").version}`,
    ...credentials.headers,
  };

  async function send(request: ApiRequest): Promise<Answer> {
    try {
      const response = await dispatcher.request({
        origin: base.origin,
        path: base.pathname.replace(/\/$/, "") + request.path,
        method: request.method,
        query: definedOnly(request.query),
        headers: request.body ? { ...headers, "content-type": "application/json" } : headers,
        body: request.body ? JSON.stringify(request.body) : undefined,
      });
      return {
        status: response.statusCode,
        contentType: String(response.headers["content-type"] ?? "none"),
        rayId: response.headers["cf-ray"]?.toString(),
        retryAfterSeconds: retryAfter(response.headers["retry-after"]?.toString()),
        text: await response.body.text(),
      };
    } catch (error) {
      throw new ApiError(
        { kind: "unreachable", ...where(request), reason: `no answer (${causeOf(error)})` },
        { cause: error },
      );
    }
  }

  async function accepted(request: ApiRequest): Promise<Answer> {
    const answer = await send(request);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw new ApiError({
      kind: kindOfStatus(answer.status),
      ...where(request),
      status: answer.status,
      rayId: answer.rayId,
      retryAfterSeconds: answer.retryAfterSeconds,
      ...redacted(wordsOf(answer), request),
    });
  }

  /** An answer may quote what it was sent: a refused key, or a proxy's page the whole request. */
  function redacted(words: Words, request: ApiRequest): Words {
    const secrets = [...credentialsIn(credentials.headers), ...keysIn(request.body)];
    return {
      ...words,
      reason: secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), words.reason),
    };
  }

  return {
    async json(request, schema) {
      const answer = await accepted(request);
      const unreadable = (reason: string) =>
        new ApiError({
          kind: "unreadable",
          ...where(request),
          status: answer.status,
          rayId: answer.rayId,
          reason,
        });
      const body = parseJson(answer.text);
      if (body === undefined) throw unreadable(`with a body that is no JSON: ${sizeOf(answer)}`);
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0];
      throw unreadable(
        `with JSON that does not fit: ${issue?.path.join(".") || "the body"}: ${issue?.message}`,
      );
    },
    async done(request) {
      await accepted(request);
    },
  };
}

function createDispatcher(): Dispatcher {
  return new Agent({
    headersTimeout: ANSWER_TIMEOUT,
    bodyTimeout: ANSWER_TIMEOUT,
    maxResponseSize: MAX_ANSWER_BYTES,
    connections: 16,
  }).compose(
    interceptors.retry({
      // The last answer is more telling than the retry handler's own error.
      throwOnError: false,
      // POST is absent: an order is never sent twice.
      methods: ["GET", "PUT", "DELETE"],
      retry(error, { state, opts }, callback) {
        const status = "statusCode" in error ? Number(error.statusCode) : undefined;
        const headers =
          "headers" in error ? new Map(Object.entries(error.headers ?? {})) : undefined;
        const repeatable =
          opts.method !== "POST" && (status === undefined || RETRIED_STATUSES.includes(status));
        const asked = (retryAfter(headers?.get("retry-after")?.toString()) ?? 0) * 1000;
        if (!repeatable || state.counter > RETRIES || asked > LONGEST_RETRY_AFTER) {
          callback(error);
          return;
        }
        const backoff = 250 * 2 ** state.counter * (0.75 + Math.random() / 2);
        setTimeout(() => callback(null), Math.max(asked, backoff));
      },
    }),
  );
}

interface Words {
  reason: string;
  code?: number;
}

function credentialsIn(headers: Record<string, string>): string[] {
  return Object.values(headers).map((value) => value.replace(/^Bearer /, ""));
}

/** The MD5 and pairing keys in a request body. */
function keysIn(body: unknown): string[] {
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    /_key$/.test(name) && typeof value === "string" && value !== "" ? [value] : keysIn(value),
  );
}

/** What an error answer says: Cloudflare's envelope, other JSON, or whatever text there is. */
function wordsOf(answer: Answer): Words {
  const body = parseJson(answer.text);
  if (typeof body === "object" && body !== null) {
    const errors = "errors" in body && Array.isArray(body.errors) ? body.errors : [body];
    const first: unknown = errors[0];
    if (typeof first === "object" && first !== null) {
      const message =
        "message" in first ? first.message : "error" in first ? first.error : undefined;
      const code = "code" in first && typeof first.code === "number" ? first.code : undefined;
      if (typeof message === "string") return { reason: message.replace(/\.$/, ""), code };
    }
  }
  return { reason: `with ${excerpt(answer)}` };
}

/** A success is never quoted: it may hold a session's key. */
function sizeOf(answer: Answer): string {
  return answer.text === ""
    ? "an empty body"
    : `${answer.text.length} characters of ${answer.contentType.split(";")[0]}`;
}

function excerpt(answer: Answer): string {
  const text = answer.text
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (text === "") return "an empty body";
  return `${answer.contentType.split(";")[0]} "${text.length > 120 ? `${text.slice(0, 120)}…` : text}"`;
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
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return error.message ? `${error.message}, ${code}` : code;
}

function where(request: ApiRequest): { method: string; path: string } {
  return { method: request.method, path: request.path };
}
