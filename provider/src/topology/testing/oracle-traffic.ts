/** Determines for the oracle what carries the traffic of a design after a failure, and how much. */

import { FACTS } from "../../domain/facts";
import { PREFERENCES } from "../../domain/steering";
import type { Design, Port, Session } from "../design";
import type { Capacity, Path, Verdict } from "../failure";
import { dataplaneOf } from "./oracle-places";
import {
  type Carrier,
  carrierOf,
  type Dead,
  EVERYTHING,
  prefixesOf,
  type Route,
} from "./oracle-routes";

export interface OracleTraffic {
  survivors: readonly string[];
  capacity: Capacity;
  unreachable: readonly string[];
  /** Sessions that carry the traffic, without the backup. */
  sessions: Path;
  verdict: Verdict;
}

/**
 * Returns the dead sessions of a failure. Cloudflare probes by default, so an undeclared health check counts as
 * enabled.
 */
export function deadBy(failed: readonly Port[], design: Design): Dead {
  const names = new Set(failed.map(({ name }) => name));
  const sessions = new Set(design.sessions.filter(({ port }) => names.has(port)));
  const probed = [...sessions].filter(({ healthCheck }) => healthCheck?.enabled !== false);
  return { sessions, probed: new Set(probed) };
}

export function localPreferenceOf({ localPreference, steering }: Session): number {
  return localPreference ?? (steering === undefined ? 100 : PREFERENCES[steering].localPreference);
}

/** Returns the live sessions that the customer's routers prefer. */
export function preferredToCloudflare(sessions: readonly Session[]): Session[] {
  const highest = Math.max(...sessions.map(localPreferenceOf));
  return sessions.filter((session) => localPreferenceOf(session) === highest);
}

function portsUnder(sessions: readonly Session[], design: Design): Port[] {
  return design.ports.filter(({ name }) => sessions.some(({ port }) => port === name));
}

/** Returns the Gbps from Cloudflare over a port. All sessions of the port share them. An unknown speed counts as 0. */
function fromCloudflare(port: Port): number {
  return port.speed ?? 0;
}

/**
 * Returns the Gbps toward Cloudflare. It is unknown whether the limit of v2 applies to a port or to each session, so
 * the minimum is that of one session.
 */
function towardCloudflare(
  port: Port,
  { speed, sessions }: { speed: number; sessions: number },
): number {
  if (dataplaneOf(port) === "v2") {
    return Math.min(speed, sessions * FACTS.toCloudflarePerCni.value);
  }
  // Without a tunnel, v1 accepts only traffic to AS13335.
  const tunnels = port.greTunnels ?? 1;
  if (tunnels === 0 && port.peering === true) return speed;
  return Math.min(speed, tunnels * FACTS.toCloudflarePerGreTunnel.value);
}

function sumOf(ports: readonly Port[], gbpsOf: (port: Port) => number): number {
  return ports.reduce((sum, port) => sum + gbpsOf(port), 0);
}

function sessionsOf(carrier: Carrier): Session[] {
  return carrier.kind === "sessions" ? carrier.routes.map(({ session }) => session) : [];
}

/** Returns the sessions that still carry a share of the traffic in addition to a dead session. */
function liveIn(routes: readonly Route[], dead: Dead): Session[] {
  return routes.map(({ session }) => session).filter((session) => !dead.sessions.has(session));
}

export function oracleTraffic(failed: readonly Port[], design: Design): OracleTraffic {
  const dead = deadBy(failed, design);
  const live = design.sessions.filter((session) => !dead.sessions.has(session));
  const prefixes = prefixesOf(design);
  const carriers = (prefixes.length > 0 ? prefixes : [EVERYTHING]).map((prefix) => ({
    prefix,
    carrier: carrierOf(prefix, design, dead),
  }));
  const reached = carriers
    .map(({ carrier }) => sessionsOf(carrier))
    .filter((sessions) => sessions.length > 0);
  const path = carriers.flatMap(({ carrier }) =>
    carrier.kind === "dead" ? liveIn(carrier.routes, dead) : sessionsOf(carrier),
  );
  const gbps = reached.map((sessions) => sumOf(portsUnder(sessions, design), fromCloudflare));
  const preferred = preferredToCloudflare(live);
  const up = portsUnder(preferred, design);
  const capacity = {
    toCustomer: gbps.length === 0 ? 0 : Math.min(...gbps),
    toCloudflare: sumOf(up, (port) =>
      towardCloudflare(port, { speed: port.speed ?? 0, sessions: 1 }),
    ),
  };
  const namesIn = (chosen: readonly Session[]) =>
    design.sessions.filter((session) => chosen.includes(session)).map(({ name }) => name);
  const isStuck = carriers.some(({ carrier }) => carrier.kind === "dead");
  return {
    survivors: design.ports.filter((port) => !failed.includes(port)).map(({ name }) => name),
    capacity,
    unreachable: prefixes.filter((prefix) =>
      carriers.some((it) => it.prefix === prefix && sessionsOf(it.carrier).length === 0),
    ),
    sessions: {
      toCustomer: namesIn(path),
      toCloudflare: namesIn(preferred),
    },
    verdict:
      live.length === 0
        ? withoutInterconnects(design, isStuck)
        : withInterconnects(design, capacity, {
            isEveryPrefixReached: reached.length === carriers.length,
            down: path,
            up: preferred,
          }),
  };
}

function withoutInterconnects({ backup }: Design, isStuck: boolean): Verdict {
  if (backup === undefined || backup.kind === "none") return "lost";
  // Traffic to the Internet needs no route at Cloudflare, so a dead static route does not hide the Internet backup.
  return backup.kind === "tunnel" && isStuck ? "lost" : "backup";
}

function withInterconnects(
  design: Design,
  capacity: Capacity,
  path: { isEveryPrefixReached: boolean; down: readonly Session[]; up: readonly Session[] },
): Verdict {
  const { demand = {}, useCase } = design;
  const wanted = {
    toCustomer: demand.toCustomer ?? 0,
    toCloudflare: useCase === "magic-transit-dsr" ? 0 : (demand.toCloudflare ?? 0),
  };
  // A port of unknown speed may be fast, and it is unknown how traffic is divided among prefixes.
  const most = {
    toCustomer: sumOf(
      portsUnder(path.down, design),
      ({ speed }) => speed ?? Number.POSITIVE_INFINITY,
    ),
    toCloudflare: sumOf(portsUnder(path.up, design), (port) => {
      const sessions = path.up.filter((session) => session.port === port.name).length;
      const speed = port.speed ?? Number.POSITIVE_INFINITY;
      return towardCloudflare(port, { speed, sessions });
    }),
  };
  const isBelow = (offered: Capacity) =>
    offered.toCustomer < wanted.toCustomer || offered.toCloudflare < wanted.toCloudflare;
  if (isBelow(most)) return "degraded";
  if (isBelow(capacity)) return "unknown";
  return path.isEveryPrefixReached ? "carried" : "degraded";
}
