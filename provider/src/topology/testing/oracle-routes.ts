/** Routes of a design toward the customer for the oracle. */

import { FACTS } from "../../domain/facts";
import { PREFERENCES } from "../../domain/steering";
import type { Design, Session } from "../design";

/** Name that stands for all traffic, for designs whose sessions have no prefixes. */
export const EVERYTHING = "everything";

export interface Route {
  session: Session;
  length: number;
  priority: number;
  isStatic: boolean;
}

/** Sessions that a failure takes down, and those of them to which a health check adds a penalty. */
export interface Dead {
  sessions: ReadonlySet<Session>;
  probed: ReadonlySet<Session>;
}

export const NOTHING_DEAD: Dead = { sessions: new Set(), probed: new Set() };

export function isStatic(session: Session): boolean {
  return session.bgp !== true || session.advertiseOnly === true;
}

function priorityOf(session: Session): number {
  const preferences = session.steering === undefined ? undefined : PREFERENCES[session.steering];
  if (isStatic(session)) return session.routePriority ?? preferences?.routePriority ?? 100;
  const communities =
    session.communities ?? (preferences === undefined ? [] : [preferences.community]);
  const table: Readonly<Record<string, number>> = FACTS.communityPriorities.value;
  const bases = communities.flatMap((community) => table[community] ?? []);
  const base = bases.length > 0 ? Math.min(...bases) : FACTS.bgpPriority.value;
  return base + (session.prepends ?? 0) * FACTS.prependPenalty.value;
}

export function prefixesOf(design: Design): string[] {
  return [...new Set(design.sessions.flatMap(({ prefixes }) => prefixes ?? []))];
}

/** Returns the bits of an IPv4 prefix, as many as its length. Returns none for other text. */
function bitsOf(prefix: string): string {
  const [address = "", length] = prefix.split("/");
  const bits = address.split(".").map((part) => Number(part).toString(2).padStart(8, "0"));
  return bits.join("").slice(0, Number(length ?? 0));
}

const ROUTES = new WeakMap<Design, Map<string, Route[]>>();

/** Returns all routes that a packet to the prefix can take. */
export function routesTo(prefix: string, design: Design): Route[] {
  const known = ROUTES.get(design) ?? new Map<string, Route[]>();
  const routes = known.get(prefix) ?? computeRoutes(prefix, design);
  ROUTES.set(design, known.set(prefix, routes));
  return routes;
}

function computeRoutes(prefix: string, design: Design): Route[] {
  return design.sessions.flatMap((session) => {
    const covering = (session.prefixes ?? []).filter((own) =>
      bitsOf(prefix).startsWith(bitsOf(own)),
    );
    const lengths = prefix === EVERYTHING ? [0] : covering.map((own) => bitsOf(own).length);
    return lengths.map((length) => ({
      session,
      length,
      priority: priorityOf(session),
      isStatic: isStatic(session),
    }));
  });
}

/** Returns the route with its penalty if a health check finds the route down. */
export function penalised(route: Route, dead: Dead): Route {
  const isPenalised = dead.sessions.has(route.session) && dead.probed.has(route.session);
  return isPenalised ? { ...route, priority: route.priority + FACTS.downPenalty.value } : route;
}

/** Compares two routes. The result is negative if the first is preferred, and 0 if both share the traffic. */
export function compareRoutes(one: Route, other: Route): number {
  if (one.length !== other.length) return other.length - one.length;
  if (one.priority !== other.priority) return one.priority - other.priority;
  return Number(other.isStatic) - Number(one.isStatic);
}

/** Returns the most preferred routes. If there are several, they share the traffic. */
export function bestOf(routes: readonly Route[]): Route[] {
  return routes.filter((route) => routes.every((other) => compareRoutes(route, other) <= 0));
}

/** Returns the routes that finally remain. Static routes stay, and BGP withdraws the routes of dead sessions. */
export function remaining(routes: readonly Route[], dead: Dead): Route[] {
  return routes
    .filter((route) => route.isStatic || !dead.sessions.has(route.session))
    .map((route) => penalised(route, dead));
}

/** What finally carries the traffic of a prefix. */
export type Carrier =
  | { kind: "sessions"; routes: readonly Route[] }
  /** A backup tunnel whose routes have this prefix length and priority. */
  | { kind: "tunnel"; length: number; priority?: number }
  /** A dead route, which still attracts at least a share of the traffic. */
  | { kind: "dead"; routes: readonly Route[] }
  | { kind: "none" };

export function carrierOf(prefix: string, design: Design, dead: Dead): Carrier {
  const routes = routesTo(prefix, design);
  const left = remaining(routes, dead);
  const tunnel = design.backup?.kind === "tunnel" ? design.backup : undefined;
  const priority = tunnel?.routePriority;
  if (left.length === 0) {
    const length = Math.max(0, ...routes.map((route) => route.length));
    return tunnel ? { kind: "tunnel", length, priority } : { kind: "none" };
  }
  const best = bestOf(left);
  const blocking = best.filter(({ session }) => dead.sessions.has(session));
  if (blocking.length === 0) return { kind: "sessions", routes: best };
  const [first] = best;
  // The tunnel has the same prefixes. It ranks after all routes without a penalty, or even later because of its own
  // priority.
  const inTheWay = left.filter(
    (route) => route.length === first?.length && dead.sessions.has(route.session),
  );
  const length = Math.max(...routes.map((route) => route.length));
  const arePenalised = inTheWay.every(({ session }) => dead.probed.has(session));
  const isBehind = priority === undefined || blocking.every((route) => route.priority > priority);
  if (tunnel && arePenalised && isBehind) return { kind: "tunnel", length, priority };
  return { kind: "dead", routes: best };
}
