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

/** Deliberate differences between the simulator's document and the published schema. */
const deliberate: Difference[] = [
  {
    where: /(interface_address|prefix|extra_prefixes\[\])$/,
    becomes: (text) => `${text}A.B.C.D/N`,
    reason: "the simulator validates addresses and prefixes, so its document declares a format",
  },
  {
    where: /nexthop$/,
    becomes: (text) => `${text}ipv4`,
    reason: "the simulator validates a nexthop, so its document declares a format",
  },
  {
    where: /(customer_asn|as_no)$/,
    becomes: (text) => `${text}int64`,
    reason: "an ASN is an unsigned 32-bit number",
  },
  {
    where: /^body .*(description|weight|scope|colo_names|colo_regions)$/,
    becomes: (text) => text.replace("optional", "optional nullable"),
    reason: "Terraform's provider sends null for a removed field",
  },
  {
    where: /^body( \||$)/,
    operation: "update-multiple-interconnects",
    reason: "the published schema of a bulk update of interconnects has only an id",
  },
  {
    where: /^body/,
    operation: "create-routes",
    reason: "the published schema of a new route has only the names of the required fields",
  },
  {
    where: /^200 result/,
    operation: "create-routes",
    reason: "Cloudflare's SDK and Terraform's provider read a new route from the result itself",
  },
  {
    where: /^body routes\[\] (prefix|nexthop|priority)$/,
    operation: "update-many-routes",
    reason: "the documentation says that only changed fields are required",
  },
  {
    where: /^200 result (route|modified_route|deleted_route|deleted_routes(\[\])?)( |$)/,
    reason: "the published response is any object; the simulator uses the fields of the SDK",
  },
  {
    where: /^body$/,
    operation: "delete-route",
    reason:
      "the published body is required, but neither the SDK nor Terraform's provider sends one",
  },
];

testConformance({
  part,
  theirs: published(part),
  source: publishedSource(part),
  async ours() {
    const answer = await fetch(new URL("/openapi.json", bench().simulator.baseUrl));
    const operations = Object.entries(described(await answer.text(), part));
    // The published document does not contain tunnels. `sdk-types.test.ts` compares them with the SDK.
    return Object.fromEntries(operations.filter(([name]) => !/(gre|ipsec)_tunnels/.test(name)));
  },
  deliberate,
  figures: { paths: 4, operations: 11, fields: 684, enums: 52 },
});
