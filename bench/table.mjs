// The report: Markdown tables out of the samples of `run.mjs`.
import { exponent, fitted, median } from "./fit.mjs";

const VARIANTS = ["floor", "ours", "naive"];

export function report({ machine, samples, imports, waiting, topology, simulator }) {
  const parts = [describe(machine)];
  if (samples) parts.push(...operations(samples), growth(samples), costs(samples));
  if (imports) parts.push(importTable(imports));
  if (waiting) parts.push(waitingTable(waiting));
  if (topology) parts.push(topologyTable(topology));
  if (simulator) parts.push(simulatorTable(simulator));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function describe({ cpus, node, engine, sdk, load }) {
  return `${cpus} processors, Node ${node}, Pulumi ${engine}, @pulumi/pulumi ${sdk}; load ${load[0].toFixed(1)} at the beginning, ${load[1].toFixed(1)} at the end.`;
}

function table(title, head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const ruler = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return `### ${title}\n\n${[head, ruler, ...rows].map(line).join("\n")}`;
}

const unique = (list) => [...new Set(list)];
const operationsOf = (samples) => unique(samples.map(({ operation }) => operation));
const seconds = (value) => value.toFixed(2);
const kilobytes = (value) => (value / 1_000).toFixed(1);

function pick(samples, size, operation, variant) {
  return samples.filter(
    (one) => one.size === size && one.operation === operation && one.variant === variant,
  );
}

function spread(numbers, write) {
  if (numbers.length === 0) return "–";
  const range = `${write(Math.min(...numbers))}–${write(Math.max(...numbers))}`;
  return numbers.length === 1 ? write(numbers[0]) : `${write(median(numbers))} (${range})`;
}

/** The middle of the ratios within each round, since the load of the machine changes between rounds. */
function ratio(samples, size, operation, above, below) {
  const ratios = pick(samples, size, operation, above).flatMap(({ round, seconds }) => {
    const other = pick(samples, size, operation, below).find((one) => one.round === round);
    return other ? [seconds / other.seconds] : [];
  });
  return spread(ratios, (one) => one.toFixed(2));
}

function operations(samples) {
  return unique(samples.map(({ size }) => size)).map((size) => {
    const rows = operationsOf(samples).map((operation) => [
      operation,
      ...VARIANTS.map((variant) =>
        spread(
          pick(samples, size, operation, variant).map((one) => one.seconds),
          seconds,
        ),
      ),
      ratio(samples, size, operation, "ours", "floor"),
      ratio(samples, size, operation, "naive", "ours"),
    ]);
    const rounds = Math.max(...samples.filter((one) => one.size === size).map((one) => one.round));
    const title = `${size} ports and ${size} sessions, seconds, ${rounds} round${rounds > 1 ? "s" : ""}`;
    return table(title, ["", "floor", "ours", "naive", "ours ÷ floor", "naive ÷ ours"], rows);
  });
}

/** How seconds grow: the exponent between the two largest sizes, and a fit through all. */
function growth(samples) {
  const sizes = unique(samples.map(({ size }) => size)).sort((one, other) => one - other);
  const [small, large] = sizes.slice(-2);
  if (sizes.length < 2) return "";
  const rows = operationsOf(samples).flatMap((operation) =>
    VARIANTS.flatMap((variant) => {
      const points = sizes.flatMap((size) => {
        const found = pick(samples, size, operation, variant).map((one) => one.seconds);
        return found.length > 0 ? [[size, median(found)]] : [];
      });
      const [before, last] = points.slice(-2);
      if (last?.[0] !== large) return [];
      const all = points.length > 3 ? fitted(points) : undefined;
      const formula = all
        ? `${all.start.toFixed(2)} + ${all.slope.toPrecision(2)} n^${all.k.toFixed(2)}`
        : "–";
      return [[operation, variant, exponent(before, last).toFixed(2), formula]];
    }),
  );
  return table(`Growth`, ["", "", `exponent, ${small} to ${large}`, "fit, seconds"], rows);
}

function costs(samples) {
  const ups = samples.filter(({ operation }) => operation === "up");
  const rows = unique(ups.map(({ size }) => size)).flatMap((size) =>
    VARIANTS.flatMap((variant) => {
      const [up] = pick(ups, size, "up", variant);
      if (up === undefined) return [];
      const requests = operationsOf(samples).map((operation) =>
        median(pick(samples, size, operation, variant).map((one) => one.requests)),
      );
      const { resource, port, session, text } = up.state;
      const memory = pick(ups, size, "up", variant).map(({ megabytes }) => megabytes);
      return [
        [
          size,
          variant,
          ...[resource, port, session].map(kilobytes),
          text,
          median(memory).toFixed(0),
          requests.join(" / "),
        ],
      ];
    }),
  );
  const head = [
    "ports",
    "",
    "state, KB a resource",
    "port",
    "session",
    "provider text, bytes",
    "plugin, MB",
    `requests: ${operationsOf(samples).join(" / ")}`,
  ];
  return table("State, memory and requests", head, rows);
}

function importTable(imports) {
  const rows = imports.map(({ module, milliseconds }) => [
    `\`${module}\``,
    spread(milliseconds, (one) => one.toFixed(1)),
  ]);
  return table("Import beyond @pulumi/pulumi", ["", "ms"], rows);
}

function waitingTable(waiting) {
  const rows = waiting.map(({ variant, seconds, requests, in5Minutes }) => [
    variant,
    median(seconds).toFixed(1),
    Math.max(...seconds).toFixed(1),
    requests,
    in5Minutes,
  ]);
  const [{ ports, pending, spread }] = waiting;
  const title = `${ports} ports that wait together, Healthy after ${pending} to ${pending + spread} s`;
  const head = ["", "Healthy to done, s", "longest, s", "requests", "in 5 minutes"];
  return table(title, head, rows);
}

function topologyTable(topology) {
  const rows = topology.map(({ ports, pairs, milliseconds }) => [
    ports,
    pairs,
    spread(milliseconds, (one) => one.toFixed(1)),
  ]);
  return table("Failure analysis of a design", ["ports", "pairs of failures", "ms"], rows);
}

function simulatorTable({ rows, connections }) {
  const cells = rows.map(({ ports, request, ours, floor }) => [
    `${request}, ${ports} ports`,
    ours.perSecond,
    ours.p99,
    floor.perSecond,
  ]);
  const head = ["", "requests/s", "p99, ms", "bare handler, requests/s"];
  return table(`Simulator, ${connections} connections`, head, cells);
}
