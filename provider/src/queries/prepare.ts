/** Prepares the requests of a lookup. Loads zod and undici, so programs load it lazily. */
import { isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { systemClock } from "../domain/clock";
import { CniError } from "../domain/errors";
import { accountId as accountIdSchema } from "../run/account-id";
import { Clients } from "../run/clients";
import { Configuration } from "../run/configuration";
import { withoutNulls } from "../run/property-values";
import type { Query } from "./query";

/** Configuration values by key. */
export type AccountSettings = Readonly<Record<string, string | undefined>>;

/** A validated query for one account. */
export interface PreparedQuery<Answer> {
  /** Identifies the API, its credentials and the account, so that `key` needs no credentials. */
  client: object;
  key: string;
  ask(): Promise<Answer>;
}

/** Clients, settings and progress reports of the running program. */
export interface QueryContext {
  /** Clients of the run. */
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

/** Expected failure, with its message and the details that the API reported. */
export interface Failure {
  message: string;
  status?: number;
  code?: number;
  rayId?: string;
}

/** Returns `undefined` for an unexpected error, which keeps its stack. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof CniError)) return undefined;
  return { ...(isApiError(error) ? error.details : {}), message: error.message };
}

/** Creates clients for one run. */
export function newClients(): Clients {
  return new Clients(systemClock);
}
