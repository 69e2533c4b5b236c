/** Input fields that several resources share; each message gives the rule and the way out. */
import { z } from "zod";
import { parseDuration } from "../domain/duration";
import { cloudflareAsnProblem, customerAsnProblem } from "../domain/session-rules";

const timeoutRule = 'it must be a length of time such as "90s", "30m", "2h" or "14d"';

/** How long to wait; milliseconds once parsed. */
export const timeout = z
  .string(timeoutRule)
  .refine((text) => parseDuration(text) !== undefined, timeoutRule)
  .transform((text) => parseDuration(text) ?? 0);

export const DEFAULT_TIMEOUT = "30m";

/** Number that is checked by a rule, which describes the problem of a value. */
export function numberWithRule(problemOf: (value: unknown) => string | undefined) {
  return z.number(problemOf(undefined)).superRefine((value, context) => {
    const message = problemOf(value);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
}

/** The customer's ASN on a session. */
export const customerAsn = numberWithRule(customerAsnProblem);

/** Cloudflare's ASN on the account's overlay sessions. */
export const defaultAsn = numberWithRule(cloudflareAsnProblem);

/** What `config.get` returns for a boolean of the stack configuration. */
export const isBooleanText = (input: unknown): boolean =>
  typeof input === "string" && /^\s*(true|false)\s*$/i.test(input);

export const booleanTextRule =
  'it is text, not a boolean; read the configuration with config.getBoolean("adopt"), which returns a boolean';

/** Whether an existing object is adopted, for resources that need no name for it. */
export const adoptFlag = z
  .boolean({
    error: ({ input }) => (isBooleanText(input) ? booleanTextRule : "it must be true or false"),
  })
  .default(false);
