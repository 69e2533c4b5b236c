import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/env";
import type { Network } from "../network/network";

/**
 * Takes `"bgp": null` out of the PUT of a CNI, where null is to mean the same as absent. The schema
 * itself does not know null, as the published one does not.
 */
export function nullBgp(network: Network): MiddlewareHandler<AppEnv> {
  return async function nullBgp(c, next) {
    if (c.req.method === "PUT" && network.behaviour.nullBgp === "removes") {
      const { url, method, headers } = c.req.raw;
      const text = await c.req.raw.text();
      c.req.raw = new Request(url, { method, headers, body: withoutNullBgp(text) });
    }
    await next();
  };
}

function withoutNullBgp(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (key, value) =>
      key === "bgp" && value === null ? undefined : value,
    );
  } catch {
    return text;
  }
}
