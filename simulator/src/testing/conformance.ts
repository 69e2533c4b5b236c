import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inlined } from "./inlined";
import { describeOperations } from "./openapi-shape";
import recorded from "./published-v4-fields.json";

export type Published = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Deliberate difference between the simulator's document and the published one. */
export interface Difference {
  readonly where: RegExp;
  /** End of the operation's name. Defaults to every operation. */
  readonly operation?: string;
  /** Computes the expected text of the simulator from the published text. By default, any text is allowed. */
  readonly becomes?: (text: string) => string;
  readonly reason: string;
}

export const source = join(__dirname, "../../../../shared/api/cni-openapi.json");

/** Describes the operations of a document whose path contains `part`. */
export function described(text: string, part: string): Published {
  const operations = describeOperations(inlined(text), part);
  return Object.fromEntries([...operations].map(([name, all]) => [name, Object.fromEntries(all)]));
}

/** Returns the recorded description of what Cloudflare publishes. */
export function published(part: string): Published {
  const all: Published = recorded;
  return Object.fromEntries(Object.entries(all).filter(([operation]) => operation.includes(part)));
}

/** Describes what Cloudflare publishes, or returns `undefined` if its document is not available. */
export function publishedSource(part: string): Published | undefined {
  return existsSync(source) ? described(readFileSync(source, "utf8"), part) : undefined;
}

/** Counts the compared paths, operations, fields and enums. */
function figures(operations: Published) {
  const fields = Object.values(operations).flatMap((all) => Object.entries(all));
  return {
    paths: new Set(Object.keys(operations).map((operation) => operation.split(" ")[1])).size,
    operations: Object.keys(operations).length,
    fields: fields.length,
    enums: fields.filter(([, text]) => text.includes(" of ")).length,
  };
}

/** Summarizes the comparison for the output of a test. */
function reportOf(part: string, theirs: Published, reasons: readonly string[]): string {
  const { paths, operations, fields, enums } = figures(theirs);
  return [
    `${part}: ${paths} paths, ${operations} operations, ${fields} parameters, fields and answers, ${enums} enums compared; deliberate differences:`,
    ...reasons.map((reason) => `- ${reason}`),
  ].join("\n");
}

/** Inputs of a comparison with the published schema. */
interface Comparison {
  /** Substring of the path. Only operations whose path contains it are compared. */
  readonly part: string;
  /** Recorded description. */
  readonly theirs: Published;
  /** Description of the published document; `undefined` if it is not available. */
  readonly source: Published | undefined;
  readonly ours: () => Promise<Published>;
  readonly deliberate: readonly Difference[];
  readonly figures: ReturnType<typeof figures>;
}

/** Defines the tests that compare a service's document with the published one. */
export function testConformance({ part, theirs, source, ours, deliberate, ...rest }: Comparison) {
  if (source !== undefined) {
    test("the record matches the published document", () => {
      expect(source).toEqual(theirs);
    });
  }

  test("the document has only deliberate differences from the published one", async () => {
    const { differences, reasons } = compare(theirs, await ours(), deliberate);
    console.info(reportOf(part, theirs, reasons));
    expect(differences).toEqual([]);
    expect(reasons).toEqual(deliberate.map(({ reason }) => reason).sort());
  });

  test("the comparison covers the expected number of operations and fields", () => {
    expect(figures(theirs)).toEqual(rest.figures);
  });
}

/** Returns the unintended differences, and the reasons for the deliberate ones. */
function compare(theirs: Published, ours: Published, deliberate: readonly Difference[]) {
  const reasons = new Set<string>();
  const differences: string[] = [];
  for (const operation of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
    const expected = theirs[operation] ?? {};
    const actual = ours[operation] ?? {};
    for (const field of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const [was, is] = [expected[field], actual[field]];
      const excuse = deliberate.find(
        ({ where, operation: end = "", becomes = () => is }) =>
          where.test(field) && operation.endsWith(end) && becomes(was ?? "") === is,
      );
      if (was !== is && excuse !== undefined) {
        reasons.add(excuse.reason);
      } else if (was !== is) {
        differences.push(`${operation}: ${field}: ${was} -> ${is}`);
      }
    }
  }
  return { differences, reasons: [...reasons].sort() };
}
