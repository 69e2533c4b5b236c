/** Programs in YAML. */
import type { TestStack } from "../support/test-stack";
import {
  filesOf,
  open,
  PLANNED_KEYS,
  planProgram,
  previewPlan,
  projectOf,
  runExample,
  runWithPlainKey,
} from "./support";

let testStack: TestStack | undefined;
afterEach(() => testStack?.close());

it("the YAML example creates a group in three facilities and deletes all its objects on destroy", async () => {
  testStack = await open(await filesOf("yaml"), { config: { readyTimeout: "1m" } });
  await runExample(testStack);
});

const WITH_KEY = (md5Key: string) => ({
  "Pulumi.yaml": projectOf("yaml", {
    resources: {
      port: {
        type: "cloudflare-cni:Interconnect",
        properties: { slot: { facility: "Equinix NY1" } },
      },
      session: {
        type: "cloudflare-cni:CniBgpSession",
        properties: {
          interconnect: "$" + "{port}",
          magic: { conduitName: "ewr" },
          bgp: { customerAsn: 65_010, md5Key },
        },
      },
    },
  }),
});

it("an MD5 key that a YAML program passes as a plain string is secret in the state, diffs and output", async () => {
  testStack = await open(WITH_KEY(""));
  await runWithPlainKey(testStack, WITH_KEY);
});

it("a YAML program of `design` is previewed with only the warning that the plan has", async () => {
  testStack = await open(await planProgram("yaml"), { config: PLANNED_KEYS });
  await previewPlan(testStack);
});
