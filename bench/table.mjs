// Renders the samples of `run.mjs` as Markdown tables.
import { exponent, fitted, median } from "./fit.mjs";

const VARIANTS = ["floor", "plugin-floor", "ours", "plugin", "naive"];
/** Measured times: wall-clock time, and processor time of the whole process tree. */
const TIMES = [
  ["seconds", "seconds"],
  ["processorSeconds", "processor seconds"],
];

export function report({ machine, samples, imports, waiting, topology, simulator }) {
  const parts = [describe(machine)];
  if (samples) parts.push(...operations(samples), growth(samples), costs(samples));
  if (imports) parts.push(importTable(imports));
  if (waiting) parts.push(waitingTable(waiting));
  if (topology) parts.push(topologyTable(topology));
  if (simulator) parts.push(simulatorTable(simulator));
  parts.push(goalTable({ samples, imports, waiting }));
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

/** Returns the ratio in each round. Ratios across rounds would be wrong, because the machine's load changes. */
function ratiosOf(samples, size, operation, above, below, time = "seconds") {
  return pick(samples, size, operation, above).flatMap((sample) => {
    const other = pick(samples, size, operation, below).find((one) => one.round === sample.round);
    return other ? [sample[time] / other[time]] : [];
  });
}

function operations(samples) {
  return unique(samples.map(({ size }) => size)).flatMap((size) =>
    TIMES.map(([time, name]) => operationTable(samples, size, time, name)),
  );
}

function operationTable(samples, size, time, name) {
  const ratio = (operation, above, below) =>
    spread(ratiosOf(samples, size, operation, above, below, time), seconds);
  const rows = operationsOf(samples).map((operation) => [
    operation,
    ...VARIANTS.map((variant) =>
      spread(
        pick(samples, size, operation, variant).map((one) => one[time]),
        seconds,
      ),
    ),
    ratio(operation, "ours", "floor"),
    ratio(operation, "plugin", "floor"),
    ratio(operation, "plugin", "plugin-floor"),
    ratio(operation, "naive", "ours"),
  ]);
  const rounds = Math.max(...samples.filter((one) => one.size === size).map((one) => one.round));
  const title = `${size} ports and ${size} sessions, ${name}, ${rounds} round${rounds > 1 ? "s" : ""}`;
  const ratios = ["ours ÷ floor", "plugin ÷ floor", "plugin ÷ plugin-floor", "naive ÷ ours"];
  return table(title, ["", ...VARIANTS, ...ratios], rows);
}

/** Describes how the duration grows: the exponent between the two largest sizes, and a fit of all sizes. */
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

/** Compares the results with the goals in docs/performance.md. */
function goalTable({ samples = [], imports = [], waiting = [] }) {
  const ratios = (operation, above, below, size = 100) =>
    ratiosOf(samples, size, operation, above, below);
  const atMost = (what, numbers, most, write = seconds) =>
    numbers.length > 0 && [what, write(median(numbers)), `≤ ${most}`, median(numbers) <= most];
  const atLeast = (what, numbers, least) =>
    numbers.length > 0 && [what, seconds(median(numbers)), `≥ ${least}`, median(numbers) >= least];
  const of = (operation, variant, read) => pick(samples, 100, operation, variant).map(read);
  const stateOf = (variant) => of("up", variant, ({ state }) => state.resource);
  const importOf = (name) => imports.find(({ module }) => module === name)?.milliseconds ?? [];
  const ours = waiting.filter(({ variant, ports }) => variant === "ours" && ports >= 50);
  const [state] = stateOf("ours");
  const rows = [
    atMost("`up` of 100 + 100, ours ÷ floor", ratios("up", "ours", "floor"), 1.25),
    atMost("preview without change of 100 + 100", ratios("preview", "ours", "floor"), 1.1),
    atMost("`refresh` of 100 + 100", ratios("refresh", "ours", "floor"), 1.25),
    atMost(
      "requests of `refresh` of 100 + 100",
      of("refresh", "ours", (one) => one.requests),
      110,
      String,
    ),
    atMost("import beyond `@pulumi/pulumi`, ms", importOf("pulumi-cloudflare-cni"), 30),
    atMost("bytes of state for a resource", stateOf("ours"), 3_000, String),
    atMost(
      "bytes of the provider text",
      of("up", "ours", (one) => one.state.text),
      100,
      String,
    ),
    atLeast("naive ÷ ours, `up` of 100 + 100", ratios("up", "naive", "ours"), 1.5),
    atLeast(
      "naive ÷ ours, state",
      stateOf("naive")
        .map((one) => one / state)
        .slice(0, 1),
      5,
    ),
    ...["up", "preview"].map((operation) => growthGoal(samples, operation)),
    atMost(
      "50 waiting ports, Healthy to done, s",
      ours.flatMap((one) => one.seconds),
      10,
    ),
    atMost(
      "requests of 50 waiting ports in 5 minutes",
      ours.map((one) => one.in5Minutes),
      600,
      String,
    ),
  ].filter(Boolean);
  if (rows.length === 0) return "";
  const told = rows.map(([what, figure, goal, met]) => [
    what,
    figure,
    goal,
    met ? "met" : "missed",
  ]);
  return table("Goals", ["", "figure", "goal", ""], told);
}

/** Returns the difference between the exponents of the package and the baseline from 100 to 500 ports. */
function growthGoal(samples, operation) {
  const [floor, ours] = ["floor", "ours"].map((variant) => {
    const points = [100, 500].map((size) => {
      const found = pick(samples, size, operation, variant).map((one) => one.seconds);
      return [size, found.length > 0 ? median(found) : Number.NaN];
    });
    return exponent(...points);
  });
  if (Number.isNaN(ours - floor)) return undefined;
  const what = `exponent of ${operation} from 100 to 500, ours (${seconds(ours)}) − floor`;
  return [what, seconds(ours - floor), "≤ 0.05", ours - floor <= 0.05];
}
