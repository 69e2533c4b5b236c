import { z } from "zod";

const accountIdRule =
  "it must be an account ID with 32 hexadecimal digits, as shown in the URL of the dashboard. Set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID or the resource's accountId";

export const accountId = z.string(accountIdRule).regex(/^[0-9a-f]{32}$/i, accountIdRule);

/**
 * Whether a value may be a mistyped account ID. Any other value may be a token in the wrong variable, so messages do
 * not quote it.
 */
export function looksLikeAccountId(value: unknown): boolean {
  return typeof value === "string" && /^[\da-f]{1,32}$/i.test(value);
}
