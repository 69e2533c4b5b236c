/** Where results go: tables and lines for people, JSON for programs. Results only on stdout. */
import { stripVTControlCharacters, styleText } from "node:util";
import Table from "cli-table3";

export type Style = "bold" | "dim" | "red" | "green" | "yellow";

/** A column of a table. */
export interface Column<Row> {
  title: string;
  cell(row: Row): string;
}

export interface OutputOptions {
  json: boolean;
  /** False where colours are not wanted, whatever the terminal can do. */
  color: boolean;
  quiet: boolean;
}

export class Output {
  readonly isTerminal = process.stdout.isTTY === true;
  readonly json: boolean;
  readonly quiet: boolean;
  private readonly colors: boolean;

  constructor({ json, color, quiet }: OutputOptions) {
    this.json = json;
    this.quiet = quiet;
    const { NO_COLOR, TERM } = process.env;
    this.colors = color && !json && this.isTerminal && !NO_COLOR && TERM !== "dumb";
  }

  paint(style: Style, text: string): string {
    // Whether there are colours was decided; Node's own judgement is about another stream.
    return this.colors ? styleText(style, text, { validateStream: false }) : text;
  }

  /** The whole result, for a program. */
  data(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  }

  /** One of many results, on a line. */
  datum(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** A result for people. */
  line(text = ""): void {
    process.stdout.write(`${text}\n`);
  }

  /** A text that a terminal breaks between words; a pipe gets it on one line. */
  paragraph(text: string, indent: number, style?: Style): void {
    const margin = " ".repeat(indent);
    const width = this.isTerminal
      ? (process.stdout.columns || 80) - indent
      : Number.POSITIVE_INFINITY;
    for (const line of wrapped(plain(text), width)) {
      this.line(margin + (style ? this.paint(style, line) : line));
    }
  }

  /** What is no result: on stderr, so that a pipe does not get it. */
  note(text: string): void {
    if (!this.quiet) process.stderr.write(`${text}\n`);
  }

  /** What must be known even if quiet is asked for. */
  warn(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): void {
    this.line(this.tableOf(columns, rows));
  }

  /** Columns without borders, which a terminal shows and `awk` can read. */
  tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
    const table = new Table({
      chars: BORDERLESS,
      style: { "padding-left": 0, "padding-right": 2, head: [], border: [] },
    });
    table.push(
      columns.map(({ title }) => this.paint("bold", title)),
      ...rows.map((row) => columns.map(({ cell }) => safe(cell(row)))),
    );
    return table
      .toString()
      .split("\n")
      .map((line) => line.trimEnd())
      .join("\n");
  }
}

const SIDES = [
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left"],
  ["bottom-right", "left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
].flat();
const BORDERLESS = Object.fromEntries(SIDES.map((side) => [side, ""]));

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1] ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** An answer of the API on one line; control characters in it must not steer the terminal. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}+/gu, " ");
}

/** Keeps our own colours and lets nothing else through. */
function safe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of one
  return text.replace(/\x1b(?!\[[\d;]*m)|[\x00-\x1a\x1c-\x1f\x7f-\x9f]/g, " ");
}
