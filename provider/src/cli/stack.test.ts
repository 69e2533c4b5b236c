import { designsOfStack } from "./design-of-stack";
import { readStack } from "./stack";

const TYPE = "pulumi-nodejs:dynamic/cloudflare-cni:";
const GROUP = "urn:pulumi:dev::app::cloudflare-cni:index:InterconnectGroup::transit";
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const of = (type: string, name: string, id: string | undefined, more: object = {}) => ({
  urn: `urn:pulumi:dev::app::${TYPE}${type}::${name}`,
  type: `${TYPE}${type}`,
  id,
  ...more,
});
const resources = [
  { urn: GROUP, type: "cloudflare-cni:index:InterconnectGroup" },
  of("Interconnect", "a", "cni-a", {
    parent: GROUP,
    outputs: { name: "cni-a", speed: "10G", status: { state: "Healthy" }, site: SECRET },
  }),
  of("CniBgpSession", "a", "id-a", {
    parent: GROUP,
    outputs: { interconnect: "cni-a", bgp: { customerAsn: 65010, md5Key: SECRET } },
  }),
  of("Interconnect", "loose", "cni-loose", { outputs: {} }),
  of("CniBgpSession", "away", "id-away", { outputs: { interconnect: "cni-elsewhere" } }),
  // What a run did not get to has no id.
  of("Interconnect", "unborn", undefined),
  { urn: "urn:pulumi:dev::app::aws:s3/bucket:Bucket::b", type: "aws:s3/bucket:Bucket", id: "b" },
];

it.each([
  ["an export", { version: 3, deployment: { resources } }],
  ["a local backend's file", { version: 3, checkpoint: { latest: { resources } } }],
])("gives from %s a design for each group, and one of the rest", (_, state) => {
  const [transit, rest, ...others] = designsOfStack(readStack("dev", JSON.stringify(state)));
  expect(others).toEqual([]);
  expect(transit).toMatchObject({
    name: "transit",
    ports: [{ name: "a", interconnect: "cni-a", speed: 10, state: "Healthy", site: undefined }],
    sessions: [{ name: "a", port: "a", bgp: true, customerAsn: 65010, md5: true }],
  });
  expect(rest).toMatchObject({
    name: "dev",
    ports: [{ name: "loose" }, { name: "cni-elsewhere" }],
    sessions: [{ name: "away", port: "cni-elsewhere" }],
  });
});

it("takes an empty stack, and refuses what is none", () => {
  const empty = readStack("dev", JSON.stringify({ version: 3, deployment: {} }));
  expect(designsOfStack(empty)).toMatchObject([{ name: "dev", ports: [] }]);
  for (const text of ["", "{}", "[]", "null", '{"deployment":{"resources":[1]}}']) {
    expect(() => readStack("dev", text)).toThrow("dev: this is no state");
  }
});
