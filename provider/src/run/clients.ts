import { AccountApi } from "../api/account";
import type { Credentials } from "../api/credentials";
import { createHttp, type Http } from "../api/http";
import type { Clock } from "../domain/clock";

/**
 * HTTP and API clients. Resources with the same API and credentials share connections and the request limit. Each
 * account has one client.
 */
export class Clients {
  readonly #httpClients = new Map<string, Http>();
  readonly #clients = new Map<string, AccountApi>();

  constructor(private readonly clock: Clock) {}

  http(credentials: Credentials): Http {
    return getOrCreate(this.#httpClients, credentialsKey(credentials), () =>
      createHttp(credentials, this.clock),
    );
  }

  client(credentials: Credentials, account: string): AccountApi {
    const create = () => new AccountApi(this.http(credentials), account, this.clock);
    return getOrCreate(this.#clients, `${account} ${credentialsKey(credentials)}`, create);
  }
}

function credentialsKey({ baseUrl, headers }: Credentials): string {
  return JSON.stringify([baseUrl.replace(/\/$/, ""), Object.entries(headers).sort()]);
}

function getOrCreate<T>(values: Map<string, T>, key: string, create: () => T): T {
  const value = values.get(key) ?? create();
  values.set(key, value);
  return value;
}
