/**
 * A design as a Mermaid flowchart, which GitHub renders in a pull request.
 *
 * GitHub refuses more than 50,000 characters or 500 links. A larger design is drawn with less
 * detail: ports with their number of sessions, then devices with their number of ports. Above 8
 * ports, it has only devices.
 */

import { distinct } from "../domain/distinct";
import { counted } from "../domain/text";
import type { Assessment, Design, Port, Scorecard, Session } from "../topology";
import { encodeText, label, yamlTitle } from "./mermaid-text";
import { LIGHT } from "./palette";
import { LEVEL_SIGNS, stateOfPort, stateOfSession, TONES, type Tone } from "./tone";
import { type PlacedDevice, type PlacedPort, treeOf } from "./tree";
import { cardOf, description } from "./verdict";
import {
  describeBackup,
  describeEnd,
  describePorts,
  describePreference,
  firstOf,
  originOf,
  speedOf,
  speedOfAll,
} from "./words";

/** GitHub's limits with a margin. */
const MAX_CHARACTERS = 49_000;
const MAX_LINKS = 480;
const MAX_PREFIXES = 12;
/** More ports are unreadable at the width of a page. */
const MAX_PORTS = 8;

const DETAILS = ["sessions", "ports", "devices"] as const;
type Detail = (typeof DETAILS)[number];

/** Shape of each tone, as the brackets around its text. */
const SHAPES: Record<Tone, readonly [string, string]> = {
  good: ["(", ")"],
  waiting: ["{{", "}}"],
  poor: ["[/", "\\]"],
  bad: ["[[", "]]"],
  spare: ["([", "])"],
  absent: ["(", ")"],
  unclear: [">", "]"],
};

interface Drawing {
  /** Nodes on Cloudflare's side. */
  nodes: readonly string[];
  /** Nodes on the customer's side. */
  sessions?: readonly string[];
  links: readonly string[];
}

export function mermaid(design: Design, assessment?: Assessment): string {
  const details = design.ports.length > MAX_PORTS ? (["devices"] as const) : DETAILS;
  const flowcharts = details.map((detail) => flowchart(design, assessment, detail));
  const fitting = flowcharts.find(
    ({ text, links }) => text.length <= MAX_CHARACTERS && links <= MAX_LINKS,
  );
  return (fitting ?? flowcharts.at(-1))?.text ?? "";
}

function flowchart(design: Design, assessment: Assessment | undefined, detail: Detail) {
  const { sessions, backup } = design;
  const card = cardOf(design, assessment);
  const places = mergeDrawings(
    treeOf(design).map(({ name, city, facilities }, at) => {
      const metro = `m${at + 1}`;
      const title = titleOf([name ?? "Metro unknown", city]);
      const inside = facilities.map(({ name, sites, devices, ports }, at) => {
        const facility = `${metro}f${at + 1}`;
        // Keep this short, because Mermaid lets a title overflow its box.
        const total = speedOfAll(ports.map(({ port }) => port));
        const title = titleOf([name ?? "Facility unknown", sites.join(", "), total]);
        const inside = devices.map((device, at) =>
          drawDevice(device, `${facility}d${at + 1}`, detail),
        );
        return wrapInSubgraph(facility, name, title, mergeDrawings(inside));
      });
      return wrapInSubgraph(metro, name, title, mergeDrawings(inside));
    }),
  );
  const prefixes = distinct(sessions.flatMap((session) => session.prefixes ?? []));
  const asns = distinct(sessions.map(({ customerAsn }) => customerAsn)).map((asn) => `AS${asn}`);
  const way = describeBackup(backup);
  const hasBackup = backup !== undefined && backup.kind !== "none";
  const links = [...places.links, ...(hasBackup ? ["backup <-.-> prefixes"] : [])];
  const text = [
    "---",
    `title: ${yamlTitle(card.name, lightsOf(card))}`,
    "config: { flowchart: { wrappingWidth: 480 } }",
    "---",
    "flowchart LR",
    `accDescr: ${encodeText(description(design, card), 400)}`,
    ...subgraph("cloudflare", "Cloudflare", places.nodes),
    ...subgraph("customer", titleOf(["Customer", firstOf(asns, 4)]), [
      ...(places.sessions ?? []),
      node("prefixes", undefined, ["Prefixes", firstOf(prefixes, MAX_PREFIXES) || "not specified"]),
    ]),
    node("backup", hasBackup ? "spare" : backup ? "bad" : "unclear", [
      `Backup: ${way.name}`,
      way.more,
    ]),
    ...links,
    ...TONES.map(classOf),
    // Transparent, because the page may be light or dark.
    "classDef place fill:none,stroke:#7d858d",
    "classDef unknown fill:none,stroke:#7d858d,stroke-dasharray:5 4",
    "",
  ].join("\n");
  return { text, links: links.length };
}

/** The lights in one line, or the headline without any. */
function lightsOf({ lights, headline, worstFailure }: Scorecard): string {
  if (lights.length === 0) return headline;
  return lights
    .map(({ title, level }) => `${LEVEL_SIGNS[level]} ${title}`)
    .join(" · ")
    .concat(worstFailure ? ` (worst ${worstFailure})` : "");
}

function drawDevice({ name, ports }: PlacedDevice, id: string, detail: Detail): Drawing {
  const title = name ?? "Device unknown";
  if (detail === "devices") {
    const tones = ports.map(({ port }) => stateOfPort(port).tone);
    const sessions = ports.flatMap((port) => port.sessions);
    const words = [
      title,
      describePorts(ports.map(({ port }) => port)),
      counted(sessions.length, "session"),
    ];
    const tone = new Set(tones).size === 1 ? tones[0] : undefined;
    return { nodes: [node(id, tone, words)], links: [`${id} --- prefixes`] };
  }
  const inside = mergeDrawings(ports.map((port, at) => drawPort(port, `${id}p${at + 1}`, detail)));
  return wrapInSubgraph(id, name, title, inside);
}

function drawPort({ port, sessions }: PlacedPort, id: string, detail: Detail): Drawing {
  const { tone, word } = stateOfPort(port);
  const words = [port.name, originOf(port), `${speedOf(port)} · ${word}`];
  if (detail === "ports" || sessions.length === 0) {
    const count = sessions.length > 0 ? counted(sessions.length, "session") : "no session";
    return {
      nodes: [node(id, tone, [...words, count])],
      links: sessions.length > 0 ? [`${id} ${tone === "good" ? "---" : "-.-"} prefixes`] : [],
    };
  }
  const drawn = sessions.map((session, at) => sessionNode(session, port, `${id}s${at + 1}`));
  return {
    nodes: [node(id, tone, words)],
    sessions: drawn.map(({ text }) => text),
    links: drawn.flatMap(({ id: session, isUp }) => [
      `${id} ${isUp ? "---" : "-.-"} ${session}`,
      `${session} ${isUp ? "-->" : "-.->"} prefixes`,
    ]),
  };
}

function sessionNode(session: Session, port: Port, id: string) {
  const { tone, word } = stateOfSession(session, port);
  const { name, customerIp } = session;
  return {
    id,
    isUp: tone === "good",
    text: node(id, tone, [
      name,
      customerIp,
      describeEnd(port),
      titleOf([describePreference(session), word]),
    ]),
  };
}

function titleOf(words: readonly (string | undefined)[]): string {
  return words.filter(Boolean).join(" · ");
}

function mergeDrawings(drawings: readonly Drawing[]): Drawing {
  return {
    nodes: drawings.flatMap(({ nodes }) => nodes),
    sessions: drawings.flatMap(({ sessions = [] }) => sessions),
    links: drawings.flatMap(({ links }) => links),
  };
}

function wrapInSubgraph(
  id: string,
  name: string | undefined,
  title: string,
  inside: Drawing,
): Drawing {
  return { ...inside, nodes: subgraph(id, title, inside.nodes, name !== undefined) };
}

function subgraph(id: string, title: string, inside: readonly string[], isKnown = true): string[] {
  return [
    `subgraph ${id}[${label([title])}]`,
    ...inside.map((one) => `  ${one}`),
    "end",
    `class ${id} ${isKnown ? "place" : "unknown"}`,
  ];
}

function node(id: string, tone: Tone | undefined, words: readonly (string | undefined)[]): string {
  const [open, close] = tone ? SHAPES[tone] : ["[", "]"];
  return `${id}${open}${label(words)}${close}${tone ? `:::${tone}` : ""}`;
}

/** Sets text and fill color, so that both a light and a dark page are readable. */
function classOf(tone: Tone): string {
  const { ink, ground } = LIGHT.tones[tone];
  const dashes = tone === "absent" ? ",stroke-dasharray:4 3" : "";
  return `classDef ${tone} fill:${ground},stroke:${ink},color:${ink}${dashes}`;
}
