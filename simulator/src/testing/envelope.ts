import { z } from "zod";

/** Failure in Cloudflare's v4 envelope. */
export const Envelope = z.strictObject({
  success: z.literal(false),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).length(1),
  messages: z.array(z.unknown()).length(0),
  result: z.null(),
});

/** Returns status, code and message of a response, which must be a failure in the envelope. */
export async function failureIn(response: Promise<Response>) {
  const answer = await response;
  const [error] = Envelope.parse(await answer.json()).errors;
  return { status: answer.status, code: error?.code, message: error?.message };
}
