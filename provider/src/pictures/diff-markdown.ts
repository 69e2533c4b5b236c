/** Difference of two designs as Markdown, for a comment on a pull request. */

import { counted } from "../domain/text";
import { changeInWords } from "./change-words";
import { type ChangedPort, SIGNS } from "./changed-places";
import type { ComparedDesigns } from "./compared-designs";
import { encodeMarkdown as encode, markdownTable } from "./markdown-text";
import { headlineMarkdown } from "./scorecard-markdown";
import { firstOf, speedOfAll } from "./words";

const TRENDS = { better: "▲", worse: "▼", other: "~", same: "" } as const;
const MAX_NAMES = 8;
const MAX_ROWS = 30;

export function diffMarkdown(compared: ComparedDesigns): string {
  return [
    headlineMarkdown(compared.card),
    "",
    scoreTable(compared),
    "",
    partsTable(compared),
    "",
  ].join("\n");
}

function scoreTable({ scores }: ComparedDesigns): string {
  const strong = (text: string, isStrong: boolean) =>
    isStrong ? `**${encode(text)}**` : encode(text);
  const rows = scores.map(({ title, before = "–", after, trend }) => [
    TRENDS[trend],
    encode(title),
    encode(before),
    strong(after, trend !== "same"),
  ]);
  return markdownTable(["", "", "Before", "After"], rows);
}

interface Row {
  sign: string;
  names: string[];
  place: string;
  words: string;
}

function partsTable({ diff, metros }: ComparedDesigns): string {
  const rows: Row[] = [];
  if (diff.values.length > 0) {
    const words = diff.values.map((value) => encode(changeInWords(value))).join("<br>");
    rows.push({ sign: SIGNS.changed, names: ["design"], place: "", words });
  }
  const folded = metros.flatMap(({ facilities }) => facilities.flatMap((one) => one.folded));
  for (const metro of metros) {
    for (const facility of metro.facilities) {
      for (const port of facility.changed) {
        addRow(rows, {
          sign: SIGNS[port.kind],
          names: [port.port.name],
          place: facility.place,
          words: wordsOf(port),
        });
      }
    }
  }
  if (rows.length === 0) return "No port or session changes.";
  const left = rows.slice(MAX_ROWS);
  const table = markdownTable(
    ["", "Port", "Place", "What"],
    rows.slice(0, MAX_ROWS).map(({ sign, names, place, words }) => {
      const name = encode(firstOf(names, MAX_NAMES));
      return [sign, sign === SIGNS.removed ? `~~${name}~~` : name, encode(place), words];
    }),
  );
  return [
    table,
    "",
    ...(left.length > 0
      ? [`${counted(left.flatMap(({ names }) => names).length, "more port")} not listed.`, ""]
      : []),
    ...(folded.length > 0
      ? [`${counted(folded.length, "port")} unchanged (${speedOfAll(folded)}).`]
      : []),
  ].join("\n");
}

/** Ports at one place to which the same happens share a row. */
function addRow(rows: Row[], row: Row): void {
  const same = rows.find(
    ({ sign, place, words }) => sign === row.sign && place === row.place && words === row.words,
  );
  if (same) same.names.push(...row.names);
  else rows.push(row);
}

/** What happens to a port, without the names and addresses of its sessions, so that ports can share a row. */
function wordsOf({ words, sessions }: ChangedPort): string {
  const all = sessions.map(({ kind, words }) =>
    kind === "changed" ? `: ${words.map(encode).join(", ")}` : ` ${kind}`,
  );
  const kinds = [...new Set(all)].map((what) => {
    const count = all.filter((one) => one === what).length;
    return `${count === 1 ? "session" : counted(count, "session")}${what}`;
  });
  return [...words.map(encode), ...kinds].join("<br>");
}
