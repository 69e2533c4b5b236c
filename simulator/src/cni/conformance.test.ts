import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, describeOperations } from "../testing/openapi-shape";
import { useSimulator } from "../testing/use-simulator";

const published = join(__dirname, "../../../../shared/api/cni-openapi.json");
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

const whenPresent = existsSync(published) ? test : test.skip;

whenPresent("the document differs from the published one only where it means to", async () => {
  const theirs: Document = JSON.parse(readFileSync(published, "utf8"));
  const answer = await fetch(new URL("/openapi.json", bench().simulator.baseUrl));
  const ours: Document = JSON.parse(await answer.text());
  const expected = describeOperations(theirs, "/cni/");
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
