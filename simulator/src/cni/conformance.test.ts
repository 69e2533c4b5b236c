import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, describeOperations } from "../testing/openapi-shape";
import recorded from "../testing/published-fields.json";
import { useSimulator } from "../testing/use-simulator";

// What Cloudflare publishes (cloudflare/api-schemas), a line for each parameter, field and status. Where the document
// itself is at hand, the record is held against it.
const published: Record<string, Record<string, string>> = recorded;
const source = join(__dirname, "../../../../shared/api/cni-openapi.json");
const bench = useSimulator();

/** Where the simulator's document deliberately says something else than the published schema. */
const deliberate = [
  {
    where: /^query \w+$/,
    reason: "a query cannot carry null; the published schema calls every parameter nullable",
  },
  {
    where: /^(body|200)( items\[\])?\/type=\w+ type$/,
    reason: "only the values that the published discriminator maps are known",
  },
  {
    where: /(customer|default)_asn$/,
    reason: "an ASN takes 32 bits unsigned and a customer's is never 0; published as int32 from 0",
  },
  {
    where: /^409( content)?$/,
    operation: "update_cni",
    reason: "a rename can take a name that is in use, just as a creation can",
  },
  {
    where: /^200 content$/,
    operation: "get_interconnect_loa",
    reason: "the letter is a PDF; the published schema gives no content type",
  },
];

if (existsSync(source)) {
  test("the record of what is published is true", () => {
    const theirs: Document = JSON.parse(readFileSync(source, "utf8"));
    const operations = [...describeOperations(theirs, "/cni/")];
    expect(
      Object.fromEntries(operations.map(([name, fields]) => [name, Object.fromEntries(fields)])),
    ).toEqual(published);
  });
}

test("the document differs from the published one only where it means to", async () => {
  const answer = await fetch(new URL("/openapi.json", bench().simulator.baseUrl));
  const ours: Document = JSON.parse(await answer.text());
  const expected = new Map(
    Object.entries(published).map(([name, fields]) => [name, new Map(Object.entries(fields))]),
  );
  const actual = describeOperations(ours, "/cni/");
  expect([...actual.keys()].sort()).toEqual([...expected.keys()].sort());

  const used = new Set<string>();
  const differences: string[] = [];
  for (const [operation, fields] of expected) {
    const found = actual.get(operation) ?? new Map<string, string>();
    for (const field of new Set([...fields.keys(), ...found.keys()])) {
      if (fields.get(field) !== found.get(field)) {
        const excuse = deliberate.find(
          (difference) =>
            difference.where.test(field) &&
            (difference.operation === undefined || operation.endsWith(difference.operation)),
        );
        if (excuse === undefined) {
          differences.push(`${operation}: ${field}: ${fields.get(field)} -> ${found.get(field)}`);
        } else {
          used.add(excuse.reason);
        }
      }
    }
  }
  expect(differences).toEqual([]);
  expect([...used].sort()).toEqual(deliberate.map(({ reason }) => reason).sort());
});
