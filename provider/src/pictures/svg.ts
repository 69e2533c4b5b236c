/**
 * A design as a self-contained SVG, without external fonts, scripts or styles.
 *
 * Each port has its own line: Cloudflare's device and port on the left, the cross-connect, and the customer's end on
 * the right. Places are nested boxes, so the layout needs no graph and lines never cross.
 */

import { distinct } from "../domain/distinct";
import type { Assessment, Design } from "../topology";
import { titleOfBlocker } from "../topology/blocker-title";
import { badges, badgesWidth } from "./badges";
import { type Block, box, column, line, lineWidth, paragraph } from "./block";
import { type FindingGroup, groupFindings, placeFindings } from "./findings";
import { legend } from "./legend";
import { frameWidth, metroStrip, stripWidth, titleWidth } from "./metro-strip";
import { pathsOf } from "./paths";
import { escapeMarkup } from "./plain";
import { cardWidth, endWidth, type RowStyle } from "./port-row";
import { scorecardBlock } from "./scorecard-block";
import { style } from "./style";
import { type PlacedMetro, type PlacedPort, treeOf } from "./tree";
import { cardOf, description } from "./verdict";
import { describeBackup } from "./words";

const MARGIN = 16;
const GAP = 16;
/** Ports from which on each is one line, and metros are side by side. */
const MANY_PORTS = 12;
const MAX_PREFIXES = 16;
/** Width of a picture on a phone. */
const PHONE = 342;

export interface SvgOptions {
  /** Whether the picture begins with the scorecard. Not on a page that begins with it. @default true */
  hasHeader?: boolean;
  /** Whether the picture is as narrow as a phone. @default false */
  isNarrow?: boolean;
}

export function svg(
  design: Design,
  assessment?: Assessment,
  { hasHeader = true, isNarrow = false }: SvgOptions = {},
): string {
  const card = cardOf(design, assessment);
  const metros = treeOf(design);
  const findings = groupFindings(assessment?.blockers ?? []);
  const placed = placeFindings(design, findings);
  const form = isNarrow ? "stacked" : design.ports.length >= MANY_PORTS ? "tile" : "card";
  const rows = rowStyle(design, metros, form, placed);
  const strips = metros.map((metro) => metroStrip(metro, rows));
  const columns = form === "tile" && strips.length > 1 ? 2 : 1;
  const strip = Math.max(stripWidth(rows), isNarrow ? 0 : 420);
  const width = isNarrow ? PHONE - 2 * MARGIN : columns * strip + (columns - 1) * GAP;
  const none = line(width, { text: "The design has no ports.", look: "muted" });
  const blocks = [
    ...(hasHeader ? [scorecardBlock(card, width)] : []),
    ...(placed.ofDesign.length > 0 ? [designFindings(placed.ofDesign, width)] : []),
    strips.length > 0 ? sideBySide(strips, columns, strip) : none,
    ...bottomOf(design, width, isNarrow),
    ...(findings.length > 0 ? [findingsLegend(findings, width)] : []),
    legend(width),
  ];
  const all = column(blocks, GAP);
  const whole = { width: width + 2 * MARGIN, height: all.height + 2 * MARGIN };
  const id = isNarrow ? "cni-narrow" : "cni";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="cni-picture" role="img" aria-labelledby="${id}-title ${id}-description" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}">`,
    `<title id="${id}-title">${escapeMarkup(`Interconnects of ${design.name}`)}</title>`,
    `<desc id="${id}-description">${escapeMarkup(description(design, card))}</desc>`,
    `<style>${style()}</style>`,
    `<rect class="ground" width="${whole.width}" height="${whole.height}"/>`,
    all.draw(MARGIN, MARGIN),
    "</svg>\n",
  ].join("\n");
}

const LIMITS = {
  card: { card: [240, 340], end: [150, 260], link: 150 },
  tile: { card: [230, 350], end: [120, 190], link: 64 },
} as const;

function rowStyle(
  design: Design,
  metros: readonly PlacedMetro[],
  form: RowStyle["form"],
  findings: RowStyle["findings"],
): RowStyle {
  const names = design.ports.map(({ name }) => name);
  const shared = {
    form,
    findings,
    paths: pathsOf(design),
    indexOf: ({ port }: PlacedPort) => names.indexOf(port.name),
  };
  if (form === "stacked") {
    return { ...shared, card: PHONE - 2 * MARGIN - frameWidth(form), link: 0, end: 0 };
  }
  const ports = metros.flatMap(({ facilities }) => facilities.flatMap((one) => one.ports));
  const { card, end, link } = LIMITS[form];
  const within = (width: number, [least, most]: readonly [number, number]) =>
    Math.min(most, Math.max(least, width));
  return {
    ...shared,
    card: within(Math.max(cardWidth(ports, form, findings), titleWidth(metros, form)), card),
    end: within(endWidth(ports, form), end),
    link,
  };
}

/** Puts each block below the shorter of the columns. */
function sideBySide(blocks: readonly Block[], columns: number, width: number): Block {
  const tops = Array.from({ length: columns }, () => 0);
  const places = blocks.map((block) => {
    const at = tops.indexOf(Math.min(...tops));
    const top = tops[at] ?? 0;
    tops[at] = top + block.height + GAP;
    return { block, left: at * (width + GAP), top };
  });
  return {
    width: columns * width + (columns - 1) * GAP,
    height: Math.max(...tops) - GAP,
    draw: (x, y) => places.map(({ block, left, top }) => block.draw(x + left, y + top)).join(""),
  };
}

/** The backup, with a dashed link to the prefixes. */
function bottomOf(design: Design, width: number, isNarrow: boolean): Block[] {
  if (isNarrow) return [backupBox(design, width), prefixesBox(design, width)];
  const link = 72;
  const half = Math.floor((width - link) / 2);
  const [backup, prefixes] = [backupBox(design, half), prefixesBox(design, half)];
  const height = Math.max(backup.height, prefixes.height);
  const isThere = design.backup !== undefined && design.backup.kind !== "none";
  return [
    {
      width,
      height,
      draw: (x, y) =>
        [
          backup.draw(x, y, height),
          isThere
            ? `<path class="link dashed backup" d="M${x + half} ${y + height / 2}h${link}"/>\n`
            : "",
          prefixes.draw(x + half + link, y, height),
        ].join(""),
    },
  ];
}

function backupBox({ backup }: Design, width: number): Block {
  const { name, more } = describeBackup(backup);
  const isThere = backup !== undefined && backup.kind !== "none";
  const tone = isThere ? "spare" : backup ? "bad" : "unclear";
  const preference =
    isThere && backup.localPreference !== undefined
      ? [
          paragraph(width - 24, {
            text: `preference ${backup.localPreference}`,
            font: "small",
            look: "muted",
          }),
        ]
      : [];
  const inside = [paragraph(width - 24, { text: `Backup: ${name}, ${more}` }, tone), ...preference];
  return box(column(inside, 2), { width, pad: 12, look: `level-0${isThere ? "" : " dashed"}` });
}

function prefixesBox({ sessions }: Design, width: number): Block {
  const inner = width - 24;
  const prefixes = distinct(sessions.flatMap((session) => session.prefixes ?? []));
  const rest = prefixes.length - MAX_PREFIXES;
  const lines = prefixes.slice(0, MAX_PREFIXES).map((prefix) => {
    const count = sessions.filter((session) => session.prefixes?.includes(prefix)).length;
    const text = `${count} ${count === 1 ? "session" : "sessions"}`;
    return line(inner, { text: prefix }, { text, font: "small", look: "muted" });
  });
  const note = rest > 0 ? `and ${rest} more` : prefixes.length === 0 ? "not specified" : undefined;
  const inside = [
    line(inner, { text: "Prefixes", font: "small", look: "muted" }),
    ...lines,
    ...(note ? [line(inner, { text: note, look: "muted" })] : []),
  ];
  return box(column(inside, 2), { width, pad: 12, look: "level-0" });
}

function designFindings(groups: readonly FindingGroup[], width: number): Block {
  const words = line(width - badgesWidth(groups), {
    text: "Findings on the whole design",
    look: "muted",
  });
  const left = lineWidth({ text: "Findings on the whole design" }) + 4;
  return {
    width,
    height: 18,
    draw: (x, y) => words.draw(x, y) + badges(groups, x + left, y + 9),
  };
}

/** What the badges mean. */
function findingsLegend(groups: readonly FindingGroup[], width: number): Block {
  const lines = groups.map((group): Block => {
    const words = line(width - 24, { text: titleOfBlocker(group.type), font: "small" });
    return {
      width,
      height: 18,
      draw: (x, y) => badges([group], x, y + 9) + words.draw(x + 24, y + 1),
    };
  });
  return column(lines, 2);
}
