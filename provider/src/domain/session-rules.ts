/**
 * Rules for the values of a BGP session. Each function returns the problem of a value, or `undefined` if the value is
 * valid.
 */

export const CLOUDFLARE_ASN = 13335;

/** Reserved ASNs: 0 (RFC 7607), AS_TRANS (RFC 6793), and the last ASN of each range (RFC 7300). */
const RESERVED_ASNS: readonly unknown[] = [0, 23456, 65535, 4294967295];
const USE_OWN_ASN = "Use your own ASN or a private ASN (64512-65534, 4200000000-4294967294).";

/** Checks the ASN at the customer's end of a session. */
export function customerAsnProblem(asn: unknown): string | undefined {
  if (RESERVED_ASNS.includes(asn)) return `it is reserved. ${USE_OWN_ASN}`;
  if (asn === CLOUDFLARE_ASN) {
    return `it is Cloudflare's own ASN, and the customer's ASN must differ from it. ${USE_OWN_ASN}`;
  }
  return isWholeNumber(asn, 1, 4294967294)
    ? undefined
    : "it must be a whole number from 1 to 4294967294 (a 2- or 4-byte ASN).";
}

/** Checks the account's ASN, which Cloudflare's end of a session uses. */
export function cloudflareAsnProblem(asn: unknown): string | undefined {
  return asn === CLOUDFLARE_ASN || isWholeNumber(asn, 64512, 65534)
    ? undefined
    : "it must be 13335 (Cloudflare's default) or a private 2-byte ASN from 64512 to 65534.";
}

/** Checks an MD5 key. The returned problem does not quote the key. */
export function md5KeyProblem(key: unknown): string | undefined {
  return typeof key === "string" && /^[\x20\x21\x23-\x3E\x40-\x7E]{1,80}$/.test(key)
    ? undefined
    : "it must have 1 to 80 printable ASCII characters, except the double quote and the question mark. Choose another key.";
}

export function mtuProblem(mtu: unknown): string | undefined {
  return isWholeNumber(mtu, 576, 1500)
    ? undefined
    : "it must be a whole number of bytes from 576 to 1500.";
}

function isWholeNumber(value: unknown, min: number, max: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}
