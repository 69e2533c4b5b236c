import { existsSync, readFileSync } from "node:fs";
import { type Difference, source, testConformance } from "../testing/conformance";
import { type Document, describeOperations } from "../testing/openapi-shape";
import recorded from "../testing/published-fields.json";
import { useSimulator } from "../testing/use-simulator";

// What Cloudflare publishes (cloudflare/api-schemas), a line for each parameter, field and status. Where the document
// itself is at hand, the record is held against it.
const part = "/cni/";
const bench = useSimulator();

/** Where the simulator's document deliberately says something else than the published schema. */
const deliberate: Difference[] = [
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

function described(text: string) {
  const document: Document = JSON.parse(text);
  return Object.fromEntries(
    [...describeOperations(document, part)].map(([name, fields]) => [
      name,
      Object.fromEntries(fields),
    ]),
  );
}

testConformance({
  part,
  theirs: recorded,
  source: existsSync(source) ? described(readFileSync(source, "utf8")) : undefined,
  async ours() {
    const answer = await fetch(new URL("/openapi.json", bench().simulator.baseUrl));
    return described(await answer.text());
  },
  deliberate,
  figures: { paths: 9, operations: 15, fields: 356, enums: 13 },
});
