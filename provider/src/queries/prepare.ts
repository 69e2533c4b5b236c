/** Prepares the requests of a lookup. This module loads zod and undici, so programs load it only when they need it. */
import { isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { systemClock } from "../domain/clock";
import { CniError } from "../domain/errors";
import { accountId as accountIdSchema } from "../run/account-id";
import { Clients } from "../run/clients";
import { Configuration } from "../run/configuration";
import { withoutNulls } from "../run/property-values";
import type { Query } from "./query";

/** Values of the configuration, by key. */
export type AccountSettings = Readonly<Record<string, string | undefined>>;

/** Validated query for one account. */
export interface PreparedQuery<Answer> {
  /**
   * Identifies the API, the credentials and the account. Because of this, `key` does not have to contain the
   * credentials.
   */
  client: object;
  key: string;
  ask(): Promise<Answer>;
}

/** Clients of a running program, with its progress reports. */
export interface QueryContext {
  /** Clients of this run. */
  clients: Clients;
  settings: AccountSettings;
  /** Receives the reason for a wait. */
  onWait(message: string): void;
}

/** Validates arguments and configuration. Throws a `CniError` if they are invalid. */
export function prepare<Answer>(
  query: Query<Answer>,
  args: object,
  { clients, settings, onWait }: QueryContext,
): PreparedQuery<Answer> {
  const { accountId, ...rest } = withoutNulls({ ...args });
  const parsed = query(rest);
  const configuration = new Configuration(clients, (key) => settings[key]);
  const account = accountIdSchema.safeParse(accountId ?? configuration.accountId);
  if (!account.success) throw new CniError(`accountId: ${account.error.issues[0]?.message}`);
  const api = configuration.api(account.data.toLowerCase());
  return {
    client: api,
    key: parsed.key,
    ask: () => inOperation({ onWait }, () => parsed.ask(api)),
  };
}

/** Expected failure: its message, and details that the API reported. */
export interface Failure {
  message: string;
  status?: number;
  code?: number;
  rayId?: string;
}

/**
 * Extracts the details of an expected failure. Returns `undefined` for an unexpected error, which is thrown with its
 * stack.
 */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof CniError)) return undefined;
  return { ...(isApiError(error) ? error.details : {}), message: error.message };
}

export function newClients(): Clients {
  return new Clients(systemClock);
}
