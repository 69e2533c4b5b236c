import type { Context } from "hono";
import { z } from "zod";

/** A control request that cannot be carried out, told in one sentence. */
export class ControlError extends Error {
  constructor(
    readonly status: 400 | 404,
    message: string,
  ) {
    super(message);
    this.name = "ControlError";
  }
}

export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await c.req.text();
  const result = schema.safeParse(parseJson(text));
  if (!result.success) {
    throw new ControlError(400, z.prettifyError(result.error));
  }
  return result.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, "The body is not JSON");
  }
}
