/** Error codes of the token endpoints. Only 1000 was observed on the real API; Cloudflare publishes no list. */
export const codes = {
  invalid: 1000,
  wrongMethod: 1405,
  broken: 1500,
} as const;
