/**
 * Tables without borders. In a pipe, every column and value is complete, for tools such as `awk`. On a terminal, a table
 * fits the width.
 */
import Table from "cli-table3";
import stringWidth from "string-width";
import { wrapWords } from "./wrap";

/** Column of a table. */
export interface Column<Row> {
  title: string;
  /** Text of a row, on one line. `?` or nothing if there is no value. */
  cell(row: Row): string;
  /** Whether the text is never cut, because it identifies the row or is its most important value. */
  isKey?: boolean;
  /** Whether the text is a sentence or part of one, which is printed below the row if the table does not fit. */
  isSentence?: boolean;
}

/** Column with the texts of its rows. */
interface Filled {
  title: string;
  texts: readonly string[];
  isKey: boolean;
  isSentence: boolean;
}

export interface FittedTable {
  titles: string;
  rows: TableRow[];
  /** Whether a UUID or another text is not complete. */
  isShortened: boolean;
}

/** Row on its line, and the lines of its sentences below it. */
export interface TableRow {
  line: string;
  below: string[];
}

/** UUID with or without dashes, because Cloudflare writes both. */
const UUID = /^[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;
/** Space between two columns. */
const GAP = 2;
/** Characters that a cut text keeps at least, as wide as the longest title. */
const MIN_WIDTH = 8;
/** Characters of a short UUID, if they are enough to tell the UUIDs of the column apart. */
const SHORT_UUID = 8;

/**
 * Lays out a table. To fit into `width`, it omits columns without a value, then prints sentences below their rows, then
 * shortens UUIDs, and last cuts text, beginning with the widest column.
 */
export function layOutTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width = Number.POSITIVE_INFINITY,
): FittedTable {
  const all = columns.map(({ title, cell, isKey = false, isSentence = false }): Filled => {
    return { title, texts: rows.map((row) => cell(row)), isKey, isSentence };
  });
  const isTerminal = width < Number.POSITIVE_INFINITY;
  const filled = isTerminal ? all.filter(({ isKey, texts }) => isKey || texts.some(hasValue)) : all;
  if (fits(filled, width)) return render(filled, [], width);
  const sentences = filled.filter(({ isSentence }) => isSentence);
  const short = filled.filter(({ isSentence }) => !isSentence);
  return fits(short, width)
    ? render(short, sentences, width)
    : render(short.map(shortenUuids), sentences, width, true);
}

function fits(columns: readonly Filled[], width: number): boolean {
  return totalOf(columns.map(widthOf)) <= width;
}

function hasValue(text: string): boolean {
  return text !== "" && text !== "?";
}

function widthOf({ title, texts }: Filled): number {
  return Math.max(...[title, ...texts].map((text) => stringWidth(text)));
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + GAP, -GAP);
}

function shortenUuids(column: Filled): Filled {
  const uuids = [...new Set(column.texts.filter((text) => UUID.test(text)))];
  const isUnique = (length: number) =>
    new Set(uuids.map((uuid) => uuid.slice(0, length))).size === uuids.length;
  let length = SHORT_UUID;
  while (!isUnique(length)) length += 1;
  const texts = column.texts.map((text) => (UUID.test(text) ? text.slice(0, length) : text));
  return { ...column, texts };
}

/** Cuts columns that are no key until the table fits, the widest one first. */
function cutWidths(columns: readonly Filled[], width: number): number[] {
  const widths = columns.map(widthOf);
  let excess = totalOf(widths) - width;
  const widestFirst = [...widths.entries()].toSorted(([, one], [, other]) => other - one);
  for (const [at, natural] of widestFirst) {
    if (columns[at]?.isKey) continue;
    const cut = Math.max(0, Math.min(excess, natural - MIN_WIDTH));
    widths[at] = natural - cut;
    excess -= cut;
  }
  return widths;
}

function render(
  columns: readonly Filled[],
  sentences: readonly Filled[],
  width: number,
  isShortened = false,
): FittedTable {
  const table = new Table({
    chars: BORDERLESS,
    style: { "padding-left": 0, "padding-right": GAP, head: [], border: [] },
    colWidths: cutWidths(columns, width).map((own) => own + GAP),
  });
  const count = columns[0]?.texts.length ?? 0;
  const linesOf = <Result>(make: (row: number) => Result) =>
    Array.from({ length: count }, (_, row) => make(row));
  table.push(
    columns.map(({ title }) => title),
    ...linesOf((row) => columns.map(({ texts }) => texts[row] ?? "")),
  );
  const [titles = "", ...lines] = table.toString().split("\n");
  const rows = linesOf((row): TableRow => {
    const text = sentences.map(({ texts }) => texts[row] ?? "").filter(hasValue);
    const below = text.length === 0 ? [] : wrapWords(text.join("; "), width - GAP);
    return {
      line: lines[row]?.trimEnd() ?? "",
      below: below.map((line) => " ".repeat(GAP) + line),
    };
  });
  return { titles: titles.trimEnd(), rows, isShortened };
}

const SIDES = [
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
  ["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
].flat();
const BORDERLESS = Object.fromEntries(SIDES.map((side) => [side, ""]));
