/** Findings by type, numbered, so that a badge in the picture names a card of the report. */

import { distinct } from "../domain/distinct";
import type { Blocker, Design } from "../topology";

export interface FindingGroup {
  number: number;
  type: Blocker["type"];
  severity: Blocker["severity"];
  /** The findings; at least one. */
  blockers: readonly Blocker[];
}

const SEVERITIES: readonly Blocker["severity"][] = ["error", "warning", "unknown"];

/** Groups the findings of one type and severity, most severe first. */
export function groupFindings(blockers: readonly Blocker[]): FindingGroup[] {
  return SEVERITIES.flatMap((severity) => {
    const own = blockers.filter((blocker) => blocker.severity === severity);
    return distinct(own.map(({ type }) => type)).map((type) => ({
      type,
      severity,
      blockers: own.filter((blocker) => blocker.type === type),
    }));
  }).map((group, at) => ({ ...group, number: at + 1 }));
}

/** Findings by port, and those that concern no port in particular. */
export interface PlacedFindings {
  ofPort(name: string): readonly FindingGroup[];
  ofDesign: readonly FindingGroup[];
}

export function placeFindings(
  { ports, sessions }: Design,
  groups: readonly FindingGroup[],
): PlacedFindings {
  const placed = groups.map((group) => {
    const names = group.blockers.flatMap((blocker) => [
      ...(blocker.ports ?? []),
      ...sessions.filter(({ name }) => blocker.sessions?.includes(name)).map(({ port }) => port),
    ]);
    const concerned = new Set(names);
    // A finding on every port is one on the design.
    const isGeneral = concerned.size === 0 || (ports.length > 1 && concerned.size === ports.length);
    return { group, concerned: isGeneral ? new Set<string>() : concerned };
  });
  return {
    ofPort: (name) =>
      placed.filter(({ concerned }) => concerned.has(name)).map(({ group }) => group),
    ofDesign: placed.filter(({ concerned }) => concerned.size === 0).map(({ group }) => group),
  };
}
