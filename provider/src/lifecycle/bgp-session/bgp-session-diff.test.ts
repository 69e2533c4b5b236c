/**
 * Tests how a CniBgpSession is diffed: a new interconnect or account replaces the session, and other changes update it.
 */
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

describe("diff of a CniBgpSession without changes", () => {
  const prefixes = BGP.extraPrefixes.toReversed();
  const described = { magic: { ...MAGIC, description: "Managed by Pulumi" } };

  it.each<[string, Props, Props]>([
    ["the declared settings are present", {}, {}],
    ["the order of prefixes changes", { bgp: { ...BGP, extraPrefixes: prefixes } }, {}],
    ["defaults are omitted", { magic: { conduitName: "ewr" } }, described],
    ["the API has chosen the mode", {}, { bgpMode: "advertise_only" }],
    ["adopt is set", { adopt: true }, {}],
    ["the state contains outputs from the API", {}, { cniId: "cni", customerIp: "10.255.0.1/31" }],
  ])("plans no change if %s", async (_condition, declared, present) => {
    const difference = await diff({ ...DECLARED, ...declared }, present);
    expect(difference).toMatchObject({ changes: false, replaces: [] });
  });
});

describe("diff of a CniBgpSession with changed settings", () => {
  it.each<[string, Props]>([
    ["the name changes", { ...DECLARED, magic: { ...MAGIC, conduitName: "other" } }],
    ["the description changes", { ...DECLARED, magic: { ...MAGIC, description: "" } }],
    ["the MTU changes", { ...DECLARED, magic: { ...MAGIC, mtu: 1476 } }],
    ["the ASN changes", { ...DECLARED, bgp: { ...BGP, customerAsn: 65011 } }],
    ["a prefix changes", { ...DECLARED, bgp: { ...BGP, extraPrefixes: ["0.0.0.0/0"] } }],
    ["the MD5 key changes", { ...DECLARED, bgp: { ...BGP, md5Key: "new" } }],
    ["the MD5 key is removed", { ...DECLARED, bgp: { customerAsn: 65010 } }],
    ["BGP is removed", { interconnect: "cni-1", magic: MAGIC }],
    ["a mode is declared", { ...DECLARED, bgpMode: "advertise_only" }],
    ["the interconnect is unknown", { ...DECLARED, interconnect: UNKNOWN }],
    ["the name is unknown", { ...DECLARED, magic: { ...MAGIC, conduitName: UNKNOWN } }],
    ["the MD5 key is unknown", { ...DECLARED, bgp: { ...BGP, md5Key: UNKNOWN } }],
    ["bgp is unknown", { ...DECLARED, bgp: UNKNOWN }],
    ["the mode is unknown", { ...DECLARED, bgpMode: UNKNOWN }],
  ])("plans an update in place if %s", async (_condition, declared) => {
    expect(await diff(declared)).toEqual({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
    });
  });
});

describe("diff of a CniBgpSession on another interconnect", () => {
  it.each<[string, Props, string, boolean]>([
    [
      "deletes the old session first if it keeps its conduit name",
      { interconnect: "cni-2" },
      "interconnect",
      true,
    ],
    [
      "deletes the old session first if its interconnect is replaced",
      { interconnect: UNKNOWN, __linked: true },
      "interconnect",
      true,
    ],
    [
      "creates the new session first if its conduit name changes",
      { interconnect: "cni-2", magic: { ...MAGIC, conduitName: "other" } },
      "interconnect",
      false,
    ],
  ])("plans a replacement and %s", async (_order, declared, replaced, deleteBeforeReplace) => {
    expect(await diff({ ...DECLARED, ...declared })).toEqual({
      changes: true,
      replaces: [replaced],
      deleteBeforeReplace,
    });
  });

  it("plans a replacement if the account changes", async () => {
    const accountId = "fedcba9876543210fedcba9876543210";
    expect(await diff({ ...DECLARED, accountId })).toMatchObject({
      changes: true,
      replaces: ["accountId"],
    });
  });
});
