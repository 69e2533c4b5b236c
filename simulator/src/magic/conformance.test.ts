import {
  type Difference,
  described,
  published,
  publishedSource,
  testConformance,
} from "../testing/conformance";
import { useSimulator } from "../testing/use-simulator";

const bench = useSimulator();
const part = "/magic/";

/** Where the simulator's document deliberately says something else than the published schema. */
const deliberate: Difference[] = [
  {
    where: /(interface_address|prefix|extra_prefixes\[\])$/,
    becomes: (text) => `${text}A.B.C.D/N`,
    reason: "addresses and prefixes are checked, and their format says so",
  },
  {
    where: /nexthop$/,
    becomes: (text) => `${text}ipv4`,
    reason: "a nexthop is checked, and its format says so",
  },
  {
    where: /(customer_asn|as_no)$/,
    becomes: (text) => `${text}int64`,
    reason: "an ASN takes 32 bits unsigned",
  },
  {
    where: /^body .*(description|weight|scope|colo_names|colo_regions)$/,
    becomes: (text) => text.replace("optional", "optional nullable"),
    reason: "Terraform's provider sends null for what a program no longer says",
  },
  {
    where: /^body( \||$)/,
    operation: "update-multiple-interconnects",
    reason: "of an update of many interconnects nothing is published but an id",
  },
  {
    where: /^body/,
    operation: "create-routes",
    reason: "of a new route only the names of the required fields are published",
  },
  {
    where: /^200 result/,
    operation: "create-routes",
    reason: "a new route is the result itself for Cloudflare's SDK and for Terraform's provider",
  },
  {
    where: /^body routes\[\] (prefix|nexthop|priority)$/,
    operation: "update-many-routes",
    reason: "the prose says that only the fields that change need be given",
  },
  {
    where: /^200 result (route|modified_route|deleted_route|deleted_routes(\[\])?)( |$)/,
    reason:
      "the published answer is any object; its fields, or a list of them, are those of the SDK",
  },
  {
    where: /^body$/,
    operation: "delete-route",
    reason: "a body is said to be needed, and neither the SDK nor Terraform's provider sends one",
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
  figures: { paths: 4, operations: 11, fields: 684, enums: 52 },
});
