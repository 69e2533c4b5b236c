/** Difference of two designs as a Mermaid flowchart: places as boxes, and in them what changes. */

import { counted } from "../domain/text";
import { changeInWords, scoresInWords } from "./change-words";
import {
  type ChangedFacility,
  type ChangedPort,
  type ChangeKind,
  KIND_TONES,
  SIGNS,
} from "./changed-places";
import type { ComparedDesigns } from "./compared-designs";
import { encodeText, label, yamlTitle } from "./mermaid-text";
import { LIGHT } from "./palette";
import type { Tone } from "./tone";
import { describePorts, firstOf } from "./words";

/** More changed ports are drawn as one node for each facility and kind. */
const MAX_PORTS = 12;
const MAX_NAMES = 6;
const MAX_SESSIONS = 4;

export function diffMermaid({ card, diff, scores, metros }: ComparedDesigns): string {
  const count = metros.flatMap(({ facilities }) => facilities.flatMap((one) => one.changed)).length;
  const isShort = count > MAX_PORTS;
  const places = metros.flatMap((metro, at) =>
    subgraph(
      `m${at + 1}`,
      metro.title,
      metro.facilities.flatMap((facility, index) => {
        const id = `m${at + 1}f${index + 1}`;
        return subgraph(id, facility.title, nodesOf(facility, id, isShort));
      }),
    ),
  );
  const ofDesign =
    diff.values.length > 0
      ? [node("design", "changed", ["~ design", ...diff.values.map(changeInWords)])]
      : [];
  return [
    "---",
    `title: ${yamlTitle(card.name, scoresInWords(scores))}`,
    "config: { flowchart: { wrappingWidth: 480 } }",
    "---",
    "flowchart LR",
    `accDescr: ${encodeText(`Changes of ${card.name}. ${scoresInWords(scores)}`, 400)}`,
    ...ofDesign,
    ...places,
    ...(metros.length === 0 ? [node("none", "unchanged", ["The design has no ports."])] : []),
    ...Object.entries(KIND_TONES).map(([kind, tone]) => classOf(kind, tone)),
    "classDef place fill:none,stroke:#7d858d",
    "",
  ].join("\n");
}

function nodesOf({ changed, folded }: ChangedFacility, id: string, isShort: boolean): string[] {
  const rest =
    folded.length > 0 ? [node(`${id}u`, "unchanged", [`${describePorts(folded)}, unchanged`])] : [];
  if (!isShort) {
    return [
      ...changed.map((port, at) => node(`${id}p${at + 1}`, port.kind, linesOf(port))),
      ...rest,
    ];
  }
  const groups = (["added", "removed", "changed"] as const).flatMap((kind) => {
    const own = changed.filter((port) => port.kind === kind).map(({ port }) => port);
    const names = firstOf(
      own.map(({ name }) => name),
      MAX_NAMES,
    );
    const words = [`${SIGNS[kind]} ${describePorts(own)} ${kind}`, names];
    return own.length > 0 ? [node(`${id}${kind}`, kind, words)] : [];
  });
  return [...groups, ...rest];
}

function linesOf({ kind, port, words, sessions }: ChangedPort): string[] {
  const shown = sessions.slice(0, MAX_SESSIONS);
  const rest = sessions.length - shown.length;
  return [
    `${SIGNS[kind]} ${port.name}`,
    ...words,
    ...shown.flatMap((session) => [
      `${SIGNS[session.kind]} session ${session.name}`,
      ...session.words,
    ]),
    ...(rest > 0 ? [`and ${counted(rest, "more session")}`] : []),
  ];
}

function subgraph(id: string, title: string, inside: readonly string[]): string[] {
  return [
    `subgraph ${id}[${label([title])}]`,
    ...inside.map((one) => `  ${one}`),
    "end",
    `class ${id} place`,
  ];
}

function node(id: string, kind: ChangeKind, words: readonly string[]): string {
  return `${id}[${label(words)}]:::${kind}`;
}

function classOf(kind: string, tone: Tone): string {
  const { ink, ground } = LIGHT.tones[tone];
  const struck = kind === "removed" ? ",text-decoration:line-through" : "";
  const dashes = kind === "unchanged" ? ",stroke-dasharray:4 3" : "";
  return `classDef ${kind} fill:${ground},stroke:${ink},color:${ink}${struck}${dashes}`;
}
