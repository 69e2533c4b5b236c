/** Codes in the errors of Notifications. 17003 has been seen; Cloudflare publishes no list. */
export const codes = {
  invalid: 17003,
  notFound: 17404,
  wrongMethod: 17405,
  broken: 17500,
} as const;
