/** What is left of a design under each failure, and under each two of them. */

import { type CapacityRange, capacityOfPort, meets, sumOf } from "./capacity";
import type { Backup, Design, Session } from "./design";
import type { Failure, Outcome, Verdict } from "./failure";
import { failuresOf } from "./failures";
import { distinct, namesOf } from "./places";
import { comparePreference } from "./preference";

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
  const byPreference = sessions.toSorted(comparePreference);
  const prefixes = distinct(sessions.flatMap((session) => session.prefixes ?? []));
  const rated = ports.map((port) => {
    const own = sessions.filter((session) => session.port === port.name);
    return { name: port.name, capacity: capacityOfPort(port, own.length) };
  });

  return function look(failed: readonly string[]): Aftermath {
    const down = new Set(failed);
    const alive = rated.filter(({ name }) => !down.has(name));
    const carrying = byPreference.filter(({ port }) => !down.has(port));
    const leaders = leadersOf(carrying);
    const isReached = (prefix: string) => leaders.has(prefix);
    const isWhole = leaders.size === prefixes.length;
    const unreachable = isWhole ? [] : prefixes.filter((prefix) => !isReached(prefix));
    const isConnected = carrying.length > 0;
    const range = sumOf(alive.map(({ capacity }) => capacity));
    return {
      survivors: namesOf(alive),
      capacity: range.least,
      reachable: isWhole ? prefixes : prefixes.filter(isReached),
      unreachable,
      path: [
        ...namesOf(leaders.size > 0 ? leadingOf(carrying, leaders) : equalsOfFirst(carrying)),
        ...(!(isConnected && isWhole) && hasBackup(backup) ? [nameOfBackup(backup)] : []),
      ],
      verdict: verdictOn(isConnected, range, unreachable, demand, backup),
    };
  };
}

/** For each prefix the first of the sessions, which come by preference. */
function leadersOf(sessions: readonly Session[]): Map<string, Session> {
  const leaders = new Map<string, Session>();
  for (const session of sessions) {
    for (const prefix of session.prefixes ?? []) {
      if (!leaders.has(prefix)) leaders.set(prefix, session);
    }
  }
  return leaders;
}

/** The leaders of a prefix and their equals, which share the traffic. */
function leadingOf(sessions: readonly Session[], leaders: Map<string, Session>): Session[] {
  return sessions.filter((session) =>
    session.prefixes?.some((prefix) => {
      const leader = leaders.get(prefix);
      return leader === session || (leader && comparePreference(leader, session) === 0);
    }),
  );
}

/** Of sessions by preference those that none is preferred to. */
function equalsOfFirst(sessions: readonly Session[]): Session[] {
  return sessions.filter((session) =>
    sessions.slice(0, 1).every((first) => comparePreference(first, session) === 0),
  );
}

function verdictOn(
  isConnected: boolean,
  { least, most }: CapacityRange,
  unreachable: readonly string[],
  demand: Design["demand"],
  backup: Backup | undefined,
): Verdict {
  if (!isConnected) return hasBackup(backup) ? "backup" : "lost";
  if (!meets(most, demand)) return "degraded";
  // The backup takes over from interconnects; it does not add to them.
  if (!meets(least, demand)) return "unknown";
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
