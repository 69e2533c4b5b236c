import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inlined } from "./inlined";
import { describeOperations } from "./openapi-shape";
import recorded from "./published-v4-fields.json";

export type Published = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Where the simulator's document means to say something else than the published one. */
export interface Difference {
  readonly where: RegExp;
  /** End of the name of the operation; every operation unless given. */
  readonly operation?: string;
  /** What is said in place of what is published; anything unless given. */
  readonly becomes?: (text: string) => string;
  readonly reason: string;
}

export const source = join(__dirname, "../../../../shared/api/cni-openapi.json");

/** What a document says of the operations below a part of a path. */
export function described(text: string, part: string): Published {
  const operations = describeOperations(inlined(text), part);
  return Object.fromEntries([...operations].map(([name, all]) => [name, Object.fromEntries(all)]));
}

/** What Cloudflare publishes of them, as it was recorded. */
export function published(part: string): Published {
  const all: Published = recorded;
  return Object.fromEntries(Object.entries(all).filter(([operation]) => operation.includes(part)));
}

/** What Cloudflare publishes of them; undefined where its document is not at hand. */
export function publishedSource(part: string): Published | undefined {
  return existsSync(source) ? described(readFileSync(source, "utf8"), part) : undefined;
}

/** How much is compared. */
function figures(operations: Published) {
  const fields = Object.values(operations).flatMap((all) => Object.entries(all));
  return {
    paths: new Set(Object.keys(operations).map((operation) => operation.split(" ")[1])).size,
    operations: Object.keys(operations).length,
    fields: fields.length,
    enums: fields.filter(([, text]) => text.includes(" of ")).length,
  };
}

/** What was compared and what differs, for whoever reads the output of a test. */
function reportOf(part: string, theirs: Published, reasons: readonly string[]): string {
  const { paths, operations, fields, enums } = figures(theirs);
  return [
    `${part}: ${paths} paths, ${operations} operations, ${fields} parameters, fields and answers, ${enums} enums compared; deliberate differences:`,
    ...reasons.map((reason) => `- ${reason}`),
  ].join("\n");
}

/** What is compared, and what it is held against. */
interface Comparison {
  /** Part of a path that the operations have in common. */
  readonly part: string;
  /** As it was recorded. */
  readonly theirs: Published;
  /** As the document says that was recorded; undefined where that is not at hand. */
  readonly source: Published | undefined;
  readonly ours: () => Promise<Published>;
  readonly deliberate: readonly Difference[];
  readonly figures: ReturnType<typeof figures>;
}

/** The tests of one service's document against the published one. */
export function testConformance({ part, theirs, source, ours, deliberate, ...rest }: Comparison) {
  if (source !== undefined) {
    test("the record of what is published is true", () => {
      expect(source).toEqual(theirs);
    });
  }

  test("the document differs from the published one only where it means to", async () => {
    const { differences, reasons } = compare(theirs, await ours(), deliberate);
    console.info(reportOf(part, theirs, reasons));
    expect(differences).toEqual([]);
    expect(reasons).toEqual(deliberate.map(({ reason }) => reason).sort());
  });

  test("so much is compared", () => {
    expect(figures(theirs)).toEqual(rest.figures);
  });
}

/** The differences that nobody means, and the reasons of those that somebody does. */
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
