import type { Priority } from "./limiter";
import type { Operation } from "./operation";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface ApiRequest {
  /** A POST is retried only if it certainly had no effect. */
  method: Method;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Headers in addition to those of every request. */
  headers?: Record<string, string>;
  body?: object;
  /** Cancels this request alone, as the signal of an {@link Operation} does. */
  signal?: AbortSignal;
  /** Priority if requests have to wait. By default, `write` for writes and `read` for reads. */
  priority?: Priority;
}
