/**
 * One set of connections and one budget in the process for each API and credentials, whatever the
 * number of resources, and one client for each account.
 */
import { CniApi } from "./client";
import type { Credentials } from "./credentials";
import { createHttp, type Http } from "./http";

const https = new Map<string, Http>();
const clients = new Map<string, CniApi>();

export function clientFor(credentials: Credentials, account: string): CniApi {
  const asker = JSON.stringify([
    credentials.baseUrl.replace(/\/$/, ""),
    Object.entries(credentials.headers).sort(),
  ]);
  return once(clients, `${account} ${asker}`, () => {
    const http = once(https, asker, () => createHttp(credentials));
    return new CniApi(http, account);
  });
}

function once<T>(made: Map<string, T>, key: string, make: () => T): T {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
