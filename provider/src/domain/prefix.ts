/** Addresses and prefixes in the one spelling that the text is written in. */
import { IPv4, IPv6 } from "ipaddr.js";

export type Family = "ipv4" | "ipv6";

export interface Prefix {
  family: Family;
  /** In its usual spelling, such as `10.0.0.1` or `2001:db8::1`. */
  address: string;
  length: number;
  /** The network that it is in, such as `10.0.0.0/31`. */
  network: string;
  lastByte: number;
}

/** What is written as an address with its length; undefined where the text is none. */
export function parsePrefix(text: string): Prefix | undefined {
  if (IPv4.isValidCIDRFourPartDecimal(text)) {
    const [address, length] = IPv4.parseCIDR(text);
    const network = `${IPv4.networkAddressFromCIDR(text)}/${length}`;
    return {
      family: "ipv4",
      address: address.toString(),
      length,
      network,
      lastByte: last(address),
    };
  }
  // A zone (`fe80::1%eth0`) is part of no prefix.
  if (!IPv6.isValidCIDR(text) || text.includes("%")) return undefined;
  const [address, length] = IPv6.parseCIDR(text);
  const network = `${IPv6.networkAddressFromCIDR(text).toRFC5952String()}/${length}`;
  return {
    family: "ipv6",
    address: address.toRFC5952String(),
    length,
    network,
    lastByte: last(address),
  };
}

export function isIPv4Address(text: string): boolean {
  return IPv4.isValidFourPartDecimal(text);
}

function last(address: IPv4 | IPv6): number {
  return address.toByteArray().at(-1) ?? 0;
}
