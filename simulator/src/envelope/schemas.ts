import { z } from "@hono/zod-openapi";

const Message = z
  .object({
    code: z.int().min(1000),
    message: z.string(),
    documentation_url: z.string().optional(),
    source: z.object({ pointer: z.string().optional() }).optional(),
  })
  .openapi("EnvelopeMessage");

const messages = { errors: z.array(Message), messages: z.array(Message) };

/** v4 envelope of a success without a result. */
export const Success = z.object({ success: z.literal(true), ...messages });

/** v4 envelope of a success with a result. */
export function success<Result extends z.ZodType>(result: Result) {
  return Success.extend({ result });
}

/** v4 envelope of a failure. */
export const Failure = z
  .object({
    success: z.literal(false),
    ...messages,
    result: z
      .strictObject({})
      .nullable()
      .openapi({ enum: [null] }),
  })
  .openapi("EnvelopeFailure");
