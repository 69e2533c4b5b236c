/** Input fields that several resources share; each message gives the rule and the way out. */
import { z } from "zod";
import { parseDuration } from "../domain/duration";

const timeoutRule = 'it must be a length of time such as "90s", "30m", "2h" or "14d"';

/** How long to wait; milliseconds once parsed. */
export const timeout = z
  .string(timeoutRule)
  .refine((text) => parseDuration(text) !== undefined, timeoutRule)
  .transform((text) => parseDuration(text) ?? 0);

export const DEFAULT_TIMEOUT = "30m";

const CLOUDFLARE_ASN = 13335;
/** 0, AS_TRANS and the two last-of-range ASNs may not be used by anyone (RFC 7607, 6793, 7300). */
const RESERVED_ASNS = [0, 23456, 65535, 4294967295];
const asnRule = "it must be a whole number from 1 to 4294967294 (a 2- or 4-byte ASN)";

/** The customer's ASN on a session. */
export const customerAsn = z
  .number(asnRule)
  .refine((asn) => Number.isInteger(asn) && asn >= 0 && asn <= 4294967295, asnRule)
  .refine(
    (asn) => !RESERVED_ASNS.includes(asn),
    "it is reserved; use your own ASN or a private one (64512-65534, 4200000000-4294967294)",
  )
  .refine(
    (asn) => asn !== CLOUDFLARE_ASN,
    "it is Cloudflare's own ASN and the customer's must differ; use your own ASN or a private one (64512-65534, 4200000000-4294967294)",
  );

const settingsAsnRule =
  "it must be 13335 (Cloudflare's default) or a private 2-byte ASN from 64512 to 65534";

/** Cloudflare's ASN on the account's overlay sessions. */
export const defaultAsn = z
  .number(settingsAsnRule)
  .refine(
    (asn) => asn === CLOUDFLARE_ASN || (Number.isInteger(asn) && asn >= 64512 && asn <= 65534),
    settingsAsnRule,
  );

/** What `config.get` returns for a boolean of the stack configuration. */
export const isBooleanText = (input: unknown): boolean =>
  typeof input === "string" && /^\s*(true|false)\s*$/i.test(input);

export const booleanTextRule =
  'it is text, not a boolean; read the configuration with config.getBoolean("adopt"), which returns a boolean';

/** Whether an existing object is adopted, for resources that need no name for it. */
export const adoptFlag = z
  .boolean({
    error: ({ input }) => (isBooleanText(input) ? booleanTextRule : "it must be true or false"),
  })
  .default(false);
