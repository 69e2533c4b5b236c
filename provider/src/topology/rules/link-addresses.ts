/** The addresses of a session: the two ends of one /31, or of one /127. */

import { type Family, parsePrefix } from "../../domain/prefix";
import type { Session } from "../design";

const LENGTH_OF_LINK: Readonly<Record<Family, number>> = { ipv4: 31, ipv6: 127 };

/** The network of an address that is one end of a point-to-point link, as text. */
export function linkOf(text: string | undefined): string | undefined {
  const address = parsePrefix(text ?? "");
  if (address === undefined || address.length !== LENGTH_OF_LINK[address.family]) return undefined;
  return address.network;
}

/** The links that the addresses of a session are in; one where they match. */
export function linksOf({ customerIp, cloudflareIp }: Session): string[] {
  return [...new Set([linkOf(customerIp), linkOf(cloudflareIp)])].filter(
    (link) => link !== undefined,
  );
}
