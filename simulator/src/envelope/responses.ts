import type { z } from "@hono/zod-openapi";
import { json } from "../cni/responses";
import { Failure, success } from "./schemas";

const failures = { "4XX": json(Failure, "Failure") };

/** An answer in the envelope, and the failures that may come in its place. */
export function answers<Body extends z.ZodType>(body: Body, description: string) {
  return { 200: json(body, description), ...failures };
}

/** A result in the envelope, and the failures that may come in its place. */
export function results<Result extends z.ZodType>(result: Result, description: string) {
  return answers(success(result), description);
}

/** Nothing went wrong, and there is nothing to say about it. */
export const done = { success: true as const, errors: [], messages: [] };

/** A result in its envelope. */
export function enveloped<Result>(result: Result) {
  return { ...done, result };
}
