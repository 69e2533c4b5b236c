import type { Priority } from "./limiter";
import type { Operation } from "./operation";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface ApiRequest {
  /** HTTP method. A POST is retried only if it certainly had no effect. */
  method: Method;
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
