import { z } from "zod";

const accountIdRule =
  "it must be the 32 hexadecimal digits of an account id, as in the dashboard's address; set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID or the accountId of the resource";

export const accountId = z.string(accountIdRule).regex(/^[0-9a-f]{32}$/i, accountIdRule);

/** Whether it may be a mistyped account id; anything else may be a token in the wrong variable. */
export function looksLikeAccountId(value: unknown): boolean {
  return typeof value === "string" && /^[\da-f]{1,32}$/i.test(value);
}
