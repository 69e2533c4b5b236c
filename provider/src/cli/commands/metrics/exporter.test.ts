/** The exporter on a simulated account, on a clock on which every wait ends at once. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, type SimulatorOptions, startSimulator } from "cloudflare-cni-simulator";
import { sleep } from "../../../domain/clock";
import { Clients } from "../../../run/clients";
import { ImpatientClock } from "../../../testing/fake-clock";
import { Exporter, type ExporterOptions } from "./exporter";
import { LinkMemory } from "./link-memory";
import type { MetricName } from "./metrics";
import { readSubject, type SubjectOptions } from "./subject";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let bench: Bench;
afterEach(() => bench?.simulator.close());

class Bench {
  readonly warnings: string[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly clock: ImpatientClock,
  ) {}

  /** Starts a simulator whose clock follows the exporter's. */
  static async open(options: SimulatorOptions = {}): Promise<Bench> {
    const simulator = await startSimulator({ clock: "virtual", healthyAfter: "0s", ...options });
    const { now } = await simulator.control.clock();
    const clock = new ImpatientClock(
      // Retries of a failed reading may outlive the test.
      (milliseconds) => simulator.control.advance(`${Math.ceil(milliseconds)}ms`).catch(() => {}),
      Date.parse(now),
    );
    bench = new Bench(simulator, clock);
    return bench;
  }

  async exporter({
    token = this.simulator.token,
    design = {},
    ...options
  }: Partial<ExporterOptions> & {
    token?: string;
    design?: Partial<SubjectOptions>;
  } = {}): Promise<Exporter> {
    const { baseUrl, accountId } = this.simulator;
    const credentials = { baseUrl, headers: { authorization: `Bearer ${token}` } };
    const clients = new Clients(this.clock);
    const api = clients.client(credentials, accountId);
    return new Exporter({
      api,
      http: clients.http(credentials),
      clock: this.clock,
      memory: await LinkMemory.open(),
      readSubject: () =>
        readSubject(api, { localPreference: new Map(), intent: "device-diverse", ...design }),
      every: MINUTE,
      share: 0.1,
      analytics: false,
      onChange: (message) => this.warnings.push(message),
      ...options,
    });
  }

  async pass(milliseconds: number): Promise<void> {
    await sleep(this.clock, milliseconds);
  }

  async call(path: string, body: object): Promise<{ name: string }> {
    const { baseUrl, accountId, token } = this.simulator;
    const response = await fetch(`${baseUrl}/accounts/${accountId}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ account: accountId, ...body }),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return JSON.parse(await response.text());
  }

  /** Orders a port with a session on a free 10G slot of a device, and returns its name. */
  async port(device: string): Promise<string> {
    const slots = await this.simulator.control.slots();
    const slot = slots.find(
      (one) => one.ccr_device_name === device && one.speed === "10G" && !one.occupied,
    );
    const { name } = await this.call("/cni/interconnects", { type: "direct", slot_id: slot?.id });
    const magic = { conduit_name: `on-${name}`, description: "", mtu: 1500 };
    await this.call("/cni/cnis", { interconnect: name, magic });
    return name;
  }

  async requestCount(): Promise<number> {
    return (await this.simulator.control.requests()).filter(({ method }) => method !== "POST")
      .length;
  }
}

/** Value of a metric whose labels include these; `undefined` if there is none. */
function valueIn(exporter: Exporter, name: MetricName, labels: object = {}): number | undefined {
  return exporter
    .samples()
    .find(
      (one) =>
        one.name === name &&
        Object.entries(labels).every(([label, value]) => one.labels[label] === value),
    )?.value;
}

function stateOf(exporter: Exporter, port: string): string | undefined {
  return exporter
    .samples()
    .find(
      ({ name, labels, value }) => name === "cni_link_state" && labels.port === port && value === 1,
    )?.labels.state;
}

function writeFile(contents: object): string {
  const file = join(mkdtempSync(join(tmpdir(), "cni-metrics-")), "file.json");
  writeFileSync(file, JSON.stringify(contents));
  return file;
}

describe("links", () => {
  it("exports the state of each link and since when the exporter has seen it", async () => {
    const { clock } = await Bench.open();
    const port = await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    const startedAt = clock.now();
    expect(await exporter.readOnce()).toBe(true);
    expect(stateOf(exporter, port)).toBe("Healthy");
    await bench.pass(5 * MINUTE);
    await bench.simulator.control.beginOutage();
    await exporter.readOnce();
    expect(stateOf(exporter, port)).toBe("Down");
    const since = valueIn(exporter, "cni_link_state_since_timestamp_seconds", { port });
    expect(since).toBe((startedAt + 5 * MINUTE) / 1_000);
    await bench.pass(MINUTE);
    await exporter.readOnce();
    expect(valueIn(exporter, "cni_link_state_since_timestamp_seconds", { port })).toBe(since);
  });

  it("counts the time for which a link has been Pending, also between two polls", async () => {
    await Bench.open({ healthyAfter: "14d" });
    const port = await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    await exporter.readOnce();
    await bench.pass(10 * DAY);
    expect(valueIn(exporter, "cni_link_pending_seconds", { port })).toBe((10 * DAY) / 1_000);
    await bench.pass(5 * DAY);
    await exporter.readOnce();
    expect(valueIn(exporter, "cni_link_pending_seconds", { port })).toBe(0);
  });

  it("exports a state that Cloudflare does not document as Unknown", async () => {
    await Bench.open();
    const port = await bench.port("ccr01.ams-a");
    const plan = [{ after: "0s", state: 'Strange"\n' }];
    await bench.simulator.control.plan(port, plan);
    const exporter = await bench.exporter();
    await exporter.readOnce();
    expect(stateOf(exporter, port)).toBe("Unknown");
  });

  it("shows a port that vanished between two polls as Gone for a day", async () => {
    await Bench.open();
    const port = await bench.port("ccr01.ams-a");
    const other = await bench.port("ccr02.ams-a");
    const exporter = await bench.exporter();
    await exporter.readOnce();
    await bench.simulator.control.deleteInterconnect(port);
    expect(await exporter.readOnce()).toBe(true);
    expect([stateOf(exporter, port), stateOf(exporter, other)]).toEqual(["Gone", "Healthy"]);
    await bench.pass(DAY + MINUTE);
    await exporter.readOnce();
    expect([stateOf(exporter, port), stateOf(exporter, other)]).toEqual([undefined, "Healthy"]);
  });

  it("keeps the last state of a port whose status cannot be read, and says when it was read", async () => {
    const { clock } = await Bench.open();
    const port = await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    await exporter.readOnce();
    const readAt = clock.now() / 1_000;
    await bench.pass(MINUTE);
    await bench.simulator.control.addFault({
      path: `^/cni/interconnects/${port}/status$`,
      respond: { status: 400 },
      times: 100,
    });
    expect(await exporter.readOnce()).toBe(false);
    expect(stateOf(exporter, port)).toBe("Healthy");
    expect(valueIn(exporter, "cni_link_read_timestamp_seconds", { port })).toBe(readAt);
    expect(valueIn(exporter, "cni_poll_errors_total", { reading: "links", kind: "refused" })).toBe(
      1,
    );
  });
});

describe("designs", () => {
  it("exports the capacity of what works now and after one more failure", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    await bench.port("ccr02.ams-a");
    const exporter = await bench.exporter({ design: { demandToCustomer: 8 } });
    const capacity = (ports: string, failure: string) =>
      valueIn(exporter, "cni_capacity_bits_per_second", {
        ...{ ports, failure, direction: "to_customer" },
      });
    await exporter.readOnce();
    expect([capacity("designed", "none"), capacity("working", "none")]).toEqual([20e9, 20e9]);
    expect(valueIn(exporter, "cni_demand_bits_per_second")).toBe(8e9);
    expect(valueIn(exporter, "cni_intent_working")).toBe(1);
    await bench.simulator.control.beginOutage({ device: "ccr01.ams-a" });
    await exporter.readOnce();
    expect([capacity("designed", "none"), capacity("working", "none")]).toEqual([20e9, 10e9]);
    expect(capacity("working", "worst")).toBe(0);
    expect(valueIn(exporter, "cni_intent_working")).toBe(0);
    expect(valueIn(exporter, "cni_findings", { type: "NO_MAINTENANCE_NOTIFICATION" })).toBe(1);
  });

  it("exports an outage that never ends as infinite", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    await exporter.readOnce();
    expect(valueIn(exporter, "cni_outage_seconds", { failure: "silent", bound: "most" })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("with a stack, reads only its ports, and shows one that the account does not have as Gone", async () => {
    await Bench.open();
    const port = await bench.port("ccr01.ams-a");
    await bench.port("ccr02.ams-a");
    const type = "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect";
    const resource = (name: string, id: string) => ({
      ...{ urn: `urn:pulumi:dev::app::${type}::${name}`, type, id },
      outputs: { name: id, speed: "10G" },
    });
    const resources = [resource("one", port), resource("lost", "cni-lost")];
    const state = writeFile({ deployment: { resources } });
    const exporter = await bench.exporter({ design: { state } });
    expect(await exporter.readOnce()).toBe(true);
    await bench.pass(2 * DAY);
    await exporter.readOnce();
    expect([stateOf(exporter, port), stateOf(exporter, "cni-lost")]).toEqual(["Healthy", "Gone"]);
    const ports = exporter.samples().filter(({ name }) => name === "cni_port_info");
    expect(ports.map(({ labels }) => labels.port)).toEqual([port]);
  });
});

describe("a design file", () => {
  it("is judged with the link states of the account", async () => {
    await Bench.open();
    const ports = [await bench.port("ccr01.ams-a"), await bench.port("ccr02.ams-a")];
    const file = writeFile({
      name: "edge",
      intent: "device-diverse",
      ports: ports.map((interconnect, index) => ({
        name: `port-${index}`,
        interconnect,
        speed: 10,
        facility: "Equinix AM1",
        device: `ccr0${index + 1}.ams-a`,
      })),
      sessions: ports.map((_, index) => ({ name: `on-${index}`, port: `port-${index}` })),
    });
    const exporter = await bench.exporter({ design: { design: file } });
    expect(await exporter.readOnce()).toBe(true);
    expect(valueIn(exporter, "cni_intent_working", { design: "edge" })).toBe(1);
    await bench.simulator.control.beginOutage({ device: "ccr01.ams-a" });
    await exporter.readOnce();
    expect(valueIn(exporter, "cni_intent_working", { design: "edge" })).toBe(0);
  });

  it("that became unreadable leaves the last design in place", async () => {
    await Bench.open();
    const file = writeFile({ name: "edge", intent: "single", ports: [], sessions: [] });
    const exporter = await bench.exporter({ design: { design: file } });
    await exporter.readOnce();
    writeFileSync(file, "{");
    expect(await exporter.readOnce()).toBe(false);
    expect(valueIn(exporter, "cni_poll_errors_total", { reading: "design", kind: "local" })).toBe(
      1,
    );
    expect(valueIn(exporter, "cni_design_info", { design: "edge" })).toBe(1);
    expect(bench.warnings).toEqual([expect.stringContaining(`design: --design: ${file}`)]);
  });
});

describe("while the API fails", () => {
  it("keeps the last values, marks them as stale, counts errors by kind, and recovers", async () => {
    await Bench.open();
    const port = await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    await exporter.readOnce();
    const lastSuccess = valueIn(exporter, "cni_last_success_timestamp_seconds");
    await bench.simulator.control.addFault({ respond: { status: 503 }, duration: "1h" });
    expect(await exporter.readOnce()).toBe(false);
    const of = (name: MetricName) => valueIn(exporter, name, { reading: "links" });
    expect([of("cni_up"), of("cni_stale")]).toEqual([0, 0]);
    await bench.pass(4 * MINUTE);
    expect([of("cni_up"), of("cni_stale")]).toEqual([0, 1]);
    expect(stateOf(exporter, port)).toBe("Healthy");
    expect(valueIn(exporter, "cni_last_success_timestamp_seconds")).toBe(lastSuccess);
    expect(valueIn(exporter, "cni_poll_errors_total", { reading: "links", kind: "remote" })).toBe(
      1,
    );
    expect(bench.warnings).toEqual([
      expect.stringContaining("design: GET"),
      expect.stringContaining("links: GET"),
    ]);
    await bench.simulator.control.clearFaults();
    expect(await exporter.readOnce()).toBe(true);
    expect([of("cni_up"), of("cni_stale")]).toEqual([1, 0]);
    expect(bench.warnings.slice(2)).toEqual(["design: works again", "links: works again"]);
  });

  it("serves metrics before the first success", async () => {
    await Bench.open();
    const exporter = await bench.exporter();
    const of = (name: MetricName) => valueIn(exporter, name, { reading: "links" });
    expect([of("cni_up"), of("cni_stale"), of("cni_last_success_timestamp_seconds")]).toEqual([
      0,
      1,
      undefined,
    ]);
  });

  it("reports a wrong token as credentials, and never its text", async () => {
    await Bench.open();
    const exporter = await bench.exporter({ token: "a-wrong-token" });
    expect(await exporter.readOnce()).toBe(false);
    expect(
      valueIn(exporter, "cni_poll_errors_total", { reading: "design", kind: "credentials" }),
    ).toBe(1);
    expect(JSON.stringify([exporter.samples(), bench.warnings])).not.toContain("a-wrong-token");
  });

  it("sends nothing while Cloudflare blocks the user after 429", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    await exporter.readOnce();
    await bench.simulator.control.addFault({
      respond: { status: 429, headers: { "retry-after": "300" } },
    });
    await exporter.readOnce();
    expect(valueIn(exporter, "cni_poll_errors_total", { reading: "design", kind: "rate" })).toBe(1);
    const blocked = valueIn(exporter, "cni_api_blocked_seconds") ?? 0;
    expect(blocked).toBeGreaterThan(290);
  });
});

describe("the polls", () => {
  /** Polls until the clock has passed `duration`, and returns the times at which requests were sent. */
  async function pollFor(exporter: Exporter, duration: number): Promise<number> {
    const controller = new AbortController();
    const end = bench.clock.now() + duration;
    const { advance } = bench.simulator.control;
    jest.spyOn(bench.simulator.control, "advance").mockImplementation(async (text) => {
      if (bench.clock.now() >= end) controller.abort();
      return advance.call(bench.simulator.control, text);
    });
    const before = await bench.requestCount();
    await exporter.poll(controller.signal);
    return (await bench.requestCount()) - before;
  }

  it("read the links every minute and the rest every ten minutes", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    await bench.port("ccr02.ams-a");
    const requests = await pollFor(await bench.exporter(), 30 * MINUTE);
    // A list and two states a minute, and four lists every ten minutes.
    expect(requests).toBeGreaterThan(30 * 3 + 2 * 4);
    expect(requests).toBeLessThan(32 * 3 + 5 * 4);
  });

  it("stay within their share of the request limit, however short the interval", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    await bench.port("ccr02.ams-a");
    const exporter = await bench.exporter({ every: 1_000, share: 0.05 });
    const requests = await pollFor(exporter, 20 * MINUTE);
    const allowed = 0.05 * 1_200 * 4;
    expect(requests).toBeGreaterThan(0.9 * allowed);
    expect(requests).toBeLessThan(1.1 * allowed);
    expect(valueIn(exporter, "cni_api_requests_left")).toBeGreaterThan(1_100);
  });

  it("wait until a block ends, so that they do not prolong it", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    await bench.simulator.control.addFault({
      respond: { status: 429, headers: { "retry-after": "3600" } },
      times: 8,
    });
    const requests = await pollFor(exporter, 50 * MINUTE);
    expect(requests).toBeLessThan(10);
  });

  it("export the number of requests that were sent", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter();
    await exporter.readOnce();
    expect(valueIn(exporter, "cni_api_requests_total")).toBe(await bench.requestCount());
  });
});

describe("analytics", () => {
  it("export health and traffic of each session, and nothing of other tunnels", async () => {
    await Bench.open();
    const port = await bench.port("ccr01.ams-a");
    await bench.call("/magic/gre_tunnels", {
      name: "GRE_1",
      cloudflare_gre_endpoint: "192.0.2.1",
      customer_gre_endpoint: "198.51.100.1",
      interface_address: "10.0.0.0/31",
    });
    await bench.pass(20 * MINUTE);
    const exporter = await bench.exporter({ analytics: true });
    expect(await exporter.readOnce()).toBe(true);
    const session = { port, session: `on-${port}` };
    expect(valueIn(exporter, "cni_tunnel_state", session)).toBe(1);
    expect(valueIn(exporter, "cni_tunnel_probes_passed_ratio", session)).toBe(1);
    expect(
      valueIn(exporter, "cni_tunnel_traffic_bits_per_second", { ...session, direction: "egress" }),
    ).toBe(400e6);
    expect(JSON.stringify(exporter.samples())).not.toContain("GRE_1");
    await bench.simulator.control.beginOutage({ tunnel: session.session });
    await bench.pass(7 * MINUTE);
    await exporter.readOnce();
    expect(stateOf(exporter, port)).toBe("Healthy");
    expect(valueIn(exporter, "cni_tunnel_state", session)).toBe(0);
  });

  it("leave out traffic without the name of a tunnel", async () => {
    await Bench.open({ behaviour: { tunnelNameInTraffic: "empty" } });
    const port = await bench.port("ccr01.ams-a");
    await bench.pass(20 * MINUTE);
    const exporter = await bench.exporter({ analytics: true });
    expect(await exporter.readOnce()).toBe(true);
    expect(valueIn(exporter, "cni_tunnel_state", { port })).toBe(1);
    expect(valueIn(exporter, "cni_tunnel_traffic_bits_per_second")).toBeUndefined();
  });

  it("report a token that may not read them, while the links work", async () => {
    await Bench.open({ behaviour: { analytics: "refused" } });
    await bench.port("ccr01.ams-a");
    const exporter = await bench.exporter({ analytics: true });
    expect(await exporter.readOnce()).toBe(false);
    expect(valueIn(exporter, "cni_up", { reading: "links" })).toBe(1);
    expect(valueIn(exporter, "cni_up", { reading: "analytics" })).toBe(0);
    expect(bench.warnings).toEqual([expect.stringContaining("'Account Analytics Read'")]);
  });

  it("are retried after 503, because a query changes nothing", async () => {
    await Bench.open();
    await bench.port("ccr01.ams-a");
    await bench.simulator.control.addFault({ path: "graphql", respond: { status: 503 } });
    const exporter = await bench.exporter({ analytics: true });
    expect(await exporter.readOnce()).toBe(true);
  });
});
