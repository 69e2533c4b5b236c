import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Behaviour } from "../network/behaviour";

/** Cloudflare's v4 envelope around a failure. */
export function failure(status: ContentfulStatusCode, code: number, message: string): Response {
  const body = { success: false, errors: [{ code, message }], messages: [], result: null };
  return Response.json(body, { status });
}

/** An error of the CNI service in the shape asked for. */
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
