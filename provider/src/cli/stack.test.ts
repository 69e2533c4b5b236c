import { designsOfStack, presentDesignsOfStack } from "./design-of-stack";
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
  // A resource that was not created has no ID.
  of("Interconnect", "not-created", undefined),
  { urn: "urn:pulumi:dev::app::aws:s3/bucket:Bucket::b", type: "aws:s3/bucket:Bucket", id: "b" },
];

it.each([
  ["an export", { version: 3, deployment: { resources } }],
  ["a local backend's file", { version: 3, checkpoint: { latest: { resources } } }],
])("designsOfStack returns a design for each group and one for the rest, from %s", (_, state) => {
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

it.each([
  ["order, if there is no gate", [], "Pending"],
  ["gate, which read it later", ["Healthy"], "Healthy"],
  ["last gate, if there are several", ["Healthy", "Unhealthy"], "Unhealthy"],
])("designsOfStack uses the link state of the %s", (_, gates, expected) => {
  const port = { name: "cni-a", status: { state: "Pending" } };
  const design = { name: "transit", intent: "single", sessions: [] };
  const recorded = { ...design, ports: [{ name: "a", interconnect: "cni-a", state: "Pending" }] };
  const resources = [
    { urn: GROUP, type: "cloudflare-cni:index:InterconnectGroup", outputs: { design: recorded } },
    of("Interconnect", "a", "cni-a", { parent: GROUP, outputs: port }),
    of("Interconnect", "loose", "cni-loose", { outputs: { ...port, name: "cni-loose" } }),
    ...gates.flatMap((state, index) =>
      ["cni-a", "cni-loose"].map((interconnect) =>
        of("InterconnectReady", `gate-${interconnect}-${index}`, interconnect, {
          outputs: { interconnect, status: { state } },
        }),
      ),
    ),
  ];
  const text = JSON.stringify({ version: 3, deployment: { resources } });
  const states = designsOfStack(readStack("dev", text)).flatMap(({ ports }) =>
    ports.map(({ state }) => state),
  );
  expect(states).toEqual([expected, expected]);
});

it("readStack accepts an empty stack and refuses text that is not a state", () => {
  const empty = readStack("dev", JSON.stringify({ version: 3, deployment: {} }));
  expect(designsOfStack(empty)).toMatchObject([{ name: "dev", ports: [] }]);
  for (const text of ["", "{}", "[]", "null", '{"deployment":{"resources":[1]}}']) {
    expect(() => readStack("dev", text)).toThrow("dev is not the output of `pulumi stack export`");
  }
});

describe("presentDesignsOfStack", () => {
  const customer = { router: "edge-1", cage: "cage 12" };
  const port = (name: string, id: string, group: object) =>
    of("Interconnect", `transit-${name}`, id, {
      parent: GROUP,
      inputs: { __group: { port: name, ...group } },
      outputs: { name: id },
    });
  const designOf = (recorded: object | undefined, ...ports: object[]) => {
    const group = { urn: GROUP, type: "cloudflare-cni:index:InterconnectGroup" };
    const resources = [{ ...group, outputs: { design: recorded } }, ...ports];
    const text = JSON.stringify({ version: 3, deployment: { resources } });
    return presentDesignsOfStack(readStack("dev", text))[0];
  };

  it("has what a group declares of its ports before it records a design", () => {
    const design = designOf(undefined, port("a", "cni-a", { customer, distanceKm: 0.2 }));
    expect(design?.ports).toMatchObject([{ interconnect: "cni-a", customer, distanceKm: 0.2 }]);
  });

  it("adds ports that were ordered after the design, and leaves out those that were deleted", () => {
    const recorded = {
      ...{ name: "transit", intent: "single", sessions: [] },
      ports: [
        { name: "a", interconnect: "cni-a", site: "ewr-a", customer: { router: "old" } },
        { name: "b", interconnect: "cni-b" },
      ],
    };
    const ports = [port("a", "cni-a", { customer }), port("c", "cni-c", {})];
    expect(designOf(recorded, ...ports)?.ports).toMatchObject([
      { name: "a", interconnect: "cni-a", site: "ewr-a", customer },
      { name: "c", interconnect: "cni-c" },
    ]);
  });

  it("does not need what an older version left out, or wrote otherwise", () => {
    const design = designOf(undefined, port("a", "cni-a", { customer: "edge-1" }));
    expect(design?.ports).toMatchObject([{ interconnect: "cni-a" }]);
  });
});
