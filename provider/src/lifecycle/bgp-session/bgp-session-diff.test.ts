/** What preview says of a session: another port is a replacement, all else happens in place. */
import type { Props } from "../../run/property-values";
import { startPlugin } from "../../testing/engine";
import { forgetEnvironment } from "../../testing/test-account";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const ACCOUNT = "0123456789abcdef0123456789abcdef";
const MAGIC = { conduitName: "ewr", description: "Newark", mtu: 1500 };
const BGP = { customerAsn: 65010, extraPrefixes: ["0.0.0.0/0", "100.96.0.0/12"], md5Key: "key" };
const DECLARED = { interconnect: "cni-1", magic: MAGIC, bgp: BGP };

beforeAll(forgetEnvironment);

async function diff(declared: Props, present: Props = {}) {
  const session = await startPlugin("CniBgpSession", {
    "cloudflare:apiToken": "token",
    "cloudflare:accountId": ACCOUNT,
  });
  const outputs = { __schema: 1, accountId: ACCOUNT, ...DECLARED, ...present };
  return session.diff({ id: "cni", inputs: {}, outputs }, declared);
}

describe("nothing changes", () => {
  const prefixes = BGP.extraPrefixes.toReversed();
  const described = { magic: { ...MAGIC, description: "Managed by Pulumi" } };

  it.each<[string, Props, Props]>([
    ["where it is as declared", {}, {}],
    ["with the prefixes in another order", { bgp: { ...BGP, extraPrefixes: prefixes } }, {}],
    ["with defaults left out", { magic: { conduitName: "ewr" } }, described],
    ["with a mode that the API chose", {}, { bgpMode: "advertise_only" }],
    ["with adopt set", { adopt: true }, {}],
    ["with what the API tells besides", {}, { cniId: "cni", customerIp: "10.255.0.1/31" }],
  ])("%s", async (_what, declared, present) => {
    const difference = await diff({ ...DECLARED, ...declared }, present);
    expect(difference).toMatchObject({ changes: false, replaces: [] });
  });
});

describe("it is updated in place", () => {
  it.each<[string, Props]>([
    ["with another name", { ...DECLARED, magic: { ...MAGIC, conduitName: "other" } }],
    ["with another description", { ...DECLARED, magic: { ...MAGIC, description: "" } }],
    ["with another MTU", { ...DECLARED, magic: { ...MAGIC, mtu: 1476 } }],
    ["with another ASN", { ...DECLARED, bgp: { ...BGP, customerAsn: 65011 } }],
    ["with another prefix", { ...DECLARED, bgp: { ...BGP, extraPrefixes: ["0.0.0.0/0"] } }],
    ["with another key", { ...DECLARED, bgp: { ...BGP, md5Key: "new" } }],
    ["without a key", { ...DECLARED, bgp: { customerAsn: 65010 } }],
    ["without BGP", { interconnect: "cni-1", magic: MAGIC }],
    ["with a mode", { ...DECLARED, bgpMode: "advertise_only" }],
    ["while its port is not known", { ...DECLARED, interconnect: UNKNOWN }],
    ["while its name is not known", { ...DECLARED, magic: { ...MAGIC, conduitName: UNKNOWN } }],
    ["while its key is not known", { ...DECLARED, bgp: { ...BGP, md5Key: UNKNOWN } }],
    ["while its BGP is not known", { ...DECLARED, bgp: UNKNOWN }],
    ["while its mode is not known", { ...DECLARED, bgpMode: UNKNOWN }],
  ])("%s", async (_what, declared) => {
    expect(await diff(declared)).toEqual({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
    });
  });
});

describe("it is replaced", () => {
  it.each<[string, Props, string, boolean]>([
    [
      "the old one first, for its name, on another port",
      { interconnect: "cni-2" },
      "interconnect",
      true,
    ],
    [
      "the old one first on the port that replaces its own",
      { interconnect: UNKNOWN, __linked: true },
      "interconnect",
      true,
    ],
    [
      "the new one first with another name on another port",
      { interconnect: "cni-2", magic: { ...MAGIC, conduitName: "other" } },
      "interconnect",
      false,
    ],
  ])("%s", async (_what, declared, replaced, deleteBeforeReplace) => {
    expect(await diff({ ...DECLARED, ...declared })).toEqual({
      changes: true,
      replaces: [replaced],
      deleteBeforeReplace,
    });
  });

  it("in another account", async () => {
    const accountId = "fedcba9876543210fedcba9876543210";
    expect(await diff({ ...DECLARED, accountId })).toMatchObject({
      changes: true,
      replaces: ["accountId"],
    });
  });
});
