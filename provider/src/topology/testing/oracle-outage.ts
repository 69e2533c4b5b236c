/** Calculates for the oracle how long traffic is lost after a failure. */

import { FACTS } from "../../domain/facts";
import type { Design, Port, Session } from "../design";
import type { FailureKind, OutageRange, Seconds } from "../failure";
import type { OracleFailure } from "./oracle-failures";
import { dataplaneOf } from "./oracle-places";
import {
  bestOf,
  carrierOf,
  compareRoutes,
  type Dead,
  EVERYTHING,
  penalised,
  prefixesOf,
  type Route,
  routesTo,
} from "./oracle-routes";
import { deadBy, localPreferenceOf, preferredToCloudflare } from "./oracle-traffic";

export type Range = Pick<OutageRange, "least" | "most">;

export interface OracleOutage {
  toCustomer: { seen: Range; silent: Range };
  toCloudflare: { seen: Range; silent: Range };
}

const NONE: Range = { least: 0, most: 0 };
const FOREVER: Range = { least: "forever", most: "forever" };
const INTERFACE_DOWN: Range = { least: 0, most: 1 };
/** Time until BFD detects a failure: three lost packets, with 200 to 333 ms between packets. */
const BFD: Range = { least: 0.6, most: 1 };
/** Longest convergence in seconds. The source says "a few minutes". */
const LONGEST_CONVERGENCE = 180;
/** Shortest hold time in seconds that RFC 4271 allows. */
const LEAST_HOLD_TIME = 3;

/** Rank of one end of a range. An unknown time may be long, but it is finite. */
function rankOf(end: Seconds | "unknown"): number {
  if (end === "forever") return Number.POSITIVE_INFINITY;
  return end === "unknown" ? Number.MAX_VALUE : end;
}

function longer<T extends Seconds | "unknown">(one: T, other: T): T {
  return rankOf(one) >= rankOf(other) ? one : other;
}

function shorter<T extends Seconds | "unknown">(one: T, other: T): T {
  return rankOf(one) <= rankOf(other) ? one : other;
}

/** Returns the range until all of the ranges have passed. */
function all(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (one, other) => ({
      least: longer(one.least, other.least),
      most: longer(one.most, other.most),
    }),
    NONE,
  );
}

/** Returns the range until the first of the ranges has passed. Without any range, the outage never ends. */
function first(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (one, other) => ({
      least: shorter(one.least, other.least),
      most: shorter(one.most, other.most),
    }),
    FOREVER,
  );
}

/** Returns the range that covers all of the ranges, because it is unknown which of them applies. */
function either(ranges: readonly Range[]): Range {
  const least = ranges.map((range) => range.least).reduce((one, other) => shorter(one, other));
  const most = ranges.map((range) => range.most).reduce((one, other) => longer(one, other));
  return { least, most: least !== "forever" && most === "forever" ? "unknown" : most };
}

function probing({ assumptions = {} }: Design): Range {
  const { probeInterval, probeTimeout } = assumptions;
  const isKnown = probeInterval !== undefined && probeTimeout !== undefined;
  return { least: 0, most: isKnown ? probeInterval + probeTimeout + 1 : "unknown" };
}

function holding({ holdTime }: Session): { least: number; most: number } {
  const ceiling = FACTS.holdTimeCni.value;
  const most = Math.min(holdTime ?? ceiling, ceiling);
  const shortest = holdTime === undefined ? LEAST_HOLD_TIME : most;
  return { least: shortest - shortest / FACTS.keepalivesPerHoldTime.value, most };
}

/** Returns the time until Cloudflare has withdrawn the routes of a dead BGP session in all data centers. */
function withdrawal(session: Session): Range {
  const { least, most } = holding(session);
  const stale = session.gracefulRestart === false ? 0 : FACTS.gracefulRestart.value;
  return {
    least: least + FACTS.convergence.value,
    most: most + LONGEST_CONVERGENCE + stale,
  };
}

/** Returns every possible set of sessions that a health check may probe. */
function answers(unknown: readonly Session[]): Session[][] {
  const [session, ...others] = unknown;
  if (session === undefined) return [[]];
  return answers(others).flatMap((probed) => [probed, [session, ...probed]]);
}

function isV1(session: Session, design: Design, isWanted: (port: Port) => unknown): boolean {
  return design.ports.some(
    (port) => port.name === session.port && dataplaneOf(port) === "v1" && isWanted(port) === true,
  );
}

function hasBfdOf(session: Session, design: Design): boolean {
  return isV1(session, design, ({ bfd }) => bfd);
}

function isPeering(session: Session, design: Design): boolean {
  return isV1(session, design, ({ peering }) => peering);
}

/** Returns the time until a dead route no longer hides the best live route. */
function untilOutOfTheWay(
  route: Route,
  dead: Dead,
  heir: { length: number; priority?: number; best?: Route },
  design: Design,
): Range {
  const behind = penalised(route, dead);
  const isBehind =
    route.length === heir.length &&
    (heir.priority === undefined || behind.priority > heir.priority) &&
    (heir.best === undefined || compareRoutes(behind, heir.best) > 0);
  const helps = dead.probed.has(route.session) && isBehind;
  // Cloudflare detects a dead peering session by BFD, but not a dead session with Magic routes.
  const hasBfd = hasBfdOf(route.session, design) && isPeering(route.session, design);
  return first([
    ...(helps ? [probing(design)] : []),
    ...(hasBfd && !route.isStatic ? [BFD] : []),
    ...(route.isStatic ? [] : [withdrawal(route.session)]),
  ]);
}

function outageOfPrefix(prefix: string, dead: Dead, design: Design): Range {
  const routes = routesTo(prefix, design);
  const isDead = ({ session }: Route) => dead.sessions.has(session);
  const lost = bestOf(routes).filter(isDead);
  if (lost.length === 0) return NONE;
  if (routes.every(isDead) && design.backup?.kind === "internet") {
    const noticed = lost.map((route) =>
      untilOutOfTheWay(route, dead, { length: route.length }, design),
    );
    return all([...noticed, { least: 0, most: "unknown" }]);
  }
  const carrier = carrierOf(prefix, design, dead);
  if (carrier.kind === "dead" || carrier.kind === "none") return FOREVER;
  if (carrier.kind === "tunnel") {
    const inTheWay = routes.filter((route) => isDead(route) && route.length >= carrier.length);
    return all(inTheWay.map((route) => untilOutOfTheWay(route, dead, carrier, design)));
  }
  const [best] = carrier.routes;
  if (best === undefined) return FOREVER;
  const inTheWay = routes.filter((route) => isDead(route) && compareRoutes(route, best) <= 0);
  return all(
    inTheWay.map((route) => untilOutOfTheWay(route, dead, { length: best.length, best }, design)),
  );
}

function outageToCustomer(failed: readonly Port[], design: Design): Range {
  const dead = deadBy(failed, design);
  const isUnknown = ({ healthCheck }: Session) => healthCheck?.enabled === undefined;
  const known = [...dead.probed].filter((session) => !isUnknown(session));
  const prefixes = prefixesOf(design);
  return either(
    answers([...dead.sessions].filter(isUnknown)).map((probed) =>
      all(
        (prefixes.length > 0 ? prefixes : [EVERYTHING]).map((prefix) =>
          outageOfPrefix(
            prefix,
            { sessions: dead.sessions, probed: new Set([...known, ...probed]) },
            design,
          ),
        ),
      ),
    ),
  );
}

/** Returns the time until the customer's router stops using a session that failed silently. */
function untilNoticed(session: Session, design: Design): Range {
  const { trackedWithin } = session;
  const isTracked = session.bgp !== true && trackedWithin !== undefined;
  if (hasBfdOf(session, design)) return BFD;
  return first([
    ...(session.bgp === true ? [holding(session)] : []),
    ...(isTracked ? [{ least: 0, most: trackedWithin }] : []),
  ]);
}

/**
 * Whether the failure takes down a router of the customer, in which case the customer's other routers must take over.
 */
export function isOfRouter(kind: FailureKind): boolean {
  return kind === "customer-router" || kind === "customer-site" || kind === "customer-power";
}

function outageToCloudflare(
  { kind, ports }: OracleFailure,
  design: Design,
): { seen: Range; silent: Range } {
  const dead = deadBy(ports, design);
  const lost = preferredToCloudflare(design.sessions).filter((it) => dead.sessions.has(it));
  if (lost.length === 0 || design.useCase === "magic-transit-dsr")
    return { seen: NONE, silent: NONE };
  const live = design.sessions.filter((session) => !dead.sessions.has(session));
  const [heir] = preferredToCloudflare(live);
  const backup = design.backup?.kind ?? "none";
  if (heir === undefined && backup === "none") return { seen: FOREVER, silent: FOREVER };
  const moving: Range[] =
    heir === undefined && backup === "internet" ? [{ least: 0, most: "unknown" }] : [];
  if (isOfRouter(kind)) {
    const most = design.assumptions?.customerConvergence ?? "unknown";
    const range = all([{ least: 0, most }, ...moving]);
    return { seen: range, silent: range };
  }
  const isInTheWay = (session: Session) =>
    heir === undefined || localPreferenceOf(session) >= localPreferenceOf(heir);
  const inTheWay = [...dead.sessions].filter(isInTheWay);
  return {
    seen: all([INTERFACE_DOWN, ...moving]),
    silent: all([...inTheWay.map((session) => untilNoticed(session, design)), ...moving]),
  };
}

export function oracleOutage(failure: OracleFailure, design: Design): OracleOutage {
  // Cloudflare does not publish how it reacts to a lost link, so a lost link counts as a silent failure.
  const toCustomer = outageToCustomer(failure.ports, design);
  return {
    toCustomer: { seen: toCustomer, silent: toCustomer },
    toCloudflare: outageToCloudflare(failure, design),
  };
}
