import type { MiddlewareHandler } from "hono";
import { CniError } from "../cni/error";
import type { AppEnv } from "./env";

const maxBytes = 1_000_000;

/**
 * Reads the whole body before any response is sent. If a fault responded to a half-sent request, the server
 * would read the rest of the body as the next request on the connection.
 */
export function readWholeBody(): MiddlewareHandler<AppEnv> {
  return async function readWholeBody(c, next) {
    const { method, url, headers } = c.req.raw;
    if (method === "TRACE") {
      // The standard Request, which all handlers use, does not support TRACE.
      throw new CniError(405, "Method TRACE is not allowed here");
    }
    if (method !== "GET" && method !== "HEAD") {
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of c.env.incoming) {
        bytes += chunk.length;
        if (bytes <= maxBytes) {
          chunks.push(chunk);
        }
      }
      if (bytes > maxBytes) {
        throw new CniError(413, "The request body is larger than 1 MB");
      }
      c.req.raw = new Request(url, { method, headers, body: Buffer.concat(chunks) });
    }
    await next();
  };
}
