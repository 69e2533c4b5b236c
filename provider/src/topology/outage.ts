/**
 * Calculates how long traffic is lost during a failure, in each direction and for both ways in which a link can fail.
 *
 * Toward the customer, Cloudflare chooses the path. Cloudflare does not publish how it reacts to a lost link, so a link
 * that goes down counts as a silent failure. Toward Cloudflare, the customer's routers choose the path.
 */

import { FACTS } from "../domain/facts";
import { UseCase } from "../domain/values";
import { hasBackup, priorityOfTunnels, reachesBackup } from "./backup";
import type { Design, Port, Session } from "./design";
import type { DirectionOutage, Failure, FailureKind, Outage, OutageRange } from "./failure";
import { isProbed } from "./health-check";
import { longer, NO_OUTAGE, range, shorter } from "./outage-range";
import { byName } from "./places";
import { learnsByBgp } from "./preference";
import {
  type Destination,
  type InTheWay,
  inTheWayOf,
  inTheWayToCloudflare,
  type Routes,
  type Traffic,
  trafficWithout,
} from "./traffic";

const CLOUDFLARE_HOLD_TIME = FACTS.holdTimeCni.value;
const GRACEFUL_RESTART = FACTS.gracefulRestart.value;
const CONVERGENCE = FACTS.convergence.value;
/** Longest convergence in seconds. Cloudflare's page says "no more than a few minutes". */
const LONGEST_CONVERGENCE = 180;
/** Shortest hold time in seconds that BGP allows, apart from 0. */
export const SHORTEST_HOLD_TIME = 3;
/** Seconds until a router has removed a lost link from its routes. */
const INTERFACE_DOWN = 1;
/** Seconds until a session with BFD detects a failure (3 × 300 ms). */
const BFD = { least: 0.6, most: 1 };
/** Seconds during which all probes must fail before a session counts as down. */
const PROBES = 1;

const CUSTOMER_KINDS: readonly FailureKind[] = [
  "customer-router",
  "customer-site",
  "customer-power",
];

/** Returns a function that calculates the outage of a single failure. */
export function outageOf(design: Design, routes: Routes) {
  const ports = byName(design.ports);
  return function calculate(failure: Failure): Outage {
    const down = new Set(failure.ports);
    const after = trafficWithout(routes, down);
    const toCustomer = routes.toCustomer
      .map((before, at) => outageOfDestination(before, after.toCustomer[at], down, ports, design))
      .reduce(longer, NO_OUTAGE);
    return {
      toCustomer: { seen: toCustomer, silent: toCustomer },
      toCloudflare: outageToCloudflare(failure, routes, after, down, ports, design),
    };
  };
}

function outageOfDestination(
  { levels, whenAllAreUp }: Routes["toCustomer"][number],
  after: Destination | undefined,
  down: ReadonlySet<string>,
  ports: ReadonlyMap<string, Port>,
  design: Design,
): OutageRange {
  const isLost = whenAllAreUp.sessions.some(({ port }) => down.has(port));
  if (!isLost || after === undefined) return NO_OUTAGE;
  const { backup } = design;
  if (after.stuckOn.length > 0 && !reachesBackup(after, backup)) return stuckOutage(after, design);
  const carriers = after.stuckOn.length > 0 ? [] : after.sessions;
  const isOverInternet = carriers.length === 0 && backup?.kind === "internet";
  // A backup over the Internet is not in Cloudflare's table, so its priority does not matter.
  const priority = isOverInternet ? 0 : priorityOfTunnels(backup);
  const dead = inTheWayOf(levels, down, carriers, priority).filter(
    ({ session }) => !isOverInternet || whenAllAreUp.sessions.includes(session),
  );
  const detection = dead
    .map((one) => detectionByCloudflare(one, ports.get(one.session.port), design))
    .reduce(longer, NO_OUTAGE);
  return carriers.length > 0 ? detection : longer(detection, backupOutage(design));
}

function stuckOutage({ stuckOn, hidden }: Destination, design: Design): OutageRange {
  if (!stuckOn.every(isProbed)) {
    return range(
      "no-health-check",
      "forever",
      "forever",
      "no health check puts the dead static route behind the others",
    );
  }
  if (hidden === "none" && !hasBackup(design.backup)) return backupOutage(design);
  return range(
    "hidden-route",
    "forever",
    "forever",
    hidden === "shorter-prefix"
      ? "the dead static route is the longest prefix, which goes first whatever its priority"
      : "the dead static route still ranks first",
  );
}

/** Returns the time from when Cloudflare detects the failure until the backup takes over. */
function backupOutage({ backup }: Design): OutageRange {
  if (!hasBackup(backup)) return range("nothing-left", "forever", "forever", "nothing is left");
  if (backup.kind === "tunnel") return NO_OUTAGE;
  return range("internet-backup", 0, "unknown", "the traffic moves to the Internet providers");
}

/** Returns the time until Cloudflare stops using a dead session. */
function detectionByCloudflare(
  { session, isPenaltyEnough }: InTheWay,
  port: Port | undefined,
  design: Design,
): OutageRange {
  const byCheck = detectionByCheck(session, design);
  if (!learnsByBgp(session)) return byCheck;
  const byBgp = usesBfd(port) && port?.peering ? detectionByBfd() : holdTimeOutage(session, true);
  return isPenaltyEnough ? shorter(byCheck, byBgp) : byBgp;
}

/** Whether the port uses BFD. Dataplane v2 does not support it. */
function usesBfd(port: Port | undefined): boolean {
  return port?.dataplane === "v1" && port.bfd === true;
}

function detectionByCheck({ healthCheck }: Session, { assumptions }: Design): OutageRange {
  if (healthCheck?.enabled === false) {
    return range("no-health-check", "forever", "forever", "no health check probes the session");
  }
  // A missing value is null in a stack's state.
  const interval = assumptions?.probeInterval ?? undefined;
  const timeout = assumptions?.probeTimeout ?? undefined;
  if (healthCheck?.enabled !== true) {
    return range(
      "unknown-health-check",
      0,
      "unknown",
      "it is unknown whether a health check probes the session",
    );
  }
  const most =
    interval === undefined || timeout === undefined ? "unknown" : interval + timeout + PROBES;
  return range(
    "health-check",
    0,
    most,
    `up to ${inSeconds(interval)} until the next probe (assumptions.probeInterval)`,
    `up to ${inSeconds(timeout)} until it has failed (assumptions.probeTimeout)`,
    `up to ${PROBES} s in which ${FACTS.downProbes.value} probes fail`,
  );
}

function inSeconds(value: number | undefined): string {
  return value === undefined ? "an unknown time" : `${value} s`;
}

function detectionByBfd(): OutageRange {
  return range("bfd", BFD.least, BFD.most, `${BFD.least} to ${BFD.most} s of BFD`);
}

/**
 * Returns the outage until the BGP hold time ends. The last message arrives at most one keepalive interval before the
 * failure.
 */
function holdTimeOutage(session: Session, isByCloudflare: boolean): OutageRange {
  const declared = session.holdTime ?? undefined;
  if (declared === 0) {
    return range("bgp-hold-time", "forever", "forever", "a BGP hold time of 0 never expires");
  }
  const longest = Math.min(declared ?? CLOUDFLARE_HOLD_TIME, CLOUDFLARE_HOLD_TIME);
  const shortest = declared === undefined ? SHORTEST_HOLD_TIME : longest;
  const least = shortest - shortest / FACTS.keepalivesPerHoldTime.value;
  const hold = `${least} to ${longest} s of BGP hold time`;
  if (!isByCloudflare) return range("bgp-hold-time", least, longest, hold);
  const restart = session.gracefulRestart === false ? 0 : GRACEFUL_RESTART;
  return range(
    "bgp-hold-time",
    least + CONVERGENCE,
    longest + LONGEST_CONVERGENCE + restart,
    hold,
    `${CONVERGENCE} to ${LONGEST_CONVERGENCE} s of convergence`,
    ...(restart > 0 ? [`up to ${restart} s of graceful restart`] : []),
  );
}

function outageToCloudflare(
  { kind }: Failure,
  routes: Routes,
  after: Traffic,
  down: ReadonlySet<string>,
  ports: ReadonlyMap<string, Port>,
  design: Design,
): DirectionOutage {
  if (design.useCase === UseCase.MagicTransitDsr) {
    const notJudged = range("not-judged", 0, 0, "replies leave over the Internet providers");
    return { seen: notJudged, silent: notJudged };
  }
  const [preferred = []] = routes.toCloudflare;
  if (!preferred.some(({ port }) => down.has(port))) return { seen: NO_OUTAGE, silent: NO_OUTAGE };
  const dead = inTheWayToCloudflare(routes, down);
  const next = after.toCloudflare.length > 0 ? NO_OUTAGE : backupOutage(design);
  if (CUSTOMER_KINDS.includes(kind)) {
    const outage = longer(customerConvergence(design), next);
    return { seen: outage, silent: outage };
  }
  const silent = dead
    .map((session) => silentDetectionByCustomer(session, ports.get(session.port)))
    .reduce(longer, NO_OUTAGE);
  const isHidden = dead.some(({ port }) => !isAttachedDirectly(ports.get(port)));
  const interfaceDown = range(
    "interface-down",
    0,
    INTERFACE_DOWN,
    `up to ${INTERFACE_DOWN} s until the router notices the lost link`,
  );
  return {
    seen: longer(isHidden ? silent : shorter(interfaceDown, silent), next),
    silent: longer(silent, next),
  };
}

function customerConvergence({ assumptions }: Design): OutageRange {
  const most = assumptions?.customerConvergence ?? undefined;
  return range(
    "customer-convergence",
    0,
    most ?? "unknown",
    `up to ${inSeconds(most)} until the customer's other routers take over (assumptions.customerConvergence)`,
  );
}

/** Returns the time until the customer's router stops using a session whose far end does not respond. */
function silentDetectionByCustomer(session: Session, port: Port | undefined): OutageRange {
  if (usesBfd(port)) return detectionByBfd();
  if (session.bgp) return holdTimeOutage(session, false);
  const { trackedWithin } = session;
  return trackedWithin === undefined || trackedWithin === null
    ? range("no-tracking", "forever", "forever", "nothing tracks the customer's static route")
    : range("tracking", 0, trackedWithin, `up to ${trackedWithin} s of tracking`);
}

/**
 * Whether the customer's router receives the light of the port directly. A partner's or a cloud provider's equipment in
 * between would hide the loss of light.
 */
function isAttachedDirectly(port: Port | undefined): boolean {
  return (port?.kind ?? "direct") === "direct";
}
