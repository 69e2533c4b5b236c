import { CniError } from "../errors";

/** What can be done about a failure decides its kind. */
export type ApiErrorKind =
  /** 401: the credentials are not accepted. */
  | "credentials"
  /** 403: they are accepted and do not suffice. */
  | "permission"
  | "not-found"
  | "conflict"
  /** 429: the budget of requests is used up. */
  | "rate"
  /** Any other 4xx: the request itself was refused. */
  | "refused"
  /** 5xx. */
  | "remote"
  /** No answer: connection refused, reset or timed out. */
  | "unreachable"
  /** An answer that is no JSON, or JSON that does not fit. */
  | "unreadable";

export interface ApiErrorDetails {
  kind: ApiErrorKind;
  method: string;
  path: string;
  /** What went wrong, in the API's words where it gave any. */
  reason: string;
  status?: number;
  /** Cloudflare's error code. */
  code?: number;
  /** Cloudflare's ray id: what its support asks for first. */
  rayId?: string;
  retryAfterSeconds?: number;
}

const HINTS: Partial<Record<ApiErrorKind, string>> = {
  credentials:
    "Check CLOUDFLARE_API_TOKEN or `pulumi config set --secret cloudflare:apiToken`; the token may be revoked or expired.",
  permission:
    "Give the token 'Magic WAN Write' or 'Magic Transit Write' on this account, and ask the account team whether CNI is enabled for it.",
  "not-found": "Check the account id and cloudflare:baseUrl.",
  conflict: "The name is taken in this account; choose another one.",
  refused: "Change what the message names, then run the command again.",
  remote: "This is a fault on Cloudflare's side; run the command again.",
  unreachable: "Check the network and cloudflare:baseUrl, then run the command again.",
  unreadable:
    "The answer is not the CNI API's; check that cloudflare:baseUrl is the API itself and no proxy answers in its place.",
};

/**
 * A request to the CNI API that did not succeed. The message is one line for people: method, path,
 * status, Cloudflare's words, code and ray id, and what to do. It never holds a request body.
 */
export class ApiError extends CniError {
  readonly details: ApiErrorDetails;

  constructor(details: ApiErrorDetails, options?: ErrorOptions) {
    super(describe(details), options);
    this.name = "ApiError";
    this.details = details;
  }

  /** True where the request may have taken effect although no success was reported. */
  get ambiguous(): boolean {
    return ["remote", "unreachable", "unreadable"].includes(this.details.kind);
  }
}

/** Whether a thrown value is an {@link ApiError} of one of these kinds. */
export function isApiError(error: unknown, ...kinds: ApiErrorKind[]): error is ApiError {
  return error instanceof ApiError && (kinds.length === 0 || kinds.includes(error.details.kind));
}

/** The kind of failure an HTTP status stands for. */
export function kindOfStatus(status: number): ApiErrorKind {
  switch (status) {
    case 401:
      return "credentials";
    case 403:
      return "permission";
    case 404:
      return "not-found";
    case 409:
      return "conflict";
    case 429:
      return "rate";
    default:
      return status >= 500 || status === 408 ? "remote" : "refused";
  }
}

function describe(details: ApiErrorDetails): string {
  const { method, path, status, reason, code, rayId } = details;
  const marks = [code === undefined ? "" : `code ${code}`, rayId ? `ray ${rayId}` : ""];
  const suffix = marks.filter(Boolean).join(", ");
  const outcome = status === undefined ? reason : `${status} ${reason}`;
  return [`${method} ${path}: ${outcome}${suffix && ` (${suffix})`}.`, hint(details)]
    .filter(Boolean)
    .join(" ");
}

function hint(details: ApiErrorDetails): string | undefined {
  if (details.kind === "rate") {
    const wait = details.retryAfterSeconds;
    return `Cloudflare allows 1,200 requests in 5 minutes per user; ${wait === undefined ? "wait five minutes" : `wait ${wait} s`} and run the command again.`;
  }
  return HINTS[details.kind];
}
