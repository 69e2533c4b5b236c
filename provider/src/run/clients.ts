/**
 * One set of connections and one budget in the process for each API and credentials, whatever the
 * number of resources, and one client for each account.
 */
import { CniApi } from "../api/client";
import type { Credentials } from "../api/credentials";
import { createHttp, type Http } from "../api/http";

const https = new Map<string, Http>();
const clients = new Map<string, CniApi>();

export function httpFor(credentials: Credentials): Http {
  return once(https, askerOf(credentials), () => createHttp(credentials));
}

export function clientFor(credentials: Credentials, account: string): CniApi {
  const make = () => new CniApi(httpFor(credentials), account);
  return once(clients, `${account} ${askerOf(credentials)}`, make);
}

function askerOf({ baseUrl, headers }: Credentials): string {
  return JSON.stringify([baseUrl.replace(/\/$/, ""), Object.entries(headers).sort()]);
}

function once<T>(made: Map<string, T>, key: string, make: () => T): T {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
