/** Output of results on stdout, as tables and lines or as JSON, and of notes on stderr. */
import { styleText } from "node:util";
import { inert, inertJson, inertLine } from "../domain/outside-text";
import { type Column, layOutTable } from "./table";
import { wrapWords } from "./wrap";

export type Style = "bold" | "dim" | "red" | "green" | "yellow";

/** Rows of a table under a heading. */
export interface Group<Row> {
  heading?: string;
  rows: readonly Row[];
}

/** Table that is ready to print. */
export interface PaintedTable {
  titles: string;
  /** Lines of each row. */
  rows: string[][];
  /** Whether a value is not complete. */
  isShortened: boolean;
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
    this.entry(" ".repeat(indent), text, indent, style);
  }

  /** Prints text like `paragraph`, with a lead of `indent` characters before its first line. */
  entry(lead: string, text: string, indent: number, style?: Style): void {
    const width = widthOf(process.stdout) - indent;
    for (const [at, line] of wrapWords(plain(text), width).entries()) {
      this.line((at === 0 ? lead : " ".repeat(indent)) + (style ? this.paint(style, line) : line));
    }
  }

  /** Prints a note to stderr, so that it stays out of pipes. Omitted with `--quiet`. */
  note(text: string): void {
    if (!this.quiet) this.warn(text);
  }

  /** Prints a warning or an error to stderr, even with `--quiet`. Wraps it on a terminal. */
  warn(text: string): void {
    const width = widthOf(process.stderr);
    const lines = text
      .split("\n")
      // Lines that fit keep their spaces.
      .flatMap((line) => (line.length <= width ? [line] : wrapWords(line, width)));
    process.stderr.write(`${this.safe(lines.join("\n"))}\n`);
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
    this.groupedTable(columns, [{ rows }]);
  }

  /** Prints a table whose rows have headings, except in groups without one. */
  groupedTable<Row>(columns: readonly Column<Row>[], groups: readonly Group<Row>[]): void {
    const margin = groups.some(({ heading }) => heading !== undefined) ? "  " : "";
    const rows = groups.flatMap((group) => group.rows);
    const table = this.layOut(columns, rows, margin.length);
    this.line(margin + table.titles);
    let next = 0;
    for (const { heading, rows } of groups) {
      if (heading !== undefined) this.line(this.paint("bold", plain(heading)));
      const lines = table.rows.slice(next, next + rows.length).flat();
      for (const line of lines) this.line(margin + line);
      next += rows.length;
    }
    this.noteShortened(table);
  }

  /** Lays out a table: the titles, and the lines of each row, of which there are several only on a narrow terminal. */
  layOut<Row>(columns: readonly Column<Row>[], rows: readonly Row[], margin = 0): PaintedTable {
    const width = widthOf(process.stdout) - margin;
    const safe = columns.map((column): Column<Row> => {
      return { ...column, cell: (row) => this.safe(column.cell(row)) };
    });
    const table = layOutTable(safe, rows, width);
    return {
      titles: this.paint("bold", table.titles),
      rows: table.rows.map(({ line, below }) => [
        line,
        // Text that wraps may begin a line with what a terminal or CI runner obeys.
        ...below.map((one) => this.paint("dim", this.safe(one))),
      ]),
      isShortened: table.isShortened,
    };
  }

  private noteShortened({ isShortened }: PaintedTable): void {
    if (isShortened) {
      this.note("Values are shortened to fit the terminal. Print them in full with --json.");
    }
  }
}

/** Width of a terminal, which reports 0 if it does not know. Unlimited in a pipe. */
function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;
}

/** Makes text from outside inert and puts it on one line. */
export const plain = inertLine;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI styles start with one
const OWN_STYLE = /(\x1b\[(?:1|2|22|3[1239])m)/;
