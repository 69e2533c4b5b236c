// @ts-check
// Writes the Grafana dashboard of the exporter: `node tools/dashboard.mjs`. Grafana's own library builds it, so that it follows
// Grafana's schema.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as common from "@grafana/grafana-foundation-sdk/common";
import {
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
  MappingType,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
} from "@grafana/grafana-foundation-sdk/dashboard";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TimelineBuilder } from "@grafana/grafana-foundation-sdk/statetimeline";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as SeriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";

const SOURCE = { type: "prometheus", uid: "$datasource" };
const DESIGN = 'design=~"$design"';

/**
 * Colors of link states by the numbers that the timeline's query gives them.
 *
 * @type {readonly [number, string, string][]}
 */
const STATES = [
  [0, "Gone", "dark-red"],
  [1, "Down", "red"],
  [2, "Unhealthy", "orange"],
  [3, "Unknown", "purple"],
  [4, "Pending", "blue"],
  [5, "Healthy", "green"],
];

/**
 * @param {string} expr
 * @param {string} legend
 */
function query(expr, legend = "") {
  return new prometheus.DataqueryBuilder().expr(expr).legendFormat(legend).datasource(SOURCE);
}

/**
 * Query of the current value alone, for stats and tables.
 *
 * @param {string} expr
 * @param {string} [refId]
 */
function now(expr, refId = "A") {
  return query(expr).instant().refId(refId);
}

/** @param {string} expr */
const inTable = (expr, refId = "A") => now(expr, refId).format(prometheus.PromQueryFormat.Table);

/**
 * @param {[number | null, string][]} steps lower bound and color, the first without a bound
 */
function thresholds(steps) {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(steps.map(([value, color]) => ({ value, color })));
}

/**
 * @param {string} title
 * @param {string} description
 * @param {string} expr
 * @param {[number | null, string][]} steps
 */
function stat(title, description, expr, steps) {
  return new StatBuilder()
    .title(title)
    .description(description)
    .datasource(SOURCE)
    .withTarget(now(expr))
    .thresholds(thresholds(steps))
    .colorMode(common.BigValueColorMode.Background)
    .graphMode(common.BigValueGraphMode.None)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .span(4)
    .height(4);
}

/**
 * @param {string} title
 * @param {string} description
 * @param {string} unit
 */
function series(title, description, unit) {
  return new SeriesBuilder()
    .title(title)
    .description(description)
    .datasource(SOURCE)
    .unit(unit)
    .min(0)
    .span(12)
    .height(8);
}

const code = STATES.map(([number, state]) => `cni_link_state{state="${state}"} * ${number}`).join(
  " or ",
);

const timeline = new TimelineBuilder()
  .title("Link states")
  .description("Last known state of each link. While a reading fails, it does not change.")
  .datasource(SOURCE)
  .withTarget(query(`sum by (port) (${code})`, "{{port}}"))
  .mappings([
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(
        STATES.map(([number, text, color]) => [String(number), { text, color }]),
      ),
    },
  ])
  .thresholds(thresholds([[null, "green"]]))
  .span(24)
  .height(7);

const ports = new TableBuilder()
  .title("Ports")
  .description("Place and state of each port.")
  .datasource(SOURCE)
  .withTarget(
    inTable("cni_port_info * on (job, instance, port) group_left (state) (cni_link_state == 1)"),
  )
  .withTarget(inTable("sum by (port) (time() - cni_link_state_since_timestamp_seconds)", "B"))
  .withTransformation({ id: "joinByField", options: { byField: "port", mode: "outer" } })
  .withTransformation({
    id: "organize",
    options: {
      excludeByName: Object.fromEntries(
        ["Time", "Time 1", "Time 2", "Value #A", "instance", "job", "__name__"].map((name) => [
          name,
          true,
        ]),
      ),
      renameByName: {
        port: "Port",
        state: "State",
        "Value #B": "For",
        type: "Type",
        speed: "Speed",
        site: "Site",
        facility: "Facility",
        device: "Device",
      },
    },
  })
  .overrideByName("For", [{ id: "unit", value: "dtdurations" }])
  .span(24)
  .height(7);

const findings = new TableBuilder()
  .title("Findings")
  .description("Rules that the designs break. docs/rules.md explains each type.")
  .datasource(SOURCE)
  .withTarget(inTable(`sum by (design, type, severity) (cni_findings{${DESIGN}})`))
  .withTransformation({
    id: "organize",
    options: {
      excludeByName: { Time: true },
      renameByName: { design: "Design", type: "Finding", severity: "Severity", Value: "Count" },
    },
  })
  .span(12)
  .height(8);

const dashboard = new DashboardBuilder("Cloudflare Network Interconnect")
  .uid("cloudflare-cni")
  .description("Links, designs and sessions, from `pulumi-cloudflare-cni metrics`.")
  .tags(["cloudflare", "network"])
  .refresh("1m")
  .time({ from: "now-24h", to: "now" })
  .tooltip(DashboardCursorSync.Crosshair)
  .withVariable(new DatasourceVariableBuilder("datasource").label("Data source").type("prometheus"))
  .withVariable(
    new QueryVariableBuilder("design")
      .label("Design")
      .datasource(SOURCE)
      .query("label_values(cni_design_info, design)")
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .multi(true)
      .includeAll(true)
      .allValue(".*"),
  )
  .withPanel(
    stat(
      "Links that are not Healthy",
      "Pending ports count.",
      'sum(cni_link_state{state!="Healthy"})',
      [
        [null, "green"],
        [1, "red"],
      ],
    ),
  )
  .withPanel(
    stat(
      "Longest Pending",
      "The longest time for which a port has been Pending.",
      "max(cni_link_pending_seconds)",
      [
        [null, "green"],
        [14 * 86_400, "orange"],
      ],
    ).unit("dtdurations"),
  )
  .withPanel(
    stat(
      "Intents that work now",
      "Designs of which what works now achieves the intent, as a share of all.",
      `avg(cni_intent_working{${DESIGN}})`,
      [
        [null, "red"],
        [1, "green"],
      ],
    ).unit("percentunit"),
  )
  .withPanel(
    stat(
      "Capacity after one more failure",
      "Part of the demand that the worst single failure leaves, from what works now. The lowest of all designs and directions; no value without a demand.",
      `min(cni_capacity_bits_per_second{ports="working", failure="worst", ${DESIGN}} / on (job, instance, design, direction) cni_demand_bits_per_second)`,
      [
        [null, "red"],
        [1, "green"],
      ],
    ).unit("percentunit"),
  )
  .withPanel(
    stat(
      "Longest outage",
      "The longest outage after any single failure that dies silently, at most. Infinite if a failure cuts traffic off.",
      `max(cni_outage_seconds{failure="silent", bound="most", ${DESIGN}})`,
      [
        [null, "green"],
        [300, "orange"],
        [3_600, "red"],
      ],
    ).unit("s"),
  )
  .withPanel(
    stat(
      "Oldest reading",
      "Age of the oldest successful reading. All values here are at most that old.",
      "max(time() - cni_last_success_timestamp_seconds)",
      [
        [null, "green"],
        [1_800, "orange"],
        [3_600, "red"],
      ],
    ).unit("dtdurations"),
  )
  .withPanel(timeline)
  .withPanel(ports)
  .withPanel(
    series("Capacity", "Capacity of what works now, after one more failure, and the demand.", "bps")
      .withTarget(
        query(
          `cni_capacity_bits_per_second{ports="working", failure="none", ${DESIGN}}`,
          "{{design}} {{direction}}, now",
        ),
      )
      .withTarget(
        query(
          `cni_capacity_bits_per_second{ports="working", failure="worst", ${DESIGN}}`,
          "{{design}} {{direction}}, after the worst failure",
        ),
      )
      .withTarget(
        query(`cni_demand_bits_per_second{${DESIGN}}`, "{{design}} {{direction}}, demand"),
      ),
  )
  .withPanel(findings)
  .withRow(new RowBuilder("Sessions (with --analytics)"))
  .withPanel(
    series(
      "Health of sessions",
      "Average over five minutes, by Cloudflare's probes: 0 down, 0.5 degraded, 1 healthy.",
      "percentunit",
    )
      .max(1)
      .withTarget(query("cni_tunnel_state", "{{session}}")),
  )
  .withPanel(
    series(
      "Traffic of sessions",
      "Average over five minutes, by Cloudflare's samples.",
      "bps",
    ).withTarget(query("cni_tunnel_traffic_bits_per_second", "{{session}} {{direction}}")),
  )
  .withRow(new RowBuilder("Exporter"))
  .withPanel(
    series("Requests", "Requests of the exporter to the API, per hour.", "short").withTarget(
      query("rate(cni_api_requests_total[15m]) * 3600", "{{instance}}"),
    ),
  )
  .withPanel(
    series(
      "Errors",
      "Failed requests per hour, by reading and kind. docs/monitoring.md explains the kinds.",
      "short",
    ).withTarget(query("rate(cni_poll_errors_total[15m]) * 3600", "{{reading}} {{kind}}")),
  )
  .build();

const file =
  process.argv[2] ??
  fileURLToPath(new URL("../provider/monitoring/dashboard.json", import.meta.url));
await writeFile(file, `${JSON.stringify(dashboard, undefined, 2)}\n`);
