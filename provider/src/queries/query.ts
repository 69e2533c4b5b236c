/** From what a program asks to a request, judged before anything is sent. */
import { z } from "zod";
import type { AccountApi } from "../api/account";
import { CniError } from "../domain/errors";
import { didYouMean } from "../domain/suggest";
import { propertiesAt, withHint } from "../lifecycle/check";

/** What every lookup may be told. */
export interface AccountArgs {
  /**
   * Account to look in, 32 hexadecimal digits.
   *
   * @default that of the `Provider` in the options, else `cloudflare:accountId` of the
   * stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: string;
}

/** A question with its arguments: what tells it from others, and what asks it. */
export interface Asked<Answer> {
  key: string;
  ask(api: AccountApi): Promise<Answer>;
}

export type Question<Answer> = (args: object) => Asked<Answer>;

/** Makes a question of its arguments' schema, `accountId` aside, and of what asks the API. */
export function question<Args, Answer>(
  schema: z.ZodType<Args>,
  ask: (api: AccountApi, args: Args) => Promise<Answer>,
): Question<Answer> {
  return (args) => {
    const parsed = schema.safeParse(args);
    if (!parsed.success) {
      const known = propertiesAt(schema, []);
      throw new CniError(parsed.error.issues.map((issue) => sentence(issue, known)).join("; "));
    }
    return { key: JSON.stringify(parsed.data), ask: (api) => ask(api, parsed.data) };
  };
}

/** Never the value: it may be a secret in the wrong place. */
function sentence(issue: z.core.$ZodIssue, known: readonly string[]): string {
  return issue.code === "unrecognized_keys"
    ? issue.keys
        .map((key) =>
          withHint(`${key} is not an argument; check its spelling`, didYouMean(key, known)),
        )
        .join("; ")
    : `${issue.path.join(".") || "the arguments"}: ${issue.message}`;
}

/** A text that is not empty. */
export function text(what: string) {
  const rule = `it must be ${what}`;
  return z.string(rule).trim().min(1, rule);
}
