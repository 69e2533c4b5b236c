/** HTTP connections: kept alive, limited in number, and through the environment's proxy. */
import type { Dispatcher } from "undici";
import { CniError } from "../domain/errors";
import { isLoopback } from "../domain/loopback";

/** Milliseconds within which a response must be complete. The API takes a while to process an order. */
export const RESPONSE_TIMEOUT = 60_000;
/** Far larger than any response of this API. The limit guards against a proxy that sends something else. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/**
 * Creates the connections to one API. Respects HTTPS_PROXY, HTTP_PROXY and NO_PROXY; Node itself reads
 * NODE_EXTRA_CA_CERTS for additional CAs.
 */
export function createDispatcher(base: URL): Dispatcher {
  // Loaded on first use, because many previews send no request.
  const { Agent, EnvHttpProxyAgent }: typeof import("undici") = require("undici");
  const options = {
    headersTimeout: RESPONSE_TIMEOUT,
    bodyTimeout: RESPONSE_TIMEOUT,
    maxResponseSize: MAX_RESPONSE_BYTES,
    // At about 100 ms for a response, 16 connections also stay below the 200 requests per second that Cloudflare
    // accepts from one address.
    connections: 16,
  };
  // A proxy cannot reach the simulator on this machine.
  if (isLoopback(base.hostname)) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: proxyFrom("http_proxy", "HTTP_PROXY"),
    httpsProxy: proxyFrom("https_proxy", "HTTPS_PROXY"),
  });
}

/** Reads a proxy URL from the first of these variables that is set. Like curl, accepts it without a scheme. */
function proxyFrom(...names: string[]): string | undefined {
  for (const name of names) {
    const value = process.env[name]?.trim();
    if (!value) continue;
    const url = value.includes("://") ? value : `http://${value}`;
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
    // The value may contain a password, so the message does not quote it.
    throw new CniError(
      `${name} is not the URL of an HTTP proxy. Set it to a URL such as "http://proxy:3128".`,
    );
  }
  return undefined;
}
