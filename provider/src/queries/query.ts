/** Converts the arguments of a lookup to a query. Validates the arguments before any request is sent. */
import { z } from "zod";
import type { AccountApi } from "../api/account";
import { CniError } from "../domain/errors";
import { didYouMean } from "../domain/suggest";
import { endSentence, propertiesAt, withHint } from "../lifecycle/check";

/** Arguments that every lookup accepts. */
export interface AccountArgs {
  /**
   * Account ID (32 hexadecimal digits).
   *
   * @default the account of the `Provider` in the options, then `cloudflare:accountId` of the
   * stack, then `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: string;
}

/** Query with valid arguments. */
export interface ParsedQuery<Answer> {
  /**
   * Identifies the arguments. Two queries with the same key return the same result if they belong to the same lookup.
   */
  key: string;
  ask(api: AccountApi): Promise<Answer>;
}

/** Validates arguments. Throws a `CniError` that names all invalid arguments. */
export type Query<Answer> = (args: object) => ParsedQuery<Answer>;

/** Defines a query. `schema` describes its arguments without `accountId`. `ask` sends the requests. */
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

/** Describes a problem without quoting the value, because the value may be a secret in the wrong argument. */
function describeIssue(issue: z.core.$ZodIssue, known: readonly string[]): string {
  return issue.code === "unrecognized_keys"
    ? issue.keys
        .map((key) =>
          withHint(`"${key}" is not an argument. Check its spelling.`, didYouMean(key, known)),
        )
        .join(" ")
    : endSentence(`${issue.path.join(".") || "The arguments"}: ${issue.message}`);
}

/** Creates the schema of a string that must not be empty. `what` completes the sentence "it must be …". */
export function nonEmptyText(what: string) {
  const rule = `it must be ${what}`;
  return z.string(rule).trim().min(1, rule);
}
