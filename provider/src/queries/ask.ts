/** Asks the API on behalf of a lookup. Loads zod and undici, so it is loaded when it is needed. */
import { isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { CniError } from "../domain/errors";
import { accountId as accountIdSchema } from "../run/account-id";
import { Configuration } from "../run/configuration";
import { withoutNulls } from "../run/property-values";
import type { Question } from "./query";

/** Configuration keys with their values. */
export type AccountSettings = Readonly<Record<string, string | undefined>>;

/** A request that may be sent, and what tells it from the others of its lookup. */
export interface Prepared<Answer> {
  key: string;
  ask(): Promise<Answer>;
}

/** Judges arguments and configuration. `onWait` hears why a request has to wait. */
export function prepare<Answer>(
  question: Question<Answer>,
  args: object,
  settings: AccountSettings,
  onWait: (message: string) => void,
): Prepared<Answer> {
  const { accountId, ...rest } = withoutNulls({ ...args });
  const asked = question(rest);
  const configuration = new Configuration((key) => settings[key]);
  const account = accountIdSchema.safeParse(accountId ?? configuration.accountId);
  if (!account.success) throw new CniError(`accountId: ${account.error.issues[0]?.message}`);
  // One client stands for one API, its credentials and the account.
  const api = configuration.api(account.data.toLowerCase());
  return {
    key: `${clientNumber(api)} ${asked.key}`,
    ask: () => inOperation({ onWait }, () => asked.ask(api)),
  };
}

/** What is told of a failure; undefined if nobody expected it. */
export interface Failure {
  message: string;
  status?: number;
  code?: number;
  rayId?: string;
}

export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof CniError)) return undefined;
  return { ...(isApiError(error) ? error.details : {}), message: error.message };
}

const numbers = new WeakMap<object, number>();
let last = 0;

/** Credentials are no part of a key that may be printed some day. */
function clientNumber(api: object): number {
  const number = numbers.get(api) ?? ++last;
  numbers.set(api, number);
  return number;
}
