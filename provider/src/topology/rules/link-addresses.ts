/** The addresses of a session: the two ends of one /31, or of one /127. */

import type { Session } from "../design";
import { type Prefix, parsePrefix } from "../prefix";

/** The network of an address that is one end of a point-to-point link, as text. */
export function linkOf(text: string | undefined): string | undefined {
  const [address, length] = parsePrefix(text ?? "") ?? [];
  if (address === undefined || length !== lengthOfLink(address)) return undefined;
  const bytes = address.toByteArray();
  return bytes.map((byte, at) => (at === bytes.length - 1 ? byte & ~1 : byte)).join(".");
}

/** The links that the addresses of a session are in; one where they match. */
export function linksOf({ customerIp, cloudflareIp }: Session): string[] {
  return [...new Set([linkOf(customerIp), linkOf(cloudflareIp)])].filter(
    (link) => link !== undefined,
  );
}

function lengthOfLink(address: Prefix[0]): number {
  return address.kind() === "ipv4" ? 31 : 127;
}
