import type { Priority } from "./limiter";
import type { Operation } from "./operation";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface ApiRequest {
  /** HTTP method. A POST is retried only if it certainly had no effect. */
  method: Method;
  /** Whether a POST only reads, such as a GraphQL query. It is then cancelled and retried like a GET. */
  readOnly?: boolean;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Headers to add to those of every request. */
  headers?: Record<string, string>;
  body?: object;
  /** Cancels only this request, in the same way as the signal of an {@link Operation}. */
  signal?: AbortSignal;
  /** Priority among waiting requests. By default, `write` for writes and `read` for reads. */
  priority?: Priority;
}

/** Whether the request cannot change anything. */
export function isRead({ method, readOnly = false }: ApiRequest): boolean {
  return method === "GET" || readOnly;
}
