/** What is left of a design under each failure, and under each two of them. */

import { distinct } from "../domain/distinct";
import { type CapacityRange, meets } from "./capacity";
import type { Backup, Design } from "./design";
import type { Failure, Outcome, Verdict } from "./failure";
import { failuresOf } from "./failures";
import { namesOf } from "./places";
import { byName, carrying, routesOf, throughputOf, trafficWithout } from "./traffic";

/** The part of an outcome that only hangs on which ports are down. */
type Aftermath = Omit<Outcome, "failures">;

/** A failure with a bit for each port that it takes down. */
interface Marked {
  failure: Failure;
  down: bigint;
}

export interface Outcomes {
  /** When nothing fails. */
  baseline: Outcome;
  singles: readonly Outcome[];
  /** Many, so only where they are asked for. */
  pairs(): Outcome[];
}

/** What follows from each failure, and from each two at once. */
export function outcomes(design: Design): Outcomes {
  const look = lookAfter(design);
  const known = new Map<string, Aftermath>();

  function outcome(...failed: Marked[]): Outcome {
    const failures = failed.map(({ failure }) => failure);
    // As text: V8 hashes only the low 64 bits of a bigint.
    const key = failed.reduce((down, one) => down | one.down, 0n).toString(16);
    const left = known.get(key) ?? look(failures.flatMap(({ ports }) => ports));
    known.set(key, left);
    return { failures, ...left, verdict: certain(left.verdict, failures) };
  }

  const marked = failuresOf(design.ports).map((failure) => ({
    failure,
    down: design.ports.reduce(
      (down, { name }, at) => (failure.ports.includes(name) ? down | (1n << BigInt(at)) : down),
      0n,
    ),
  }));
  return {
    baseline: outcome(),
    singles: marked.map((one) => outcome(one)),
    pairs: () =>
      marked.flatMap((one, at) =>
        marked
          .slice(at + 1)
          .filter((other) => !isPart(one, other) && !isPart(other, one))
          .map((other) => outcome(one, other)),
      ),
  };
}

/** What is left without some ports. */
export function outcomeWithout(design: Design, ports: readonly string[]): Aftermath {
  return lookAfter(design)(ports);
}

/** Prepares what every look at a design needs, for there may be many. */
function lookAfter({ ports, sessions, demand, backup }: Design) {
  const names = namesOf(ports);
  const prefixes = distinct(sessions.flatMap((session) => session.prefixes ?? []));
  const routes = routesOf(sessions);
  const portsByName = byName(ports);
  const spare = hasBackup(backup) ? [nameOfBackup(backup)] : [];

  return function look(failed: readonly string[]): Aftermath {
    const down = new Set(failed);
    const traffic = trafficWithout(routes, down);
    const { toCustomer, toCloudflare } = traffic;
    const lost = new Set(
      toCustomer.filter(({ sessions }) => sessions.length === 0).map(({ prefix }) => prefix),
    );
    const unreachable = lost.size > 0 ? prefixes.filter((prefix) => lost.has(prefix)) : [];
    const isConnected = toCloudflare.length > 0;
    const throughput = throughputOf(traffic, portsByName);
    return {
      survivors: names.filter((name) => !down.has(name)),
      capacity: throughput.least,
      reachable: lost.size > 0 ? prefixes.filter((prefix) => !lost.has(prefix)) : prefixes,
      unreachable,
      path: {
        toCustomer: [...namesOf(carrying(toCustomer)), ...(lost.size > 0 ? spare : [])],
        toCloudflare: isConnected ? namesOf(toCloudflare) : spare,
      },
      verdict: verdictOn(isConnected, throughput, unreachable, demand, backup),
    };
  };
}

function verdictOn(
  isConnected: boolean,
  { least, most }: CapacityRange,
  unreachable: readonly string[],
  demand: Design["demand"],
  backup: Backup | undefined,
): Verdict {
  if (!isConnected) return hasBackup(backup) ? "backup" : "lost";
  // The backup takes over from interconnects; it does not add to them.
  if (!meets(least, demand)) return meets(most, demand) ? "unknown" : "degraded";
  return unreachable.length > 0 ? "degraded" : "carried";
}

/** Where ports are only assumed to fail together, only good news is certain. */
function certain(verdict: Verdict, failures: readonly Failure[]): Verdict {
  return verdict !== "carried" && failures.some(({ uncertain }) => uncertain) ? "unknown" : verdict;
}

/** Whether a failure takes down nothing that the other one does not. */
function isPart(one: Marked, other: Marked): boolean {
  return (one.down | other.down) === other.down;
}

export function hasBackup(backup: Backup | undefined): backup is Exclude<Backup, { kind: "none" }> {
  return backup !== undefined && backup.kind !== "none";
}

export function nameOfBackup({ name, kind }: Exclude<Backup, { kind: "none" }>): string {
  return name ?? kind;
}
