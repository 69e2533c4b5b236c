import { existsSync, readFileSync } from "node:fs";
import { type Difference, source, testConformance } from "../testing/conformance";
import { type Document, describeOperations } from "../testing/openapi-shape";
import recorded from "../testing/published-fields.json";
import { useSimulator } from "../testing/use-simulator";

// Record of the schema that Cloudflare publishes (cloudflare/api-schemas), with a line for each parameter, field and status. If the
// published document is available, a test compares the record with it.
const part = "/cni/";
const bench = useSimulator();

/** Deliberate differences between the simulator's document and the published schema. */
const deliberate: Difference[] = [
  {
    where: /^query \w+$/,
    reason: "a query cannot contain null; the published schema calls every parameter nullable",
  },
  {
    where: /^(body|200)( items\[\])?\/type=\w+ type$/,
    reason: "the simulator accepts only the values that the published discriminator maps",
  },
  {
    where: /(customer|default)_asn$/,
    reason:
      "an ASN is an unsigned 32-bit number and a customer's ASN is never 0; the published schema says int32 from 0",
  },
  {
    where: /^409( content)?$/,
    operation: "update_cni",
    reason: "a rename can conflict with a name in use, like a creation",
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
