import type { Priority } from "./limiter";
import type { Operation } from "./operation";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface ApiRequest {
  /** An order (POST) is sent again only where it is certain that nothing came of it. */
  method: Method;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Beside those of every request. */
  headers?: Record<string, string>;
  body?: object;
  /** As that of an {@link Operation}, for this request alone. */
  signal?: AbortSignal;
  /** Which requests go first if few are left. By default, writes go before reads. */
  priority?: Priority;
}
