/** First line of a comment: the error, or what the plan does to ports and traffic. */
import { counted } from "../../../domain/text";
import { firstOf } from "../../../pictures/words";
import type { ChangeRow } from "./changes";
import type { Interruption } from "./effects";
import type { Plan } from "./preview";

export interface Verdict {
  /** Kind of GitHub's alert. */
  alert: "CAUTION" | "WARNING" | "NOTE";
  /** Parts that stand out come first. */
  strong: readonly string[];
  rest: readonly string[];
}

const MAX_NAMES = 4;

export function verdictOf({ errors }: Plan, rows: readonly ChangeRow[]): Verdict {
  const [error, ...others] = errors;
  if (error !== undefined) {
    const more = others.length > 0 ? [`${counted(others.length, "more error")} below`] : [];
    return {
      alert: "CAUTION",
      strong: ["✗ The preview failed"],
      rest: [error, ...more],
    };
  }
  const foreign = rows.filter(({ kind }) => kind === "other").flatMap(({ names }) => names);
  const notJudged =
    foreign.length > 0
      ? [`${counted(foreign.length, "resource")} of other packages not judged`]
      : [];
  if (rows.every(({ kind }) => kind === "other")) {
    const strong = rows.length === 0 ? "✓ No changes" : "✓ No interconnect changes";
    return { alert: "NOTE", strong: [strong], rest: notJudged };
  }
  const ports = (kind: ChangeRow["kind"]) => namesOf(rows, kind, "Interconnect");
  const [replaced, deleted, ordered] = [ports("replace"), ports("delete"), ports("create")];
  const strong = [
    ...(replaced.length > 0 ? [`✗ Replaces ${countedNames(replaced, "port")}`] : []),
    ...(deleted.length > 0 ? [`✗ Deletes ${countedNames(deleted, "port")}`] : []),
  ];
  const updated = namesOf(rows, "update", "CniBgpSession");
  const replacements = rows.filter(({ kind }) => kind === "replace").flatMap(({ names }) => names);
  const interruption = worstOf(rows);
  return {
    alert: strong.length > 0 ? "CAUTION" : interruption === "none" ? "NOTE" : "WARNING",
    strong:
      strong.length > 0
        ? strong
        : [interruption === "none" ? "✓ No interruption expected" : headlines[interruption]],
    rest: [
      ...(ordered.length > 0 ? [`orders ${counted(ordered.length, "port")}`] : []),
      ...(updated.length > 0 ? [`changes ${counted(updated.length, "session")}`] : []),
      replacements.length === 0 ? "0 replacements" : counted(replacements.length, "replacement"),
      ...(strong.length > 0 ? [`interruption: ${interruptionInWords(rows)}`] : detailsOf(rows)),
      ...notJudged,
    ],
  };
}

const headlines: Record<Exclude<Interruption, "none">, string> = {
  certain: "! Interrupts traffic",
  unknown: "? Interruption unknown until up",
  possible: "! May interrupt traffic",
};

/** What is worst, in words for each interrupted kind of resource. */
function detailsOf(rows: readonly ChangeRow[]): string[] {
  return worstOf(rows) === "none" ? [] : [interruptionInWords(rows)];
}

function interruptionInWords(rows: readonly ChangeRow[]): string {
  const of = (interruption: Interruption) =>
    rows.filter((row) => row.interruption === interruption);
  const resets = new Set(
    of("certain").flatMap(({ resource, kind, names }) =>
      resource === "CniBgpSession" && kind === "update" ? names : [],
    ),
  );
  const isAccount = of("certain").some(({ resource }) => resource === "CniSettings");
  const ends = namesOf(of("certain"), "delete", "CniBgpSession").length;
  const moves = namesOf(of("certain"), "replace", "CniBgpSession").length;
  const sessions = (interruption: Interruption) =>
    new Set(of(interruption).flatMap(({ names }) => names)).size;
  const words = [
    ...(isAccount ? ["BGP resets on every session of the account"] : []),
    ...(resets.size > 0 ? [`BGP resets on ${counted(resets.size, "session")}`] : []),
    ...(ends > 0 ? [`routes of ${counted(ends, "session")} end`] : []),
    ...(moves > 0 ? [`${counted(moves, "session")} moved`] : []),
    ...(of("possible").length > 0
      ? [`possible on ${counted(sessions("possible"), "resource")}`]
      : []),
    ...(of("unknown").length > 0
      ? [`unknown until up on ${counted(sessions("unknown"), "resource")}`]
      : []),
  ];
  return words.length > 0
    ? words.join(", ")
    : of("certain").length > 0
      ? "see below"
      : "none expected";
}

function worstOf(rows: readonly ChangeRow[]): Interruption {
  const levels = ["certain", "unknown", "possible"] as const;
  return levels.find((level) => rows.some((row) => row.interruption === level)) ?? "none";
}

function namesOf(
  rows: readonly ChangeRow[],
  kind: ChangeRow["kind"],
  resource: ChangeRow["resource"],
): string[] {
  const own = rows.filter((row) => row.kind === kind && row.resource === resource);
  return [...new Set(own.flatMap(({ names }) => names))];
}

function countedNames(names: readonly string[], what: string): string {
  return `${counted(names.length, what)} (${firstOf(names, MAX_NAMES)})`;
}
