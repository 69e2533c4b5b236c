// Runs all benchmarks together with a baseline. See docs/performance.md.
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findEngine } from "cloudflare-cni-tools";
import { runImports } from "./import-time.mjs";
import { OPERATIONS } from "./measure.mjs";
import { runOperations } from "./operations.mjs";
import { report } from "./table.mjs";
import { runTopology } from "./topology.mjs";
import { runWaiting } from "./waiting.mjs";

const PARTS = ["operations", "imports", "topology", "waiting", "simulator"];
const HELP = `npm run bench -- [options]

  --sizes 1,10,100,500         Numbers of ports, each with a session
  --rounds 3                   Rounds for each size up to 100
  --large-rounds 1             Rounds for each larger size; naive runs there only if it is the only variant
  --variants floor,plugin-floor,ours,plugin,naive
                               Variants to measure
  --operations ${OPERATIONS.join(",")}
                               Operations to measure
  --only ${PARTS.join(",")}
                               Parts to run
  --quick                      Measure sizes 1 and 10 in one round with short waits, in under five minutes
  --markdown <file>            Also write the tables to a file
  --json <file>                Write every sample to a file, after each part and size`;

const { values } = parseArgs({
  options: {
    sizes: { type: "string" },
    rounds: { type: "string" },
    "large-rounds": { type: "string", default: "1" },
    variants: { type: "string", default: "floor,plugin-floor,ours,plugin,naive" },
    operations: { type: "string", default: OPERATIONS.join(",") },
    only: { type: "string", default: PARTS.join(",") },
    quick: { type: "boolean", default: false },
    markdown: { type: "string" },
    json: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit();
}

const { quick } = values;
const sizes = (values.sizes ?? (quick ? "1,10" : "1,10,100,500")).split(",").map(Number);
const rounds = Number(values.rounds ?? (quick ? 1 : 3));
const largeRounds = Number(values["large-rounds"]);
const variants = values.variants.split(",");
const operations = values.operations.split(",");
const parts = values.only.split(",");
const say = (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

const engine = await findEngine();
if (!engine) throw new Error("The Pulumi CLI is missing. Run `npm run demo` to install it.");
const { version: sdk } = createRequire(import.meta.url)("@pulumi/pulumi/package.json");
const before = loadavg()[0];

const figures = {};
const machine = () => ({
  cpus: cpus().length,
  model: cpus()[0]?.model,
  node: process.versions.node,
  engine: engine.version,
  sdk,
  load: [before, loadavg()[0]],
});
async function save(unfinished) {
  if (!values.json) return;
  const all = { machine: machine(), ...figures, ...unfinished };
  await writeFile(values.json, JSON.stringify(all, undefined, 2));
}
const part = async (name, key, measure) => {
  if (!parts.includes(name)) return;
  say(name);
  figures[key] = await measure();
  await save();
};
await part("imports", "imports", () => runImports({ rounds: quick ? 5 : 21 }));
await part("topology", "topology", () => runTopology({ rounds: quick ? 1 : 5 }));
await part("operations", "samples", () =>
  runOperations({
    ...{ sizes, variants, operations, rounds, largeRounds, say },
    keep: (samples) => save({ samples }),
  }),
);
await part("waiting", "waiting", () =>
  runWaiting({
    variants: variants.filter((variant) => !variant.includes("floor")),
    ...(quick ? { ports: 10, pending: 30, spread: 15 } : { ports: 50, pending: 240, spread: 60 }),
    say,
  }),
);
await part("simulator", "simulator", () => {
  const script = fileURLToPath(new URL("simulator-throughput.mjs", import.meta.url));
  const options = ["--json", "--seconds", quick ? "1" : "5"];
  return JSON.parse(execFileSync(process.execPath, [script, ...options], { encoding: "utf8" }));
});

const tables = report({ machine: machine(), ...figures });
console.log(tables);
if (values.markdown) await writeFile(values.markdown, tables);
say(`done in ${(performance.now() / 60_000).toFixed(0)} minutes`);
