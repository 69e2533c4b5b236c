/** Converts the arguments of a lookup to a query and validates them before anything is sent. */
import { z } from "zod";
import type { AccountApi } from "../api/account";
import { CniError } from "../domain/errors";
import { didYouMean } from "../domain/suggest";
import { endSentence, propertiesAt, withHint } from "../lifecycle/check";

/** Arguments that every lookup accepts. */
export interface AccountArgs {
  /**
   * Account ID, 32 hexadecimal digits.
   *
   * @default the account of the `Provider` in the options, then `cloudflare:accountId` of the
   * stack, then `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: string;
}

/** A query with valid arguments. */
export interface ParsedQuery<Answer> {
  /** Identifies the arguments. Two queries of a lookup with the same key return the same result. */
  key: string;
  ask(api: AccountApi): Promise<Answer>;
}

/** Validates arguments. Throws a `CniError` that names every invalid one. */
export type Query<Answer> = (args: object) => ParsedQuery<Answer>;

/** Defines a query by the schema of its arguments, without `accountId`, and the function that asks the API. */
export function defineQuery<Args, Answer>(
  schema: z.ZodType<Args>,
  ask: (api: AccountApi, args: Args) => Promise<Answer>,
): Query<Answer> {
  return (args) => {
    const parsed = schema.safeParse(args);
    if (!parsed.success) {
      const known = propertiesAt(schema, []);
      throw new CniError(parsed.error.issues.map((issue) => describeIssue(issue, known)).join(" "));
    }
    return { key: JSON.stringify(parsed.data), ask: (api) => ask(api, parsed.data) };
  };
}

/** Describes a problem without the value, which may be a misplaced secret. */
function describeIssue(issue: z.core.$ZodIssue, known: readonly string[]): string {
  return issue.code === "unrecognized_keys"
    ? issue.keys
        .map((key) =>
          withHint(`"${key}" is not an argument. Check its spelling.`, didYouMean(key, known)),
        )
        .join(" ")
    : endSentence(`${issue.path.join(".") || "The arguments"}: ${issue.message}`);
}

/** Schema of a string that must not be empty; `what` completes "it must be …". */
export function nonEmptyText(what: string) {
  const rule = `it must be ${what}`;
  return z.string(rule).trim().min(1, rule);
}
