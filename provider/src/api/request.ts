import type { Priority } from "./limiter";
import type { Operation } from "./operation";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface ApiRequest {
  /** HTTP method. The client retries a POST only if the POST cannot have taken effect. */
  method: Method;
  /**
   * Whether a POST only reads data, as a GraphQL query does. The client cancels and retries such a request like a GET.
   */
  readOnly?: boolean;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Headers to send in addition to the default headers. */
  headers?: Record<string, string>;
  body?: object;
  /** Cancels only this request. Has the same effect as the signal of an {@link Operation}. */
  signal?: AbortSignal;
  /** Priority over other waiting requests. Defaults to `write` for writes and `read` for reads. */
  priority?: Priority;
}

/** Whether the request only reads data. */
export function isRead({ method, readOnly = false }: ApiRequest): boolean {
  return method === "GET" || readOnly;
}
