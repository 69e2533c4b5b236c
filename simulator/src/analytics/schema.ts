import { buildSchema } from "graphql";

const day = 86_400_000;

/** Longest span of one query, and how far back it may begin, as Cloudflare publishes them for health checks. */
export const longestSpan = 7 * day;
export const farthestPast = 90 * day;

const times = `
  datetime: Time
  datetimeMinute: Time
  datetimeFiveMinutes: Time
  datetimeFifteenMinutes: Time
  datetimeHalfOfHour: Time
  datetimeHour: Time`;

/** The part of Cloudflare's GraphQL schema that the simulator answers, with Cloudflare's names of scalars. */
export const schema = buildSchema(`
  scalar Time
  scalar string
  scalar uint8
  scalar uint64
  scalar float64

  type Query { viewer: viewer }
  type viewer { accounts(filter: AccountFilter!, limit: uint64): [account!]! }
  input AccountFilter { accountTag: string! }

  type account {
    magicTransitTunnelHealthChecksAdaptiveGroups(
      limit: uint64!, filter: HealthFilter!
    ): [HealthGroup!]!
    magicTransitTunnelTrafficAdaptiveGroups(
      limit: uint64!, filter: TrafficFilter!
    ): [TrafficGroup!]!
  }

  input HealthFilter {
    datetime_geq: Time!, datetime_lt: Time!, tunnelName: string, resultStatus: string, active: uint8
  }
  type HealthGroup { count: uint64!, avg: HealthAverages!, dimensions: HealthDimensions! }
  type HealthAverages { tunnelState: float64! }
  type HealthDimensions { ${times}
    tunnelName: string
    resultStatus: string
    active: uint8
  }

  input TrafficFilter {
    datetime_geq: Time!, datetime_lt: Time!, tunnelName: string, direction: string
  }
  type TrafficGroup { count: uint64!, sum: TrafficSums!, dimensions: TrafficDimensions! }
  type TrafficSums { bits: uint64!, packets: uint64! }
  type TrafficDimensions { ${times}
    tunnelName: string
    direction: string
  }
`);
