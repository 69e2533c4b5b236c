/** Metrics of one design: intent, capacity, outage and findings. */

import {
  type Assessment,
  assess,
  type Capacity,
  type Design,
  fulfils,
  type OutageRange,
} from "../../../topology";
import { isOperational } from "../../../topology/operational";
import { demandOf } from "../../../topology/worst-outcome";
import { type Sample, sample } from "./metrics";

const DIRECTIONS = [
  ["to_customer", "toCustomer"],
  ["to_cloudflare", "toCloudflare"],
] as const;
const BITS_PER_GIGABIT = 1e9;

export function designSamples(design: Design): Sample[] {
  const { name } = design;
  const assessment = assess(design);
  const { intent, configured, operational, met } = assessment;
  return [
    sample("cni_design_info", { design: name, intent, configured, operational }, 1),
    ...([true, false, "unknown"] as const).map((verdict) =>
      sample("cni_intent_met", { design: name, verdict: VERDICTS[`${verdict}`] }, met === verdict),
    ),
    sample("cni_intent_working", { design: name }, fulfils(operational, intent)),
    ...capacitySamples(name, "designed", assessment),
    ...capacitySamples(name, "working", assess(workingPart(design))),
    ...demandSamples(design),
    ...outageSamples(name, assessment),
    ...findingSamples(name, assessment),
  ];
}

const VERDICTS = { true: "yes", false: "no", unknown: "unknown" } as const;

/** The design as if only the ports and sessions existed that work now. */
function workingPart(design: Design): Design {
  const ports = design.ports.filter((port) => isOperational(port, design));
  const sessions = design.sessions.filter(
    ({ up, port }) => up !== false && ports.some(({ name }) => name === port),
  );
  return { ...design, ports, sessions };
}

function capacitySamples(
  design: string,
  ports: "designed" | "working",
  { capacity, worstCase }: Assessment,
): Sample[] {
  const of = (failure: "none" | "worst", value: Capacity) =>
    DIRECTIONS.map(([direction, key]) =>
      sample(
        "cni_capacity_bits_per_second",
        { design, direction, ports, failure },
        value[key] * BITS_PER_GIGABIT,
      ),
    );
  return [...of("none", capacity), ...of("worst", worstCase)];
}

function demandSamples(design: Design): Sample[] {
  const demand = demandOf(design);
  return DIRECTIONS.flatMap(([direction, key]) =>
    demand[key] > 0
      ? [
          sample(
            "cni_demand_bits_per_second",
            { design: design.name, direction },
            demand[key] * BITS_PER_GIGABIT,
          ),
        ]
      : [],
  );
}

/** Nothing is exported for a bound that is unknown. A failure that never ends is infinite. */
function outageSamples(design: string, { worstOutage }: Assessment): Sample[] {
  return DIRECTIONS.flatMap(([direction, key]) =>
    (["seen", "silent"] as const).flatMap((failure) =>
      boundsOf(worstOutage[key][failure]).map(([bound, seconds]) =>
        sample("cni_outage_seconds", { design, direction, failure, bound }, seconds),
      ),
    ),
  );
}

function boundsOf({ cause, least, most }: OutageRange): ["least" | "most", number][] {
  if (cause === "not-judged") return [];
  const seconds = (value: number | "forever") =>
    value === "forever" ? Number.POSITIVE_INFINITY : value;
  return [
    ["least", seconds(least)],
    ...(most === "unknown" ? [] : [["most", seconds(most)] as ["most", number]]),
  ];
}

function findingSamples(design: string, { blockers }: Assessment): Sample[] {
  const counts = new Map<string, Sample>();
  for (const { type, severity } of blockers) {
    const key = `${type} ${severity}`;
    const value = (counts.get(key)?.value ?? 0) + 1;
    counts.set(key, sample("cni_findings", { design, type, severity }, value));
  }
  return [...counts.values()];
}
