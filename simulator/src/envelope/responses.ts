import type { z } from "@hono/zod-openapi";
import { json } from "../cni/responses";
import { Failure, success } from "./schemas";

const failures = { "4XX": json(Failure, "Failure") };

/** OpenAPI responses of an endpoint: a body in the envelope, or a failure. */
export function createResponses<Body extends z.ZodType>(body: Body, description: string) {
  return { 200: json(body, description), ...failures };
}

/** OpenAPI responses of an endpoint: a result in the envelope, or a failure. */
export function createResultResponses<Result extends z.ZodType>(
  result: Result,
  description: string,
) {
  return createResponses(success(result), description);
}

/** Envelope of a success without a result. */
export const emptyEnvelope = { success: true as const, errors: [], messages: [] };

/** Wraps a result in the envelope. */
export function toEnvelope<Result>(result: Result) {
  return { ...emptyEnvelope, result };
}
