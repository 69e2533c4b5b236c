/** Where results go: tables and lines for people, JSON for programs. Results only on stdout. */
import { styleText } from "node:util";
import Table from "cli-table3";
import { inert, inertJson, inertLine } from "../domain/outside-text";

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
    process.stdout.write(`${inertJson(JSON.stringify(value, undefined, 2))}\n`);
  }

  /** One of many results, on a line. */
  datum(value: unknown): void {
    process.stdout.write(`${inertJson(JSON.stringify(value))}\n`);
  }

  /** A result for people. */
  line(text = ""): void {
    process.stdout.write(`${this.safe(text)}\n`);
  }

  /** A command to a CI runner, whose writer has escaped what came from outside. */
  runnerCommand(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  /** A text that a terminal breaks between words; a pipe gets it on one line. */
  paragraph(text: string, indent: number, style?: Style): void {
    const margin = " ".repeat(indent);
    const width = this.isTerminal
      ? (process.stdout.columns || 80) - indent
      : Number.POSITIVE_INFINITY;
    for (const line of wrapWords(plain(text), width)) {
      this.line(margin + (style ? this.paint(style, line) : line));
    }
  }

  /** What is no result: on stderr, so that a pipe does not get it. */
  note(text: string): void {
    if (!this.quiet) process.stderr.write(`${this.safe(text)}\n`);
  }

  /** What must be known even if quiet is asked for. */
  warn(text: string): void {
    process.stderr.write(`${this.safe(text)}\n`);
  }

  /** Text of ours with text from outside in it: our own styles stay, nothing else steers. */
  private safe(text: string): string {
    if (!this.colors) return inert(text);
    return text
      .split(OWN_STYLE)
      .map((part, at) => (at % 2 ? part : inert(part)))
      .join("");
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
      ...rows.map((row) => columns.map(({ cell }) => this.safe(cell(row)))),
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

function wrapWords(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1] ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Text from outside on one line. */
export const plain = inertLine;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of one
const OWN_STYLE = /(\x1b\[(?:1|2|22|3[1239])m)/;
