import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import * as fc from "fast-check";
import { SimulatorControl } from ".";
import { brokenInvariants } from "./testing/invariants";

const bin = join(__dirname, "..", "bin", "cni-simulator.js");
const seed = 20_261_121;
const total = 10_000;
const checkedEvery = 1_000;
const memoryBoundMb = 200;

const account = "0123456789abcdef0123456789abcdef";
const controlKey = "fuzz-test";
const cni = `/client/v4/accounts/${account}/cni`;

interface Shot {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: string;
}

const uuid = "c4025873-65de-4001-a900-47d3d46d7a59";
const fields = [
  ...["account", "type", "slot_id", "speed", "bandwidth", "pairing_key", "interconnect", "magic"],
  ...["bgp", "bgp_mode", "conduit_name", "mtu", "customer_asn", "extra_prefixes", "md5_key"],
  ...["default_asn", "id", "p2p_ip", "cust_ip", "prefix", "nexthop", "priority", "routes"],
  ...["alert_type", "mechanisms", "name", "__proto__", "constructor", "toString", ""],
];

/** Valid, nearly valid and hostile values for one field. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, -1, 0, 1, 1500, 65_010, 2 ** 31, 2 ** 32, 1e308, 1.5, "", "\u0000", "null"],
    ...["direct", "gcp_partner", "1G", "10G", uuid, account, "cni-ewr-a-000001", "10.255.0.0/31"],
    ...["0.0.0.0/0", "999.1.1.1/33", "2001:db8::/32", `${uuid}/us-east4/1`, "x".repeat(10_000)],
    ...["dynamic_route_exchange", [], {}, [[]], "../../../etc/passwd", "\r\nX-Injected: yes"],
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.double(),
);

const anyObject = fc.dictionary(fc.constantFrom(...fields), fc.oneof(value, fc.array(value)));

const slot = fc.nat(400).map((number) => `slot-${number}`);
const port = fc.nat(60).map((number) => `port-${number}`);

const validOrder = slot.map((slot_id) => ({ account, type: "direct", slot_id }));
const validGcpOrder = fc.uuid().map((key) => ({
  account,
  type: "gcp_partner",
  bandwidth: "1G",
  pairing_key: `${key}/us-east4/1`,
}));
const validCni = fc.record({
  account: fc.constant(account),
  interconnect: port,
  magic: fc.record({
    conduit_name: fc.string({ minLength: 1, maxLength: 5 }),
    description: fc.string(),
    mtu: fc.nat(9_000),
  }),
  bgp: fc.record({
    customer_asn: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    extra_prefixes: fc.constantFrom([], ["0.0.0.0/0"]),
  }),
});

function deep(depth: number): string {
  return `${"[".repeat(depth)}${"]".repeat(depth)}`;
}

const body = fc.oneof(
  { arbitrary: validOrder.map((order) => JSON.stringify(order)), weight: 4 },
  { arbitrary: validGcpOrder.map((order) => JSON.stringify(order)), weight: 1 },
  { arbitrary: validCni.map((cni) => JSON.stringify(cni)), weight: 4 },
  // Nearly valid: one field has another value.
  {
    arbitrary: fc
      .tuple(fc.oneof(validOrder, validCni), fc.constantFrom(...fields), value)
      .map(([object, field, other]) => JSON.stringify({ ...object, [field]: other })),
    weight: 4,
  },
  { arbitrary: anyObject.map((object) => JSON.stringify(object)), weight: 3 },
  { arbitrary: value.map((other) => JSON.stringify(other) ?? ""), weight: 1 },
  {
    arbitrary: fc.constantFrom(
      ...["", "{", '{"account":', "\u0000", "[1e999]", '{"a":1,"a":2}', "\uFEFF{}", "<xml/>"],
      ...[deep(10_000), deep(200_000), `{"__proto__":{"admin":true}}`],
    ),
    weight: 2,
  },
);

const collection = fc.constantFrom("interconnects", "cnis", "settings", "slots");
const last = fc.oneof(
  port,
  slot,
  fc.nat(60).map((number) => `cni-${number}`),
  fc.constantFrom(
    ...["..", "%2e%2e", "..%2f..%2f", "%00", "%", "%zz", "%c0%af", "a".repeat(5_000), uuid],
    ...["constructor", "__proto__", "*", ":icon", "{icon}", "cni-ewr-a-000001%0d%0aX: y"],
  ),
);
const query = fc.constantFrom(
  ...["", "", "?limit=1", "?limit=0&cursor=5", "?cursor=99999999999", "?limit=-1", "?limit=1e3"],
  ...[
    "?occupied=maybe",
    "?site=ewr-a",
    "?site[]=x&site=y",
    "?%",
    "?name=%00",
    `?site=${"s".repeat(9_000)}`,
  ],
  ...["?type=direct&type=gcp_partner", "?validate_only=true", "?slot=null"],
);
const path = fc.oneof(
  {
    arbitrary: fc.tuple(collection, query).map(([name, query]) => `${cni}/${name}${query}`),
    weight: 6,
  },
  {
    arbitrary: fc
      .tuple(collection, last, fc.constantFrom("", "", "/status", "/loa", "/x"), query)
      .map(([name, id, tail, query]) => `${cni}/${name}/${id}${tail}${query}`),
    weight: 6,
  },
  {
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...["magic/cf_interconnects", "magic/routes", "alerting/v3/policies"],
          ...["magic/gre_tunnels", "magic/ipsec_tunnels"],
        ),
        fc.oneof(
          fc.constant(""),
          last.map((id) => `/${id}`),
        ),
        query,
      )
      .map(([name, id, query]) => `/client/v4/accounts/${account}/${name}${id}${query}`),
    weight: 3,
  },
  {
    arbitrary: fc.constantFrom(
      ...["/", "//", "/client/v4", "/client/v4/accounts", "/client/v4/accounts//cni/slots"],
      ...[
        "/client/v4/../v4/accounts",
        "/openapi.json",
        "/_simulator/nothing",
        "/_simulator/faults/x",
      ],
      ...[
        `/client/v4/accounts/${"f".repeat(3_000)}/cni/slots`,
        "/page/../package.json",
        "/page/%2e%2e/x",
      ],
    ),
    weight: 2,
  },
);

const nothing = fc.constant(undefined);

/** Valid requests. */
const validShot: fc.Arbitrary<Shot> = fc
  .oneof(
    fc.tuple(fc.constant("POST"), fc.constant(`${cni}/interconnects`), validOrder),
    fc.tuple(fc.constant("POST"), fc.constant(`${cni}/interconnects`), validGcpOrder),
    fc.tuple(fc.constant("POST"), fc.constant(`${cni}/cnis`), validCni),
    fc.tuple(
      fc.constant("GET"),
      port.map((name) => `${cni}/interconnects/${name}/status`),
      nothing,
    ),
    fc.tuple(
      fc.constant("DELETE"),
      port.map((name) => `${cni}/interconnects/${name}`),
      nothing,
    ),
    fc.tuple(
      fc.constant("DELETE"),
      last.map((id) => `${cni}/cnis/${id}`),
      nothing,
    ),
  )
  .map(([method, path, body]) => ({
    method,
    path,
    contentType: "application/json",
    authorization: "Bearer simulator-token",
    body: body === undefined ? "" : JSON.stringify(body),
  }));

const anyShot: fc.Arbitrary<Shot> = fc.record({
  method: fc.constantFrom(
    ...["GET", "GET", "POST", "POST", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"],
  ),
  path,
  contentType: fc.constantFrom(
    ...[
      "application/json",
      "application/json",
      "application/json",
      "application/json; charset=utf-8",
    ],
    ...["text/plain", "", "multipart/form-data", "APPLICATION/JSON"],
  ),
  authorization: fc.constantFrom(
    ...["Bearer simulator-token", "Bearer simulator-token", "Bearer simulator-token"],
    ...["Bearer simulator-token", `Bearer ${controlKey}`, "Bearer x", "", "Basic eDp5", "Bearer  "],
  ),
  body,
});

const shot = fc.oneof({ arbitrary: validShot, weight: 1 }, { arbitrary: anyShot, weight: 2 });

/** Placeholders for ids that exist at the moment. */
interface Ids {
  readonly slots: readonly string[];
  readonly ports: readonly string[];
  readonly cnis: readonly string[];
}

function withIds(text: string, { slots, ports, cnis }: Ids): string {
  const pick = (of: readonly string[], number: string) => of[Number(number) % of.length] ?? uuid;
  return text
    .replaceAll(/slot-(\d+)/g, (_, number) => pick(slots, number))
    .replaceAll(/port-(\d+)/g, (_, number) => pick(ports, number))
    .replaceAll(/cni-(\d{1,2})(?!\d)/g, (_, number) => pick(cnis, number));
}

function send(
  origin: string,
  agent: Agent,
  { method, path, body, ...rest }: Shot,
): Promise<number> {
  const { hostname, port } = new URL(origin);
  const payload = Buffer.from(method === "GET" || method === "HEAD" ? "" : body);
  const headers: Record<string, string> = {
    "content-length": String(payload.length),
    ...(rest.contentType === "" ? {} : { "content-type": rest.contentType }),
    ...(rest.authorization === "" ? {} : { authorization: rest.authorization }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method, path, headers }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
    }).on("error", (error) =>
      reject(
        new Error(
          `${error.message} from ${method} ${path.slice(0, 200)} with ${body.length} characters`,
        ),
      ),
    );
    sent.end(payload);
  });
}

/** Sends bytes that no HTTP client would send. Returns the status, or 0 if the connection was closed. */
function sendRaw(origin: string, bytes: string | Buffer): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    let seen = "";
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on("data", (chunk) => {
      seen += chunk;
    });
    const done = () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(seen)?.[1] ?? 0));
    socket.on("close", done).on("error", done);
  });
}

function megabytesOf({ pid }: ChildProcess): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

const rawRequests = [
  "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tfolded\r\n\r\n",
  `POST ${cni}/cnis HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  `POST ${cni}/cnis HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999\r\n\r\n{}`,
  `GET ${cni}/slots HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nX-Injected: \u0000\r\n\r\n`,
  "GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
  "GET /_simulator/state HTTP/1.1\r\n\r\n",
  "GET /_simulator/state HTTP/1.1\r\nHost: :::\r\n\r\n",
  "GARBAGE\r\n\r\n",
  Buffer.alloc(100_000, 255),
];

test(`${total} random requests break no invariant`, async () => {
  const options = ["--port", "0", "--json", "--no-rate-limit", "--exit-with-parent"];
  const child = spawn(process.execPath, [bin, ...options, "--control-key", controlKey], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  let line = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    line += chunk;
    if (line.includes("\n")) {
      break;
    }
  }
  const { origin } = new URL(JSON.parse(line).baseUrl);
  const control = new SimulatorControl(origin, controlKey);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const slots = (await control.slots()).map(({ id }) => id);

  const shots = fc.sample(shot, { seed, numRuns: total });
  const statuses = new Map<number, number>();
  let ids: Ids = { slots, ports: [], cnis: [] };
  let before = 0;
  for (let done = 0; done < total; done += 50) {
    const volley = shots.slice(done, done + 50).map((one) => ({
      ...one,
      path: withIds(one.path, ids).replaceAll(/[^!-~]/g, encodeURIComponent),
      body: withIds(one.body, ids),
    }));
    const answers = await Promise.all(volley.map((one) => send(origin, agent, one)));
    for (const [index, status] of answers.entries()) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status >= 500 || status < 200) {
        throw new Error(`${status} for ${JSON.stringify(volley[index]).slice(0, 500)}`);
      }
    }
    if (done % checkedEvery === 0) {
      const state = await control.state();
      expect(brokenInvariants(state)).toEqual([]);
      ids = {
        slots,
        ports: state.interconnects.map(({ name }) => name),
        cnis: state.cnis.map(({ id }) => id),
      };
    }
    // The code is compiled and the log has its maximum length.
    if (done === 2_000) {
      before = megabytesOf(child);
    }
  }
  const rawStatuses = [];
  for (const raw of rawRequests) {
    rawStatuses.push(await sendRaw(origin, raw));
  }
  const huge = `{"account":"${"x".repeat(10_000_000)}"}`;
  const post: Shot = {
    method: "POST",
    path: `${cni}/cnis`,
    contentType: "application/json",
    authorization: "Bearer simulator-token",
    body: huge,
  };
  for (let time = 0; time < 20; time += 1) {
    expect(await send(origin, agent, post)).toBe(413);
  }
  const state = await control.state();
  const growth = megabytesOf(child) - before;
  agent.destroy();
  child.stdin.end();

  console.info(
    `${total} requests, seed ${seed}: ${[...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status}×${count}`)
      .join(
        " ",
      )}; raw bytes ${rawStatuses.join(" ")}; ${state.interconnects.length} ports, ${state.cnis.length} CNIs; ${growth.toFixed(0)} MB more than after 2,000 (bound ${memoryBoundMb})`,
  );
  expect(brokenInvariants(state)).toEqual([]);
  expect(complaints).toBe("");
  expect(rawStatuses.every((status) => status < 500)).toBe(true);
  expect(state.interconnects.length).toBeGreaterThan(0);
  expect(state.cnis.length).toBeGreaterThan(0);
  expect(growth).toBeLessThan(memoryBoundMb);
});
