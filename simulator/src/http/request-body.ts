import type { MiddlewareHandler } from "hono";
import { CniError } from "../cni/error";
import type { AppEnv } from "./env";

const maxBytes = 1_000_000;

/**
 * Reads the body to its end before anything answers. An answer to a half-sent request, such as an
 * injected fault, would leave the rest of it in the way of the next one on the same connection.
 */
export function wholeBody(): MiddlewareHandler<AppEnv> {
  return async function wholeBody(c, next) {
    const { method, url, headers } = c.req.raw;
    if (method === "TRACE") {
      // The standard Request, in which everything else is handled, cannot be one.
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
