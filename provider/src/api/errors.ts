import { CniError } from "../domain/errors";

/** What can be done about a failure decides its kind. */
export type ApiErrorKind =
  /** 401: the credentials are not accepted. */
  | "credentials"
  /** 403: they are accepted and do not suffice. */
  | "permission"
  /** 400, 402 or 403 in words that say so: the account has not bought it. */
  | "entitlement"
  /** 404: gone, or never there, or another account's. */
  | "not-found"
  | "conflict"
  /** 429: the budget of requests is used up. */
  | "rate"
  /** Any other 4xx: the request itself was refused. */
  | "refused"
  /** 5xx. */
  | "remote"
  /** No answer: connection refused, reset, timed out or given up. */
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
  /** The API says that the slot is occupied. */
  slotOccupied?: boolean;
  /** Where the API is said to be instead. */
  redirectedTo?: string;
  /** It is certain that the request did not reach the API. */
  unsent?: boolean;
  /** Nobody waits for the answer any more. */
  cancelled?: boolean;
  /** The certificate is not one that Node trusts. */
  untrusted?: boolean;
}

const ADVICE: Partial<Record<ApiErrorKind, string>> = {
  credentials:
    "Check CLOUDFLARE_API_TOKEN or `pulumi config set --secret cloudflare:apiToken`; the token may be revoked or expired.",
  permission:
    "Check the account id, give the token 'Magic WAN Write' or 'Magic Transit Write' on it, and ask the account team whether CNI is enabled for it.",
  entitlement:
    "The account is not entitled to this product; ask its account team at Cloudflare to enable it, then run the command again.",
  "not-found": "Check the account id and cloudflare:baseUrl.",
  conflict: "The name is taken in this account; choose another one.",
  refused: "Change what the message names, then run the command again.",
  remote: "This is a fault on Cloudflare's side; run the command again.",
  unreachable:
    "Check the network and cloudflare:baseUrl, and HTTPS_PROXY behind a proxy, then run the command again.",
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
    super(formatMessage(details), options);
    this.name = "ApiError";
    this.details = details;
  }

  /** True where the request may have taken effect although no success was reported. */
  get ambiguous(): boolean {
    const { kind, unsent } = this.details;
    return !unsent && ["remote", "unreachable", "unreadable"].includes(kind);
  }
}

/** Whether a thrown value is an {@link ApiError} of one of these kinds. */
export function isApiError(error: unknown, ...kinds: ApiErrorKind[]): error is ApiError {
  return error instanceof ApiError && (kinds.length === 0 || kinds.includes(error.details.kind));
}

/** Words for what is not bought, as opposed to what is bought and not allowed to this token. */
const NOT_ENTITLED =
  /\bentitle|not (?:enabled|available) (?:for|on) (?:this|your|the) (?:account|plan)|subscription|upgrade your plan/i;

/** What the API answers, or `undefined` if it answers 404. Only a second read proves that an object is gone. */
export async function unlessNotFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}

/** The kind of failure that an HTTP status and the API's words for it stand for. */
export function classifyError(status: number, reason: string): ApiErrorKind {
  if ([400, 402, 403].includes(status) && NOT_ENTITLED.test(reason)) return "entitlement";
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

/** Whether the API's words say that a slot is occupied. */
export function isSlotOccupied(reason: string): boolean {
  return /\boccupied\b/i.test(reason);
}

function formatMessage(details: ApiErrorDetails): string {
  const { method, path, status, reason, code, rayId } = details;
  const marks = [code === undefined ? "" : `code ${code}`, rayId ? `ray ${rayId}` : ""];
  const suffix = marks.filter(Boolean).join(", ");
  const outcome = status === undefined ? reason : `${status} ${reason}`;
  return [`${method} ${path}: ${outcome}${suffix && ` (${suffix})`}.`, adviceFor(details)]
    .filter(Boolean)
    .join(" ");
}

function adviceFor(details: ApiErrorDetails): string | undefined {
  if (details.cancelled) return undefined;
  if (details.untrusted) {
    return "Where a proxy of yours answers with its own certificate, set NODE_EXTRA_CA_CERTS to the file of its CA and run the command again.";
  }
  if (details.redirectedTo !== undefined) {
    return "Redirects are not followed, so that the credentials go nowhere else; set cloudflare:baseUrl to the API itself.";
  }
  if (details.kind === "rate") {
    const wait = details.retryAfterSeconds;
    return `Cloudflare allows 1,200 requests in 5 minutes per user; ${wait === undefined ? "wait five minutes" : `wait ${wait} s`} and run the command again.`;
  }
  return (
    (details.kind === "not-found" && adviceForMissingObject(details.path)) || ADVICE[details.kind]
  );
}

/** A name is mistyped sooner than an account. */
function adviceForMissingObject(path: string): string | undefined {
  const [, kind, name] = /\/(interconnects|cnis|slots|cf_interconnects)\/([^/]+)/.exec(path) ?? [];
  if (name === undefined) return undefined;
  const list = kind === "slots" ? "slots" : "status";
  return `Check that this account has ${decodeURIComponent(name)}; \`npx pulumi-cloudflare-cni ${list}\` lists what it has.`;
}
