import type { z } from "@hono/zod-openapi";
import { json } from "../cni/responses";
import { Failure, success } from "./schemas";

const failures = { "4XX": json(Failure, "Failure") };

/** OpenAPI responses of an endpoint: a body in the envelope, or a failure. */
export function answers<Body extends z.ZodType>(body: Body, description: string) {
  return { 200: json(body, description), ...failures };
}

/** OpenAPI responses of an endpoint: a result in the envelope, or a failure. */
export function results<Result extends z.ZodType>(result: Result, description: string) {
  return answers(success(result), description);
}

/** Envelope of a success without a result. */
export const done = { success: true as const, errors: [], messages: [] };

/** Wraps a result in the envelope. */
export function enveloped<Result>(result: Result) {
  return { ...done, result };
}
