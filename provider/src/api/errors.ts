import { CniError } from "../domain/errors";

/** Kind of a failed request. Each kind calls for a different action by the user. */
export type ApiErrorKind =
  /** 401: the credentials are invalid. */
  | "credentials"
  /** 403: the credentials are valid but lack a permission. */
  | "permission"
  /** 400, 402 or 403 with an error message about a product that is not enabled for the account. */
  | "entitlement"
  /** 404: the object was deleted, never existed, or belongs to another account. */
  | "not-found"
  | "conflict"
  /** 429: the request limit is exceeded. */
  | "rate"
  /** Any other 4xx: the API rejected the request. */
  | "refused"
  /** 5xx or 408: the API failed to process the request. */
  | "remote"
  /** No response: the connection was refused or reset, or the request timed out or was cancelled. */
  | "unreachable"
  /** A successful response whose body is not the expected JSON or PDF. */
  | "unreadable";

export interface ApiErrorDetails {
  kind: ApiErrorKind;
  method: string;
  path: string;
  /** Cloudflare's error message, or a description of the failure if there is none. */
  reason: string;
  status?: number;
  /** Cloudflare's error code. */
  code?: number;
  /** Cloudflare's ray ID. Cloudflare Support asks for it. */
  rayId?: string;
  retryAfterSeconds?: number;
  /** Whether Cloudflare's error message says that the slot is occupied. */
  slotOccupied?: boolean;
  /** Origin that the response redirects to. */
  redirectedTo?: string;
  /** Whether the request is known not to have reached the API. */
  unsent?: boolean;
  /** Whether the operation was stopped before the response arrived. */
  cancelled?: boolean;
  /** Whether Node does not trust the certificate. */
  untrusted?: boolean;
}

const ADVICE: Partial<Record<ApiErrorKind, string>> = {
  credentials:
    "The token may be revoked or expired. Check CLOUDFLARE_API_TOKEN, or set the token with `pulumi config set --secret cloudflare:apiToken`.",
  permission:
    "Check the account ID, grant the token 'Magic WAN Write' or 'Magic Transit Write' on the account, and ask your Cloudflare account team whether CNI is enabled.",
  entitlement:
    "The account is not entitled to this product. Ask your Cloudflare account team to enable it, then run the command again.",
  "not-found": "Check the account ID and cloudflare:baseUrl, which ends with /client/v4.",
  conflict: "The name is already in use in this account. Choose another one.",
  refused: "Correct the problem that Cloudflare reports, then run the command again.",
  remote: "This is an error on Cloudflare's side. Run the command again.",
  unreachable:
    "Check the network and cloudflare:baseUrl, and HTTPS_PROXY if you use a proxy, then run the command again.",
  unreadable:
    "The response does not come from the CNI API. Check that cloudflare:baseUrl points to the API and that no proxy answers in its place.",
};

/**
 * A failed request to the CNI API. The message is one line with the method, path, status, Cloudflare's error message,
 * code and ray ID, and the advice. It never contains a request body.
 */
export class ApiError extends CniError {
  readonly details: ApiErrorDetails;

  constructor(details: ApiErrorDetails, options?: ErrorOptions) {
    super(formatMessage(details), options);
    this.name = "ApiError";
    this.details = details;
  }

  /** Whether the request may have taken effect even though it failed. */
  get ambiguous(): boolean {
    const { kind, unsent } = this.details;
    return !unsent && ["remote", "unreachable", "unreadable"].includes(kind);
  }
}

export function isApiError(error: unknown, ...kinds: ApiErrorKind[]): error is ApiError {
  return error instanceof ApiError && (kinds.length === 0 || kinds.includes(error.details.kind));
}

/**
 * Matches error messages about a product that is not enabled for the account. Does not match messages about a missing
 * permission.
 */
const NOT_ENTITLED =
  /\bentitle|not (?:enabled|available) (?:for|on) (?:this|your|the) (?:account|plan)|subscription|upgrade your plan/i;

/**
 * Resolves to the response, or to `undefined` after a 404. A 404 alone does not prove that the object is gone; confirm
 * it with a second read.
 */
export async function unlessNotFound<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}

/** Determines the kind of a failure from its HTTP status and Cloudflare's error message. */
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
    return "If your proxy presents its own certificate, set NODE_EXTRA_CA_CERTS to its CA file and run the command again.";
  }
  if (details.redirectedTo !== undefined) {
    return "Redirects are not followed, because they could send the credentials to another host. Set cloudflare:baseUrl to the URL of the API.";
  }
  if (details.kind === "rate") {
    const wait = details.retryAfterSeconds;
    return `Cloudflare allows 1,200 requests in 5 minutes per user. Wait ${wait === undefined ? "five minutes" : `${wait} s`} and run the command again.`;
  }
  return (
    (details.kind === "not-found" && adviceForMissingObject(details.path)) || ADVICE[details.kind]
  );
}

/** Returns advice that names the object in the path. A wrong object name is more likely than a wrong account ID. */
function adviceForMissingObject(path: string): string | undefined {
  const [, kind, name] = /\/(interconnects|cnis|slots|cf_interconnects)\/([^/]+)/.exec(path) ?? [];
  if (name === undefined) return undefined;
  const [objects, command] =
    kind === "slots" ? ["slots", "slots"] : ["interconnects and sessions", "status"];
  return `Check that ${decodeURIComponent(name)} exists in this account. List its ${objects} with \`npx pulumi-cloudflare-cni ${command}\`.`;
}
