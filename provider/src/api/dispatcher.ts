/** Creates the HTTP connections. They are kept alive, limited in number, and use the proxy from the environment. */
import type { Dispatcher } from "undici";
import { CniError } from "../domain/errors";
import { isLoopback } from "../domain/loopback";

/** Time limit for a complete response, in milliseconds. The API needs several seconds to process an order. */
export const RESPONSE_TIMEOUT = 60_000;
/** Size limit of a response. Responses of this API are far smaller; a misconfigured proxy may send anything. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/**
 * Creates the connections to one API. Respects HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Node itself reads additional CAs
 * from NODE_EXTRA_CA_CERTS.
 */
export function createDispatcher(base: URL): Dispatcher {
  // `undici` is loaded on first use, because many previews send no request.
  const { Agent, EnvHttpProxyAgent }: typeof import("undici") = require("undici");
  const options = {
    headersTimeout: RESPONSE_TIMEOUT,
    bodyTimeout: RESPONSE_TIMEOUT,
    maxResponseSize: MAX_RESPONSE_BYTES,
    // A response takes about 100 ms, so 16 connections send at most 160 requests per second. Cloudflare accepts 200 per
    // second from one address.
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

/** Reads a proxy URL from the first of these variables that is set. As in curl, the URL may omit the scheme. */
function proxyFrom(...names: string[]): string | undefined {
  for (const name of names) {
    const value = process.env[name]?.trim();
    if (!value) continue;
    const url = value.includes("://") ? value : `http://${value}`;
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
    // The message does not quote the value, because a proxy URL may contain a password.
    throw new CniError(
      `${name} is not the URL of an HTTP proxy. Set it to a URL such as "http://proxy:3128".`,
    );
  }
  return undefined;
}
