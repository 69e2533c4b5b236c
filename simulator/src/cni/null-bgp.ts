import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/env";
import type { Network } from "../network/network";

/**
 * Removes `"bgp": null` from the PUT of a CNI if the switch `nullBgp` is "removes". The schema itself
 * does not allow null, because the published one does not.
 */
export function removeNullBgp(network: Network): MiddlewareHandler<AppEnv> {
  return async function removeNullBgp(c, next) {
    if (c.req.method === "PUT" && network.behaviour.nullBgp === "removes") {
      const { url, method, headers } = c.req.raw;
      const text = await c.req.raw.text();
      c.req.raw = new Request(url, { method, headers, body: dropNullBgp(text) });
    }
    await next();
  };
}

function dropNullBgp(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (key, value) =>
      key === "bgp" && value === null ? undefined : value,
    );
  } catch {
    return text;
  }
}
