/** Parses and compares IP addresses and prefixes. */
import { IPv4, IPv6 } from "ipaddr.js";

export type Family = "ipv4" | "ipv6";

export interface Prefix {
  family: Family;
  /** Canonical spelling, such as `10.0.0.1` or `2001:db8::1`. */
  address: string;
  /** Length of the prefix in bits. */
  length: number;
  /** Network that contains the address, such as `10.0.0.0/31`. */
  network: string;
  bytes: readonly number[];
  /** Kind of address range, such as `unicast`, `private` or `uniqueLocal`. */
  range: string;
}

/**
 * Parses an address with its prefix length, such as `10.0.0.1/31`. Returns `undefined` for any other text. This
 * includes IPv4 addresses without four decimal parts, which devices interpret differently, and addresses with a zone
 * (`fe80::1%eth0`).
 */
export function parsePrefix(text: string): Prefix | undefined {
  if (IPv4.isValidCIDRFourPartDecimal(text)) {
    const [address, length] = IPv4.parseCIDR(text);
    const network = IPv4.networkAddressFromCIDR(text).toString();
    return prefixOf("ipv4", address, address.toString(), length, network);
  }
  if (!IPv6.isValidCIDR(text) || text.includes("%")) return undefined;
  const [address, length] = IPv6.parseCIDR(text);
  const network = IPv6.networkAddressFromCIDR(text).toRFC5952String();
  return prefixOf("ipv6", address, address.toRFC5952String(), length, network);
}

function prefixOf(
  family: Family,
  parsed: IPv4 | IPv6,
  address: string,
  length: number,
  network: string,
): Prefix {
  const [bytes, range] = [parsed.toByteArray(), parsed.range()];
  return { family, address, length, network: `${network}/${length}`, bytes, range };
}

/** Whether a prefix equals another prefix or is contained in it. */
export function isWithin(inner: Prefix, outer: Prefix): boolean {
  if (inner.family !== outer.family || inner.length < outer.length) return false;
  return outer.bytes.every((byte, at) => {
    const bits = Math.min(8, Math.max(0, outer.length - at * 8));
    const mask = 0xff & (0xff << (8 - bits));
    return (byte & mask) === ((inner.bytes[at] ?? 0) & mask);
  });
}

/** Whether a prefix covers another prefix. Text that is not a prefix is parsed as `undefined` and covers nothing. */
export function covers(outer: Prefix | undefined, inner: Prefix | undefined): boolean {
  return outer !== undefined && inner !== undefined && isWithin(inner, outer);
}

export function isIPv4Address(text: string): boolean {
  return IPv4.isValidFourPartDecimal(text);
}
