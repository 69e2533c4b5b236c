/** The connections: kept alive, limited, through the proxy of the environment. */
import type { Dispatcher } from "undici";
import { CniError } from "../domain/errors";
import { isLoopback } from "../domain/loopback";

/** Longest an answer may take, in milliseconds; ordering a port is not quick. */
export const RESPONSE_TIMEOUT = 60_000;
/** No answer of this API comes near; a proxy's download page might. */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/**
 * Connections to one API. HTTPS_PROXY, HTTP_PROXY and NO_PROXY hold as they do elsewhere; another
 * CA than the usual ones is Node's own affair (NODE_EXTRA_CA_CERTS).
 */
export function createDispatcher(base: URL): Dispatcher {
  // A preview asks nobody, so it does without.
  const { Agent, EnvHttpProxyAgent }: typeof import("undici") = require("undici");
  const options = {
    headersTimeout: RESPONSE_TIMEOUT,
    bodyTimeout: RESPONSE_TIMEOUT,
    maxResponseSize: MAX_RESPONSE_BYTES,
    // At some 100 ms an answer, this also keeps below the 200 requests a second that Cloudflare
    // takes from one address.
    connections: 16,
  };
  // No proxy can reach the simulator on this machine.
  if (isLoopback(base.hostname)) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: proxyFrom("http_proxy", "HTTP_PROXY"),
    httpsProxy: proxyFrom("https_proxy", "HTTPS_PROXY"),
  });
}

/** The proxy that the first of these variables names; without a scheme, as curl takes it too. */
function proxyFrom(...names: string[]): string | undefined {
  for (const name of names) {
    const value = process.env[name]?.trim();
    if (!value) continue;
    const url = value.includes("://") ? value : `http://${value}`;
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
    // It is not quoted: it may hold a password.
    throw new CniError(`${name} is not the URL of an HTTP proxy such as "http://proxy:3128"`);
  }
  return undefined;
}
