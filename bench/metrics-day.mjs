// Lets the exporter of `pulumi-cloudflare-cni metrics` run for a day on the simulator's clock, with a scrape a minute, and
// measures requests, memory and the time of a scrape: see docs/monitoring.md.
//   node --expose-gc bench/metrics-day.mjs [--ports 4] [--hours 24]
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { startSimulator } from "./processes.mjs";

const require = createRequire(import.meta.url);
const at = (file) => require(`../provider/dist/${file}.js`);
const { Clients } = at("run/clients");
const { Exporter } = at("cli/commands/metrics/exporter");
const { LinkMemory } = at("cli/commands/metrics/link-memory");
const { readSubject } = at("cli/commands/metrics/subject");
const { serveMetrics } = at("cli/commands/metrics/server");

const { values } = parseArgs({
  options: {
    ports: { type: "string", default: "4" },
    hours: { type: "string", default: "24" },
  },
});
const ports = Number(values.ports);
const hours = Number(values.hours);
const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;

const { end, control, ...simulator } = await startSimulator(
  "--clock",
  "virtual",
  "--healthy-after",
  "0s",
);
await orderPorts();

/** Clock on which every wait ends at once. It turns the simulator's clock, and scrapes at each full minute. */
const clock = {
  time: Date.parse((await control.clock()).now),
  now() {
    return this.time;
  },
  after(milliseconds, call) {
    let isCancelled = false;
    setImmediate(async () => {
      await pass(milliseconds);
      if (!isCancelled) call();
    });
    return () => {
      isCancelled = true;
    };
  },
};

const startedAt = clock.now();
const stop = new AbortController();
const sent = [];
const scrapes = [];
const heaps = [];
let bytes = 0;

async function pass(milliseconds) {
  const until = clock.time + milliseconds;
  while (clock.time < until && !stop.signal.aborted) {
    const step = Math.min(until, (Math.floor(clock.time / MINUTE) + 1) * MINUTE) - clock.time;
    await control.advance(`${Math.ceil(step)}ms`);
    clock.time += step;
    if (clock.time % MINUTE === 0) await scrape();
  }
}

async function scrape() {
  const before = performance.now();
  const text = await (await fetch(server.url)).text();
  scrapes.push(performance.now() - before);
  bytes = text.length;
  sent.push(Number(/^cni_api_requests_total (\d+)$/m.exec(text)?.[1]));
  const hour = (clock.time - startedAt) / (60 * MINUTE);
  if (scrapes.length % 60 === 0) {
    globalThis.gc?.();
    heaps.push(process.memoryUsage().heapUsed / MEGABYTE);
  }
  if (hour >= hours) stop.abort();
}

const credentials = {
  baseUrl: simulator.baseUrl,
  headers: { authorization: `Bearer ${simulator.token}` },
};
const clients = new Clients(clock);
const api = clients.client(credentials, simulator.accountId);
const exporter = new Exporter({
  api,
  http: clients.http(credentials),
  clock,
  memory: await LinkMemory.open(),
  readSubject: () => readSubject(api, { localPreference: new Map(), intent: "device-diverse" }),
  every: MINUTE,
  share: 0.1,
  analytics: true,
  onChange: (message) => console.error(message),
});
const server = await serveMetrics({ host: "127.0.0.1", port: 0 }, () => exporter.samples());
const cpuBefore = process.cpuUsage();
await exporter.poll(stop.signal);
const { user, system } = process.cpuUsage(cpuBefore);
await server.close();
end();

const rounded = (value) => Math.round(value * 10) / 10;
const inFiveMinutes = sent.map((count, index) => count - (sent[index - 5] ?? 0));
scrapes.sort((one, other) => one - other);
console.log(
  JSON.stringify({
    ports,
    hours,
    requests: sent.at(-1),
    requestsPerHour: rounded((sent.at(-1) ?? 0) / hours),
    mostInFiveMinutes: Math.max(...inFiveMinutes),
    heapMbAfterAnHour: rounded(heaps[0] ?? 0),
    heapMbAtTheEnd: rounded(heaps.at(-1) ?? 0),
    rssMb: rounded(process.memoryUsage().rss / MEGABYTE),
    scrapeMsMedian: rounded(scrapes[Math.floor(scrapes.length / 2)] ?? 0),
    kilobytesPerScrape: rounded(bytes / 1_000),
    processorSeconds: rounded((user + system) / 1e6),
  }),
);

async function orderPorts() {
  const slots = (await control.slots()).filter(
    ({ occupied, speed }) => !occupied && speed === "10G",
  );
  for (const { id } of slots.slice(0, ports)) {
    const { name } = await post("interconnects", { type: "direct", slot_id: id });
    const magic = { conduit_name: `on-${name}`, description: "", mtu: 1500 };
    await post("cnis", { interconnect: name, magic });
  }
}

async function post(collection, body) {
  const { baseUrl, accountId, token } = simulator;
  const response = await fetch(`${baseUrl}/accounts/${accountId}/cni/${collection}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ account: accountId, ...body }),
  });
  if (!response.ok) throw new Error(`${response.status} from POST ${collection}`);
  return response.json();
}
