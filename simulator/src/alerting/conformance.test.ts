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
    reason: "a failure has no result; the published one has the result of a success",
  },
  {
    where: /^200 result$/,
    becomes: (text) => text.replace("optional", "required"),
    reason: "a success with a result always contains it",
  },
  {
    where: /^200 result \*\[\] filter_options\[\]/,
    reason:
      "the published schema allows any filter option; its fields here are those of the example",
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
