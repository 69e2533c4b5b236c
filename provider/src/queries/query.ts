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
export interface ParsedQuery<Answer> {
  key: string;
  ask(api: AccountApi): Promise<Answer>;
}

export type Query<Answer> = (args: object) => ParsedQuery<Answer>;

/** Makes a question of its arguments' schema, `accountId` aside, and of what asks the API. */
export function defineQuery<Args, Answer>(
  schema: z.ZodType<Args>,
  ask: (api: AccountApi, args: Args) => Promise<Answer>,
): Query<Answer> {
  return (args) => {
    const parsed = schema.safeParse(args);
    if (!parsed.success) {
      const known = propertiesAt(schema, []);
      throw new CniError(
        parsed.error.issues.map((issue) => describeIssue(issue, known)).join("; "),
      );
    }
    return { key: JSON.stringify(parsed.data), ask: (api) => ask(api, parsed.data) };
  };
}

/** Never the value: it may be a secret in the wrong place. */
function describeIssue(issue: z.core.$ZodIssue, known: readonly string[]): string {
  return issue.code === "unrecognized_keys"
    ? issue.keys
        .map((key) =>
          withHint(`${key} is not an argument; check its spelling`, didYouMean(key, known)),
        )
        .join("; ")
    : `${issue.path.join(".") || "the arguments"}: ${issue.message}`;
}

/** A text that is not empty. */
export function nonEmptyText(what: string) {
  const rule = `it must be ${what}`;
  return z.string(rule).trim().min(1, rule);
}
