import {
  type Difference,
  described,
  published,
  publishedSource,
  testConformance,
} from "../testing/conformance";
import { useSimulator } from "../testing/use-simulator";

const bench = useSimulator();
const part = "/alerting/";

/** Deliberate differences between the simulator's document and the published schema. */
const deliberate: Difference[] = [
  {
    where: /^4XX result/,
    reason:
      "the simulator's failures have no result; the published schema gives them the result of a success",
  },
  {
    where: /^200 result$/,
    becomes: (text) => text.replace("optional", "required"),
    reason: "the simulator always sends the result; the published schema makes it optional",
  },
  {
    where: /^200 result \*\[\] filter_options\[\]/,
    reason:
      "the published schema does not describe filter options; the simulator uses the fields of its example",
  },
  {
    where: /^body (alert_interval|description|(filters|mechanisms)( \w+)?)$/,
    becomes: (text) => text.replace("optional", "optional nullable"),
    reason: "Terraform's provider sends null for a removed field",
  },
];

testConformance({
  part,
  theirs: published(part),
  source: publishedSource(part),
  async ours() {
    const answer = await fetch(new URL("/openapi.json", bench().simulator.baseUrl));
    return described(await answer.text(), part);
  },
  deliberate,
  figures: { paths: 3, operations: 6, fields: 911, enums: 30 },
});
