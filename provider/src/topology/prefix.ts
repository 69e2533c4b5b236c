import ipaddr from "ipaddr.js";

export type Prefix = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** An address and a length; nothing where the text is none of these. */
export function parsePrefix(text: string): Prefix | undefined {
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined;
}

/** Whether one prefix is in the other, or is it. */
export function isWithin([address, length]: Prefix, outer: Prefix): boolean {
  const [network, shorter] = outer;
  return address.kind() === network.kind() && shorter <= length && address.match(network, shorter);
}
