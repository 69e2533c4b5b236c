/** Error codes of Magic. Only 1020 and 1022 were observed on the real API; Cloudflare publishes no list. */
export const codes = {
  routeNotFound: 1020,
  invalid: 1022,
  notEntitled: 1403,
  interconnectNotFound: 1404,
  wrongMethod: 1405,
  nameTaken: 1409,
  tunnelNotFound: 1414,
  broken: 1500,
} as const;
