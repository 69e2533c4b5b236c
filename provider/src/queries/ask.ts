/** Asks the API on behalf of a lookup. Loads zod and undici, so it is loaded when it is needed. */
import * as pulumi from "@pulumi/pulumi";
import { isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { CniError } from "../domain/errors";
import { accountId as accountIdSchema } from "../lifecycle/fields";
import { LookupError } from "../program/lookup-error";
import type { AccountSettings } from "../program/lookups/account-settings";
import { Configuration } from "../run/configuration";
import { withoutNulls } from "../run/property-values";
import type { Question } from "./query";

/** A request that may be sent, and what tells it from the others of its lookup. */
export interface Prepared<Answer> {
  key: string;
  ask(): Promise<Answer>;
}

/** Judges arguments and configuration. */
export function prepare<Answer>(
  name: string,
  question: Question<Answer>,
  args: object,
  settings: AccountSettings,
): Prepared<Answer> {
  const { accountId, ...rest } = withoutNulls({ ...args });
  const asked = question(rest);
  const configuration = new Configuration((key) => settings[key]);
  const account = accountIdSchema.safeParse(accountId ?? configuration.accountId);
  if (!account.success) throw new CniError(`accountId: ${account.error.issues[0]?.message}`);
  // One client stands for one API, its credentials and the account.
  const api = configuration.api(account.data.toLowerCase());
  const onWait = (message: string) => {
    void pulumi.log.info(`${name}: ${message}`, undefined, undefined, true);
  };
  return {
    key: `${clientNumber(api)} ${asked.key}`,
    ask: () => inOperation({ onWait }, () => asked.ask(api)),
  };
}

/** How a failure is told in a program; what nobody expected keeps its stack. */
export function told(name: string, error: unknown): unknown {
  if (!(error instanceof CniError)) return error;
  return new LookupError(`${name}: ${error.message}`, isApiError(error) ? error.details : {});
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** Credentials are no part of a key that may be printed some day. */
function clientNumber(api: object): number {
  const number = numbers.get(api) ?? ++last;
  numbers.set(api, number);
  return number;
}
