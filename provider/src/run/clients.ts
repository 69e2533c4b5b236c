import { AccountApi } from "../api/account";
import type { Credentials } from "../api/credentials";
import { createHttp, type Http } from "../api/http";
import type { Clock } from "../domain/clock";

/**
 * One set of connections and one budget for each API and credentials, whatever the number of resources, and one client
 * for each account.
 */
export class Clients {
  readonly #https = new Map<string, Http>();
  readonly #clients = new Map<string, AccountApi>();

  constructor(private readonly clock: Clock) {}

  http(credentials: Credentials): Http {
    return once(this.#https, askerOf(credentials), () => createHttp(credentials, this.clock));
  }

  client(credentials: Credentials, account: string): AccountApi {
    const make = () => new AccountApi(this.http(credentials), account, this.clock);
    return once(this.#clients, `${account} ${askerOf(credentials)}`, make);
  }
}

function askerOf({ baseUrl, headers }: Credentials): string {
  return JSON.stringify([baseUrl.replace(/\/$/, ""), Object.entries(headers).sort()]);
}

function once<T>(made: Map<string, T>, key: string, make: () => T): T {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
