/** Asks the API on behalf of a lookup. Loads zod and undici, so it is loaded when it is needed. */
import { isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { systemClock } from "../domain/clock";
import { CniError } from "../domain/errors";
import { accountId as accountIdSchema } from "../run/account-id";
import { Clients } from "../run/clients";
import { Configuration } from "../run/configuration";
import { withoutNulls } from "../run/property-values";
import type { Query } from "./query";

/** Configuration keys with their values. */
export type AccountSettings = Readonly<Record<string, string | undefined>>;

/** A request that may be sent, and what distinguishes it from the others of its lookup. */
export interface PreparedQuery<Answer> {
  /** Stands for the API, its credentials and the account; credentials are part of no key. */
  client: object;
  key: string;
  ask(): Promise<Answer>;
}

/** Who asks. */
export interface QueryContext {
  /** Those of the run. */
  clients: Clients;
  settings: AccountSettings;
  /** Hears why a request has to wait. */
  onWait(message: string): void;
}

/** Judges arguments and configuration. */
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

/** An expected failure: its message and what the API reported. */
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

/** Clients of a run of their own. */
export function newClients(): Clients {
  return new Clients(systemClock);
}
