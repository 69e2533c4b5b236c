/**
 * Reads health and traffic of tunnels from Cloudflare's GraphQL Analytics API, which lists a CNI by its conduit name.
 */
import { z } from "zod";
import { ApiError } from "./errors";
import type { AccountEndpoint } from "./repository";

const PATH = "/graphql";
/** Maximum number of groups in a response. */
const LIMIT = 5_000;
/** `resultStatus` of a probe that received a response. */
const PASSED = "ok";

// A selection of `active` returns no rows for GRE and CNI tunnels.
const QUERY = `query TunnelAnalytics($account: string!, $from: Time!, $to: Time!) {
  viewer {
    accounts(filter: { accountTag: $account }) {
      health: magicTransitTunnelHealthChecksAdaptiveGroups(
        limit: ${LIMIT}
        filter: { datetime_geq: $from, datetime_lt: $to }
      ) {
        count
        avg { tunnelState }
        dimensions { tunnelName resultStatus }
      }
      traffic: magicTransitTunnelTrafficAdaptiveGroups(
        limit: ${LIMIT}
        filter: { datetime_geq: $from, datetime_lt: $to }
      ) {
        sum { bits }
        dimensions { tunnelName direction }
      }
    }
  }
}`;

const healthGroup = z.looseObject({
  count: z.number(),
  avg: z.looseObject({ tunnelState: z.number() }),
  dimensions: z.looseObject({ tunnelName: z.string(), resultStatus: z.string() }),
});
const trafficGroup = z.looseObject({
  sum: z.looseObject({ bits: z.number() }),
  dimensions: z.looseObject({ tunnelName: z.string(), direction: z.string() }),
});
const response = z.looseObject({
  data: z
    .looseObject({
      viewer: z.looseObject({
        accounts: z.array(
          z.looseObject({ health: z.array(healthGroup), traffic: z.array(trafficGroup) }),
        ),
      }),
    })
    .nullish(),
  errors: z
    .array(z.looseObject({ extensions: z.looseObject({ code: z.string().nullish() }).nullish() }))
    .nullish(),
});

/** Directions of traffic, as Cloudflare names them. */
export const TRAFFIC_DIRECTIONS = ["ingress", "egress"] as const;
export type TrafficDirection = (typeof TRAFFIC_DIRECTIONS)[number];

/** Measurements of one tunnel. A property is omitted if there are no samples. */
export interface TunnelMeasurement {
  /** Average state, where 0 is down, 0.5 is degraded and 1 is healthy. */
  state?: number;
  /** Share of the probes that received a response, from 0 to 1. */
  passed?: number;
  /** Average traffic in bits per second. */
  traffic: Partial<Record<TrafficDirection, number>>;
}

/** Measurements of all tunnels of an account. */
export class TunnelAnalytics {
  constructor(private readonly endpoint: AccountEndpoint) {}

  /** Reads the measurements by tunnel name, from samples between two times in milliseconds. Sends one request. */
  async read(from: number, to: number): Promise<Map<string, TunnelMeasurement>> {
    const { http, account } = this.endpoint;
    const variables = { account, from: toTime(from), to: toTime(to) };
    const { data, errors } = await http.json(
      {
        method: "POST",
        readOnly: true,
        path: PATH,
        priority: "poll",
        body: { query: QUERY, variables },
      },
      response,
    );
    const [found] = data?.viewer.accounts ?? [];
    if (errors?.length || found === undefined) throw refusal(errors?.[0]?.extensions?.code);
    const names = new Set(
      [...found.health, ...found.traffic].map(({ dimensions }) => dimensions.tunnelName),
    );
    const seconds = (to - from) / 1_000;
    return new Map(
      [...names].map((name) => [
        name,
        {
          ...healthOf(found.health.filter(({ dimensions }) => dimensions.tunnelName === name)),
          traffic: trafficOf(
            found.traffic.filter(({ dimensions }) => dimensions.tunnelName === name),
            seconds,
          ),
        },
      ]),
    );
  }
}

function healthOf(
  groups: readonly z.output<typeof healthGroup>[],
): Pick<TunnelMeasurement, "state" | "passed"> {
  const count = sum(groups.map((group) => group.count));
  if (count === 0) return {};
  const passed = groups.filter(({ dimensions }) => dimensions.resultStatus === PASSED);
  return {
    state: sum(groups.map((group) => group.count * group.avg.tunnelState)) / count,
    passed: sum(passed.map((group) => group.count)) / count,
  };
}

function trafficOf(
  groups: readonly z.output<typeof trafficGroup>[],
  seconds: number,
): TunnelMeasurement["traffic"] {
  const entries = TRAFFIC_DIRECTIONS.flatMap((direction) => {
    const own = groups.filter(({ dimensions }) => dimensions.direction === direction);
    return own.length > 0 ? [[direction, sum(own.map((group) => group.sum.bits)) / seconds]] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * Creates the error of a refused query. GraphQL responds to it with status 200. Its message is omitted, because only
 * other responses are redacted.
 */
function refusal(code: string | null | undefined): ApiError {
  return new ApiError({
    kind: code === "authz" ? "permission" : "refused",
    method: "POST",
    path: PATH,
    reason: `the GraphQL API answered with an error${/^[a-z_]{1,40}$/.test(code ?? "") ? ` (${code})` : ""}. The token needs 'Account Analytics Read'`,
  });
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
