/** Codes in the errors about tokens. 1000 has been seen; Cloudflare publishes no list. */
export const codes = {
  invalid: 1000,
  wrongMethod: 1405,
  broken: 1500,
} as const;
