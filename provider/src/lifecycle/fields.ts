/** Input fields that several resources share. */
import { z } from "zod";
import { parseDuration } from "../domain/duration";
import { cloudflareAsnProblem, customerAsnProblem } from "../domain/session-rules";

const timeoutRule = 'it must be a duration such as "90s", "30m", "2h" or "14d"';

/** Duration of a wait, parsed to milliseconds. */
export const timeout = z
  .string(timeoutRule)
  .refine((text) => parseDuration(text) !== undefined, timeoutRule)
  .transform((text) => parseDuration(text) ?? 0);

export const DEFAULT_TIMEOUT = "30m";

/**
 * Describes the problem of a number that is written as text, such as `"AS65010"` or the result of `config.get`. Returns
 * `undefined` for any other value.
 */
function numberInText(input: unknown): string | undefined {
  const digits =
    typeof input === "string" ? /^\s*(?:AS)?(\d{1,10})\s*$/i.exec(input)?.[1] : undefined;
  if (digits === undefined) return undefined;
  return `it is a string, not a number. Write ${digits} without quotes, or read the configuration with config.getNumber`;
}

/** Creates the schema of a number. `problemOf` returns the problem of a value, or `undefined` if the value is valid. */
export function numberWithRule(problemOf: (value: unknown) => string | undefined) {
  const error = ({ input }: { input?: unknown }) => numberInText(input) ?? problemOf(undefined);
  return z.number({ error }).superRefine((value, context) => {
    const message = problemOf(value);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
}

export const customerAsn = numberWithRule(customerAsnProblem);

/** Schema of the account's ASN, which Cloudflare uses for overlay sessions. */
export const defaultAsn = numberWithRule(cloudflareAsnProblem);

/** Whether a value is a boolean in text form, as returned by `config.get`. */
export const isBooleanText = (input: unknown): boolean =>
  typeof input === "string" && /^\s*(true|false)\s*$/i.test(input);

export const booleanTextRule =
  'it is a string, not a boolean. Read the configuration with config.getBoolean("adopt")';

/** Schema of the input `adopt`, for resources that can find the existing object without its name. */
export const adoptFlag = z
  .boolean({
    error: ({ input }) => (isBooleanText(input) ? booleanTextRule : "it must be true or false"),
  })
  .default(false);
