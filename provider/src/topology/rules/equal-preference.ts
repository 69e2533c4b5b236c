import type { Design, Session } from "../design";
import { hasBackup, nameOfBackup } from "../outcomes";
import { STEERING } from "../sources";
import type { Finding, Rule } from "./rule";

/** A session, or the backup. */
type Path = Pick<Session, "name" | "localPreference" | "routePriority">;

/** Each direction has its own preference: what is said of one is nothing about the other. */
const PREFERENCES = [
  { property: "localPreference", better: "higher", sign: 1 },
  { property: "routePriority", better: "lower", sign: -1 },
] as const;

export const equalPreference: Rule = {
  rule: "Preferences tell the declared order of the sessions, and the backup goes last",
  figure:
    "the higher local preference wins, the lower route priority wins; equal ones share (ECMP)",
  source: STEERING,
  check(design) {
    return [...declaredOrder(design), ...backupLast(design)];
  },
};

function declaredOrder({ order = [], sessions }: Design): Finding[] {
  const ordered = order.flatMap((name) => sessions.filter((session) => session.name === name));
  return ordered.flatMap((first, at) =>
    ordered.slice(at + 1, at + 2).flatMap((second) => {
      const isTold = PREFERENCES.some(
        ({ property }) => !Number.isNaN(lead(first, second, property)),
      );
      const names = [first.name, second.name];
      if (isTold) return contradictions(first, second, names);
      return {
        severity: "unknown",
        explanation: `Session "${first.name}" is to go before "${second.name}", and nothing tells so: set localPreference (higher first) or routePriority (lower first) on both.`,
        sessions: names,
      };
    }),
  );
}

/** That the backup goes last needs no order, only preferences that do not say otherwise. */
function backupLast({ backup, sessions }: Design): Finding[] {
  if (!hasBackup(backup)) return [];
  const last = { ...backup, name: nameOfBackup(backup) };
  return sessions.flatMap((session) => contradictions(session, last, [session.name]));
}

function contradictions(first: Path, second: Path, sessions: readonly string[]): Finding[] {
  // A comparison with NaN, for what is not told, is never true.
  return PREFERENCES.filter(({ property, sign }) => lead(first, second, property) * sign <= 0).map(
    ({ property, better }) => ({
      severity: "error",
      explanation: `"${first.name}" is to go before "${second.name}", and its ${property} ${first[property]} is not ${better} than ${second[property]}: give "${first.name}" the ${better} ${property}.`,
      sessions,
    }),
  );
}

/** How far the first value is above the second; NaN where one is not told. */
function lead(first: Path, second: Path, property: "localPreference" | "routePriority"): number {
  return (first[property] ?? Number.NaN) - (second[property] ?? Number.NaN);
}
