/** The metrics: name, help, and labels. Every label has a bounded set of values, and none is free text. */

export const METRICS = {
  cni_build_info: { help: "Version of the exporter", labels: ["version"] },
  cni_up: { help: "Whether the last attempt of a reading succeeded", labels: ["reading"] },
  cni_stale: {
    help: "Whether a reading is older than three of its intervals; its values are the last known ones",
    labels: ["reading"],
  },
  cni_last_success_timestamp_seconds: {
    help: "Time of the last successful reading",
    labels: ["reading"],
  },
  cni_poll_errors_total: { help: "Failed requests of a reading", labels: ["reading", "kind"] },
  cni_api_requests_total: { help: "Requests to the API, retries included", labels: [] },
  cni_api_requests_left: {
    help: "Requests that remain in this user's rate limit at Cloudflare, as of the last response",
    labels: [],
  },
  cni_api_blocked_seconds: {
    help: "Time for which Cloudflare still blocks this user after 429",
    labels: [],
  },
  cni_link_state: {
    help: "1 for the last known state of a link, 0 for the others",
    labels: ["port", "state"],
  },
  cni_link_state_since_timestamp_seconds: {
    help: "Time at which the exporter first saw the state of a link",
    labels: ["port"],
  },
  cni_link_pending_seconds: {
    help: "Time for which a link has been Pending, 0 if it is not",
    labels: ["port"],
  },
  cni_link_read_timestamp_seconds: {
    help: "Time at which the state of a link was read",
    labels: ["port"],
  },
  cni_port_info: {
    help: "Place of a port",
    labels: ["port", "type", "speed", "site", "facility", "device"],
  },
  cni_design_info: {
    help: "Intent of a design, the strongest one that it achieves, and the strongest one of what works now",
    labels: ["design", "intent", "configured", "operational"],
  },
  cni_intent_met: {
    help: "1 for whether the design meets its intent, 0 for the others",
    labels: ["design", "verdict"],
  },
  cni_intent_working: {
    help: "Whether what works now achieves the intent",
    labels: ["design"],
  },
  cni_capacity_bits_per_second: {
    help: "Capacity of all designed ports or of those that work now, without a failure or after the worst single one",
    labels: ["design", "direction", "ports", "failure"],
  },
  cni_demand_bits_per_second: {
    help: "Demand that must get through",
    labels: ["design", "direction"],
  },
  cni_outage_seconds: {
    help: "Outage after the slowest single failure, if the link goes down (seen) or dies silently",
    labels: ["design", "direction", "failure", "bound"],
  },
  cni_findings: { help: "Findings on a design", labels: ["design", "type", "severity"] },
  cni_facts_timestamp_seconds: {
    help: "Date of the published locations and figures of this version",
    labels: ["facts"],
  },
  cni_tunnel_state: {
    help: "Average health of a session over five minutes: 0 down, 0.5 degraded, 1 healthy",
    labels: ["port", "session"],
  },
  cni_tunnel_probes_passed_ratio: {
    help: "Share of the probes of a session that were answered, over five minutes",
    labels: ["port", "session"],
  },
  cni_tunnel_traffic_bits_per_second: {
    help: "Average traffic of a session over five minutes",
    labels: ["port", "session", "direction"],
  },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

export type MetricName = keyof typeof METRICS;
type LabelName<Name extends MetricName> = (typeof METRICS)[Name]["labels"][number];

/** One value of a metric. */
export interface Sample {
  name: MetricName;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** Creates a sample. The compiler checks that it has the labels of its metric. */
export function sample<Name extends MetricName>(
  name: Name,
  labels: Readonly<Record<LabelName<Name>, string>>,
  value: number | boolean,
): Sample {
  return { name, labels, value: Number(value) };
}
