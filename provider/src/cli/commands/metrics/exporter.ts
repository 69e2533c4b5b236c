/**
 * Polls the API within a share of the request limit, and keeps what it read last. A scrape only looks at that, so it
 * never sends a request.
 */
import type { AccountApi } from "../../../api/account";
import { unlessNotFound } from "../../../api/errors";
import type { Http } from "../../../api/http";
import { NO_STATUS } from "../../../api/interconnects";
import { LIMIT_PER_MILLISECOND } from "../../../api/limiter";
import type { TunnelMeasurement } from "../../../api/tunnel-analytics";
import { TRAFFIC_DIRECTIONS } from "../../../api/tunnel-analytics";
import { type Clock, sleep } from "../../../domain/clock";
import { CniError } from "../../../domain/errors";
import { FACTS_AS_OF } from "../../../domain/facts";
import type { InterconnectObject } from "../../../domain/objects";
import { type Design, LOCATIONS_AS_OF } from "../../../topology";
import type { AccountPort } from "../../account-objects";
import { ownVersion } from "../../version";
import { designSamples } from "./design-samples";
import type { LinkMemory } from "./link-memory";
import { type Sample, sample } from "./metrics";
import { Reading } from "./reading";
import { type Subject, sessionsByTunnel } from "./subject";

const MINUTE = 60_000;
/** Interval of what changes rarely. */
const DESIGN_INTERVAL = 10 * MINUTE;
const ANALYTICS_INTERVAL = 5 * MINUTE;
/** Window of the samples, and how long Cloudflare is given to collect them. */
const ANALYTICS_WINDOW = 5 * MINUTE;
const ANALYTICS_DELAY = 2 * MINUTE;
/** How long a deleted port stays in the metrics, so that its alert has time to be noticed. */
const GONE_FOR = 24 * 60 * MINUTE;

/** Link states that Cloudflare documents. Any other one is exported as `Unknown`, so that the label stays bounded. */
const LINK_STATES = ["Pending", "Down", "Unhealthy", "Healthy"];
/** State of a port that the account no longer has, or that only the stack knows. */
const GONE = "Gone";
const EXPORTED_STATES = [...LINK_STATES, GONE, NO_STATUS.state];

export interface ExporterOptions {
  api: AccountApi;
  http: Pick<Http, "requestsSent" | "requestsLeft" | "blockedFor">;
  clock: Clock;
  memory: LinkMemory;
  /** Reads what to watch. */
  readSubject(): Promise<Subject>;
  /** Interval between polls of the link states, in milliseconds. */
  every: number;
  /** Share of the request limit that the polls may use, 0 to 1. */
  share: number;
  /** Whether to read tunnel health and traffic from the GraphQL API. */
  analytics: boolean;
  /** Called if a reading begins or ceases to fail. */
  onChange(message: string): void;
}

/** What the last attempts read of the links, and what follows for the designs. */
interface Links {
  ports: readonly InterconnectObject[];
  readAt: ReadonlyMap<string, number>;
  designs: readonly Sample[];
}

export class Exporter {
  readonly #subject: Reading<Subject>;
  readonly #links: Reading<Links>;
  readonly #analytics: Reading<ReadonlyMap<string, TunnelMeasurement>>;
  readonly #readings: readonly Reading<unknown>[];
  /** Time before which no request may be sent, so that the polls keep to their share. */
  #freeAt = 0;
  /** Samples of the designs of the last poll, by their content. */
  #assessed: ReadonlyMap<string, readonly Sample[]> = new Map();

  constructor(private readonly options: ExporterOptions) {
    const { clock, every } = options;
    this.#subject = new Reading(
      { name: "design", every: DESIGN_INTERVAL, read: () => options.readSubject() },
      clock,
    );
    this.#links = new Reading(
      { name: "links", every, read: (onError) => this.#readLinks(onError) },
      clock,
    );
    this.#analytics = new Reading(
      { name: "analytics", every: ANALYTICS_INTERVAL, read: () => this.#readAnalytics() },
      clock,
    );
    const optional = options.analytics ? [this.#analytics] : [];
    // In this order, because the design names the ports, and links and sessions belong to the measurements.
    this.#readings = [this.#subject, this.#links, ...optional];
  }

  /** Attempts every reading once. Returns whether all succeeded. */
  async readOnce(): Promise<boolean> {
    for (const reading of this.#readings) await this.#attempt(reading);
    return this.#readings.every(({ isUp }) => isUp);
  }

  /** Polls until the signal aborts. */
  async poll(signal: AbortSignal): Promise<void> {
    await this.readOnce();
    while (!signal.aborted) {
      const next = this.#readings.reduce((one, other) => (other.dueAt < one.dueAt ? other : one));
      const { clock, http } = this.options;
      const free = Math.max(next.dueAt, this.#freeAt, clock.now() + (http.blockedFor ?? 0));
      try {
        await sleep(clock, Math.max(0, free - clock.now()), signal);
      } catch (error) {
        if (signal.aborted) return;
        throw error;
      }
      await this.#attempt(next);
    }
  }

  async #attempt(reading: Reading<unknown>): Promise<void> {
    const { http, clock, share, onChange } = this.options;
    const sentBefore = http.requestsSent ?? 0;
    const wasFailing = reading.problem !== undefined;
    await reading.attempt(() => {
      const cost = ((http.requestsSent ?? 0) - sentBefore) / (LIMIT_PER_MILLISECOND * share);
      this.#freeAt = Math.max(this.#freeAt, clock.now()) + cost;
      return cost;
    });
    if (reading.problem !== undefined && !wasFailing)
      onChange(`${reading.name}: ${reading.problem}`);
    if (reading.problem === undefined && wasFailing) onChange(`${reading.name}: works again`);
  }

  async #readLinks(onError: (error: unknown) => void): Promise<Links> {
    const { api, clock, memory } = this.options;
    const subject = this.#subject.value;
    if (subject === undefined) throw new CniError("The ports to watch are not known yet.");
    const all = await api.interconnects.list();
    const ports = all.filter(({ name }) => subject.ports?.has(name) ?? true);
    const readAt = new Map(this.#links.value?.readAt);
    await Promise.all(
      ports.map(async ({ name }) => {
        try {
          const status = await unlessNotFound(api.interconnects.status(name));
          memory.observe(name, (status ?? NO_STATUS).state, clock.now());
          readAt.set(name, clock.now());
        } catch (error) {
          onError(error);
        }
      }),
    );
    this.#noteGone(subject, new Set(all.map(({ name }) => name)));
    await memory.save();
    const designs = subject.designs(this.#portsWithState(ports, subject));
    return { ports, readAt, designs: this.#assess(designs) };
  }

  /** Marks ports that the account does not have, and forgets them after a day unless the stack names them. */
  #noteGone(subject: Subject, existing: ReadonlySet<string>): void {
    const { clock, memory } = this.options;
    const expected = subject.ports ?? new Set(memory.ports());
    for (const name of [...expected].filter((port) => !existing.has(port))) {
      memory.observe(name, GONE, clock.now());
      const since = memory.get(name)?.since ?? 0;
      if (subject.ports === undefined && clock.now() - since > GONE_FOR) memory.forget(name);
    }
  }

  /** Assesses only designs that changed, because an assessment of fifty ports takes seconds. */
  #assess(designs: readonly Design[]): Sample[] {
    const assessed = new Map<string, readonly Sample[]>();
    for (const design of designs) {
      const key = JSON.stringify(design);
      assessed.set(key, this.#assessed.get(key) ?? designSamples(design));
    }
    this.#assessed = assessed;
    return [...assessed.values()].flat();
  }

  async #readAnalytics(): Promise<ReadonlyMap<string, TunnelMeasurement>> {
    const { api, clock } = this.options;
    const to = clock.now() - ANALYTICS_DELAY;
    return api.tunnelAnalytics.read(to - ANALYTICS_WINDOW, to);
  }

  /** Every metric, from what was read last. Sends no request. */
  samples(): Sample[] {
    const { http } = this.options;
    return [
      sample("cni_build_info", { version: ownVersion() }, 1),
      ...this.#readingSamples(),
      sample("cni_api_requests_total", {}, http.requestsSent ?? 0),
      ...(http.requestsLeft === undefined
        ? []
        : [sample("cni_api_requests_left", {}, http.requestsLeft)]),
      sample("cni_api_blocked_seconds", {}, (http.blockedFor ?? 0) / 1_000),
      sample("cni_facts_timestamp_seconds", { facts: "locations" }, dateOf(LOCATIONS_AS_OF)),
      sample("cni_facts_timestamp_seconds", { facts: "figures" }, dateOf(FACTS_AS_OF)),
      ...this.#linkSamples(),
      ...(this.#links.value?.designs ?? []),
      ...this.#tunnelSamples(),
    ];
  }

  #readingSamples(): Sample[] {
    const now = this.options.clock.now();
    return this.#readings.flatMap((one) => {
      const reading = one.name;
      return [
        sample("cni_up", { reading }, one.isUp),
        sample("cni_stale", { reading }, one.isStale(now)),
        ...(one.succeededAt === undefined
          ? []
          : [sample("cni_last_success_timestamp_seconds", { reading }, one.succeededAt / 1_000)]),
        ...[...one.errors].map(([kind, count]) =>
          sample("cni_poll_errors_total", { reading, kind }, count),
        ),
      ];
    });
  }

  #linkSamples(): Sample[] {
    const { memory, clock } = this.options;
    const links = this.#links.value;
    if (links === undefined) return [];
    const now = clock.now();
    const names = new Set([...(this.#subject.value?.ports ?? memory.ports())]);
    return [
      ...links.ports.map((port) => portInfo(port)),
      ...[...names].flatMap((port) => {
        const record = memory.get(port);
        if (record === undefined) return [];
        const exported = EXPORTED_STATES.includes(record.state) ? record.state : NO_STATUS.state;
        const readAt = links.readAt.get(port);
        return [
          ...EXPORTED_STATES.map((state) =>
            sample("cni_link_state", { port, state }, state === exported),
          ),
          sample("cni_link_state_since_timestamp_seconds", { port }, record.since / 1_000),
          sample(
            "cni_link_pending_seconds",
            { port },
            record.state === "Pending" ? (now - record.since) / 1_000 : 0,
          ),
          ...(readAt === undefined
            ? []
            : [sample("cni_link_read_timestamp_seconds", { port }, readAt / 1_000)]),
        ];
      }),
    ];
  }

  #portsWithState(ports: readonly InterconnectObject[], subject: Subject): AccountPort[] {
    const { memory } = this.options;
    const gone = [...(subject.ports ?? [])].filter((name) => memory.get(name)?.state === GONE);
    return [
      ...ports.map((port) => {
        const state = memory.get(port.name)?.state;
        return { ...port, status: state === undefined ? undefined : { state } };
      }),
      ...gone.map((name) => ({ account: "", name, type: "", status: { state: GONE } })),
    ];
  }

  #tunnelSamples(): Sample[] {
    const subject = this.#subject.value;
    const measured = this.#analytics.value;
    if (subject === undefined || measured === undefined) return [];
    const sessions = sessionsByTunnel(subject, this.#links.value?.ports ?? []);
    return [...measured].flatMap(([tunnel, { state, passed, traffic }]) => {
      // Other tunnels of the account, and rows without a name.
      const labels = sessions.get(tunnel);
      if (labels === undefined) return [];
      return [
        ...(state === undefined ? [] : [sample("cni_tunnel_state", labels, state)]),
        ...(passed === undefined ? [] : [sample("cni_tunnel_probes_passed_ratio", labels, passed)]),
        ...TRAFFIC_DIRECTIONS.flatMap((direction) => {
          const bits = traffic[direction];
          if (bits === undefined) return [];
          return [sample("cni_tunnel_traffic_bits_per_second", { ...labels, direction }, bits)];
        }),
      ];
    });
  }
}

function portInfo(port: InterconnectObject): Sample {
  const { name, type, speed = "", site = "", region, facility, device = "" } = port;
  const labels = {
    port: name,
    type,
    speed,
    site: site || (region ?? ""),
    facility: facility?.name ?? "",
    device,
  };
  return sample("cni_port_info", labels, 1);
}

function dateOf(day: string): number {
  return Date.parse(day) / 1_000;
}
