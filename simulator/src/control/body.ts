import type { Context } from "hono";
import { z } from "zod";
import { MaintenanceRefused } from "../network/maintenance";
import { StateRefused } from "../state/write-state";

/** Refusal of a control request, with a message for the caller. */
export class ControlError extends Error {
  constructor(
    readonly status: 400 | 404 | 409,
    message: string,
  ) {
    super(message);
    this.name = "ControlError";
  }
}

/** Creates the response to a control request that failed. */
export function createErrorResponse(error: Error, c: Context): Response {
  if (error instanceof ControlError) {
    return c.json({ error: error.message }, error.status);
  }
  if (error instanceof z.ZodError) {
    return c.json({ error: z.prettifyError(error) }, 400);
  }
  const refused = error instanceof MaintenanceRefused || error instanceof StateRefused;
  return c.json({ error: refused ? error.message : String(error) }, refused ? 409 : 500);
}

export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  return schema.parse(parseJson(await c.req.text()));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, "The request body is not JSON. Send a JSON object.");
  }
}

export function requireFound<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw notFound(what);
  }
  return value;
}

export function respondRemoved(c: Context, removed: boolean, what: string): Response {
  if (!removed) {
    throw notFound(what);
  }
  return c.body(null, 204);
}

function notFound(what: string): ControlError {
  const subject = what.charAt(0).toUpperCase() + what.slice(1);
  return new ControlError(404, `${subject} not found. Check the name or id.`);
}
