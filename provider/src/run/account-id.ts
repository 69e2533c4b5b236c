import { z } from "zod";

const accountIdRule =
  "it must be the 32 hexadecimal digits of an account ID, as in the URL of the dashboard. Set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID or the accountId of the resource";

export const accountId = z.string(accountIdRule).regex(/^[0-9a-f]{32}$/i, accountIdRule);

/** Whether a value may be a mistyped account ID. Anything else may be a token in the wrong variable. */
export function looksLikeAccountId(value: unknown): boolean {
  return typeof value === "string" && /^[\da-f]{1,32}$/i.test(value);
}
