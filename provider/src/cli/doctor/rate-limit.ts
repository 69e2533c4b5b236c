/** What is left of the budget of requests, in the headers of any answer. */
import { request } from "undici";
import { createDispatcher } from "../../api/dispatcher";
import type { Connection } from "../account";

/** Undefined where the API does not tell. */
export async function requestsLeft({
  baseUrl,
  account,
  credentials,
}: Connection): Promise<string | undefined> {
  const url = new URL(`${baseUrl.replace(/\/$/, "")}/accounts/${account}/cni/settings`);
  const dispatcher = createDispatcher(url);
  try {
    const { headers, body } = await request(url, {
      dispatcher,
      headers: { accept: "application/json", ...credentials.headers },
    });
    await body.dump();
    // The newer header is a list such as `"default";r=1187;t=243`.
    const [, left] = /;r=(\d+)/.exec(String(headers.ratelimit ?? "")) ?? [];
    return left ?? (headers["x-ratelimit-remaining"]?.toString() || undefined);
  } catch {
    return undefined;
  } finally {
    await dispatcher.close();
  }
}
