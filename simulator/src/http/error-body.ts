import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Behaviour } from "../network/behaviour";

/** Creates a failure in Cloudflare's v4 envelope. */
export function failure(status: ContentfulStatusCode, code: number, message: string): Response {
  const body = { success: false, errors: [{ code, message }], messages: [], result: null };
  return Response.json(body, { status });
}

/** Creates an error of the CNI service in the given shape. */
export function errorResponse(
  shape: Behaviour["errorBody"],
  status: ContentfulStatusCode,
  message: string,
): Response {
  switch (shape) {
    case "envelope":
      return failure(status, status, message);
    case "json":
      return Response.json({ error: message }, { status });
    case "text":
      return new Response(message, { status, headers: { "content-type": "text/plain" } });
    case "empty":
      return new Response(null, { status });
  }
}
