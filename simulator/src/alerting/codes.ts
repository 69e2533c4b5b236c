/** Error codes of Notifications. Only 17003 was observed on the real API; Cloudflare publishes no list. */
export const codes = {
  invalid: 17003,
  notFound: 17404,
  wrongMethod: 17405,
  broken: 17500,
} as const;
