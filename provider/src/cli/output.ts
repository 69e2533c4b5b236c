/** Output of results on stdout, as tables and lines or as JSON, and of notes on stderr. */
import { styleText } from "node:util";
import Table from "cli-table3";
import { inert, inertJson, inertLine } from "../domain/outside-text";

export type Style = "bold" | "dim" | "red" | "green" | "yellow";

/** Column of a table. */
export interface Column<Row> {
  title: string;
  cell(row: Row): string;
}

export interface OutputOptions {
  json: boolean;
  /** Whether color may be used if the terminal supports it. */
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
    // The constructor decided on color; Node would check another stream.
    return this.colors ? styleText(style, text, { validateStream: false }) : text;
  }

  /** Prints the whole result as JSON. */
  data(value: unknown): void {
    process.stdout.write(`${inertJson(JSON.stringify(value, undefined, 2))}\n`);
  }

  /** Prints one of many results as a line of JSON. */
  datum(value: unknown): void {
    process.stdout.write(`${inertJson(JSON.stringify(value))}\n`);
  }

  /** Prints a line of the result. */
  line(text = ""): void {
    process.stdout.write(`${this.safe(text)}\n`);
  }

  /** Prints a command for a CI runner. The caller must have escaped text from outside. */
  runnerCommand(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  /** Prints text that wraps between words on a terminal and stays on one line in a pipe. */
  paragraph(text: string, indent: number, style?: Style): void {
    const margin = " ".repeat(indent);
    const width = this.isTerminal
      ? (process.stdout.columns || 80) - indent
      : Number.POSITIVE_INFINITY;
    for (const line of wrapWords(plain(text), width)) {
      this.line(margin + (style ? this.paint(style, line) : line));
    }
  }

  /** Prints a note to stderr, so that it stays out of pipes. Omitted with `--quiet`. */
  note(text: string): void {
    if (!this.quiet) process.stderr.write(`${this.safe(text)}\n`);
  }

  /** Prints a warning to stderr, even with `--quiet`. */
  warn(text: string): void {
    process.stderr.write(`${this.safe(text)}\n`);
  }

  /** Makes text inert but keeps the styles that `paint` added. */
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

  /** Formats columns without borders, readable for people and `awk`. */
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

/** Makes text from outside inert and puts it on one line. */
export const plain = inertLine;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI styles start with one
const OWN_STYLE = /(\x1b\[(?:1|2|22|3[1239])m)/;
