import type { OpenMetricsContentType } from "prom-client";
import { inertLine } from "../../../domain/outside-text";
import { METRICS, type MetricName, type Sample } from "./metrics";

/** `openmetrics` for Prometheus, `text` for collectors of text files, which know only the older format. */
export type Format = "openmetrics" | "text";

/** Longest value of a label. Names that Cloudflare assigns are much shorter. */
const MAX_LABEL = 128;

export interface Rendered {
  contentType: string;
  body: string;
}

export async function render(samples: readonly Sample[], format: Format): Promise<Rendered> {
  // Only this command needs the library, so nothing else loads it.
  const { Counter, Gauge, Registry }: typeof import("prom-client") = require("prom-client");
  const openMetrics = new Registry<OpenMetricsContentType>();
  openMetrics.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registry = format === "openmetrics" ? openMetrics : new Registry();
  for (const name of metricNames()) {
    const own = samples.filter((one) => one.name === name);
    if (own.length === 0) continue;
    const { help, labels } = METRICS[name];
    const settings = { name, help, labelNames: [...labels], registers: [registry] };
    if (name.endsWith("_total")) {
      const counter = new Counter(settings);
      for (const one of own) counter.inc(labelValues(one), one.value);
    } else {
      const gauge = new Gauge(settings);
      for (const one of own) gauge.set(labelValues(one), one.value);
    }
  }
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function metricNames(): MetricName[] {
  return Object.keys(METRICS).filter((name): name is MetricName => name in METRICS);
}

function labelValues({ labels }: Sample): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([name, text]) => [name, inertLine(text).slice(0, MAX_LABEL)]),
  );
}
