// Measures requests per second and latency of the simulator and of a bare handler with the same framework.
// The difference is the cost of the simulation.
//   node bench/simulator-throughput.mjs [--seconds 5] [--json]
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { start, startSimulator } from "./processes.mjs";

const require = createRequire(new URL("../simulator/package.json", import.meta.url));
const autocannon = require("autocannon");

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "5" }, json: { type: "boolean" } },
});
const duration = Number(values.seconds);
const connections = 64;

function pairingKey(number) {
  return `${String(number).padStart(8, "0")}-0000-4000-8000-000000000000/us-east4/1`;
}

function ports(account, count) {
  return Array.from({ length: count }, (_, index) => ({
    account,
    name: `cni-us-east4-${String(index + 1).padStart(6, "0")}`,
    type: "gcp_partner",
    region: "us-east4",
    speed: "1G",
    virtual_port_reservation_id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  }));
}

let orders = 0;

async function measure(url, token, method, account) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const order = {
    method,
    setupRequest(request) {
      orders += 1;
      const pairing_key = pairingKey(orders);
      const body = { account, type: "gcp_partner", bandwidth: "1G", pairing_key };
      return { ...request, body: JSON.stringify(body) };
    },
  };
  const result = await autocannon({
    url,
    connections,
    duration,
    headers,
    requests: [method === "POST" ? order : { method }],
  });
  const bad = result.non2xx + result.errors;
  if (bad > 0) throw new Error(`${bad} of ${method} ${url} failed`);
  return {
    perSecond: Math.round(result.requests.average),
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

const simulator = await startSimulator();
const bare = await start(new URL("bare-handler.mjs", import.meta.url).pathname);
const { baseUrl, accountId, token, control } = simulator;
const collection = `${baseUrl}/accounts/${accountId}/cni/interconnects`;

const rows = [];
for (const count of [1, 1_000, 10_000]) {
  await control.setState({ interconnects: ports(accountId, count) });
  const cases = [
    ["GET", "", "list, one page of 100"],
    ["GET", "/cni-us-east4-000001", "one"],
    ["POST", "", "order"],
  ];
  for (const [method, path, what] of cases) {
    const floor = await measure(`${bare.baseUrl}${path}`, token, method, accountId);
    const ours = await measure(`${collection}${path}`, token, method, accountId);
    rows.push({ ports: count, request: `${method} ${what}`, ours, floor });
  }
}
simulator.end();
bare.end();

if (values.json) {
  console.log(JSON.stringify({ connections, duration, rows }, undefined, 2));
} else {
  console.log(`${connections} connections, ${duration} s each, on this machine\n`);
  console.log(
    "| ports | request | requests/s | p50 ms | p99 ms | bare handler requests/s | p99 ms | ratio |",
  );
  console.log("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const { ports, request, ours, floor } of rows) {
    const ratio = (floor.perSecond / ours.perSecond).toFixed(1);
    const cells = [
      ports,
      request,
      ours.perSecond,
      ours.p50,
      ours.p99,
      floor.perSecond,
      floor.p99,
      ratio,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}
