/**
 * Tests the messages that preview shows for invalid input. Each message contains the property, the value, the rule and
 * advice.
 */

import type { Props } from "../run/property-values";
import { startPlugin } from "../testing/engine";
import { forgetEnvironment } from "../testing/test-account";
import type { ResourceType } from "./providers";

const SLOT = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10";
const KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const MAGIC = { conduitName: "ewr" };
const BGP = { customerAsn: 65010 };

const CONFIGURATION = {
  "cloudflare:apiToken": "token",
  "cloudflare:accountId": "0123456789abcdef0123456789abcdef",
};

beforeAll(forgetEnvironment);

async function problems(type: ResourceType, declared: Props): Promise<string[]> {
  return (await startPlugin(type, CONFIGURATION)).problems(declared);
}
const checkInterconnect = (declared: Props) => problems("Interconnect", declared);
const checkGate = (declared: Props) =>
  problems("InterconnectReady", { interconnect: "p", ...declared });
const checkSession = (declared: Props) =>
  problems("CniBgpSession", { interconnect: "p", magic: MAGIC, bgp: BGP, ...declared });
const checkSettings = (declared: Props) => problems("CniSettings", declared);

describe("checking the inputs of an Interconnect", () => {
  it.each<Props>([
    { slotId: SLOT },
    {
      slotId: SLOT.toUpperCase(),
      type: "direct",
      speed: "100G",
      waitFor: "healthy",
      timeout: "2h",
    },
    { pairingKey: KEY, bandwidth: "50G" },
    { pairingKey: KEY, bandwidth: "50M", type: "gcp_partner", adopt: "cni-gcp-1" },
  ])("accepts %j", async (declared) => {
    expect(await checkInterconnect(declared)).toEqual([]);
  });

  it.each<[Props, RegExp]>([
    [{ slotId: "slot_1" }, /^slotId "slot_1" is not valid: it must be the UUID of a slot\. List/],
    [{ slotId: SLOT, speed: "7G" }, /^speed "7G" .* one of 1G, 10G, 100G\. Omit it/],
    [{ slotId: SLOT, speed: 10 }, /^speed 10 .* one of 1G, 10G, 100G/],
    [{ slotId: SLOT, type: "aws" }, /^type "aws" .* must be "direct" or "gcp_partner"/],
    [{ slotId: SLOT, waitFor: "up" }, /^waitFor "up" .* must be "ordered" or "healthy"/],
    [{ slotId: SLOT, timeout: "soon" }, /^timeout "soon" .* such as "90s", "30m", "2h" or "14d"/],
    [{ slotId: SLOT, timeout: 30 }, /^timeout 30 .* such as "90s"/],
    [{ slotId: SLOT, adopt: 1 }, /^adopt 1 .* true, false, or the name of the interconnect/],
    [
      { pairingKey: KEY, bandwidth: "1G", adopt: true },
      /^adopt: true is not supported .* Set adopt to the name/,
    ],
    [{ slotId: SLOT, accountId: "abc" }, /^accountId "abc" .* 32 hexadecimal digits.* Set cloud/],
    [
      { pairingKey: "key", bandwidth: "1G" },
      /^pairingKey is not valid: .* <uuid>\/<region>\/<1\|2>\. Copy/,
    ],
    [
      { pairingKey: KEY, bandwidth: "3G" },
      /^bandwidth "3G" .* one of 50M, .* the bandwidth of the VLAN/,
    ],
    [{ pairingKey: KEY }, /^bandwidth is required with pairingKey\. .* one of 50M,/],
    [{}, /^slotId, slot or pairingKey is required\. .* set slotId .* set pairingKey/],
    [
      { slotId: SLOT, pairingKey: KEY, bandwidth: "1G" },
      /^slotId "7b.*" conflicts with pairingKey\. .* Remove one/,
    ],
    [
      { slotId: SLOT, type: "gcp_partner" },
      /^type "gcp_partner" conflicts with slotId\. Remove type/,
    ],
    [
      { pairingKey: KEY, bandwidth: "1G", type: "direct" },
      /^type "direct" conflicts with pairingKey\. Remove/,
    ],
    [
      { pairingKey: KEY, bandwidth: "1G", speed: "1G" },
      /^speed "1G" conflicts with pairingKey\. Set bandwidth/,
    ],
    [{ slotId: SLOT, bandwidth: "1G" }, /^bandwidth "1G" conflicts with slotId\. Set speed/],
    [{ slotId: SLOT, facility: "NY1" }, /^facility is not a property of this resource/],
    [
      { slotId: SLOT, adopt: "true" },
      /^adopt "true" .* a string, not a boolean.*getBoolean\("adopt"\)/,
    ],
    [{ slotId: SLOT, adopt: "False" }, /^adopt "False" .* a string, not a boolean/],
    [{ slotId: SLOT, sped: "1G" }, /^sped is not a property .*\. Did you mean "speed"\?$/],
    [{ slotId: SLOT, waitFor: "helthy" }, /^waitFor "helthy" .*\. Did you mean "healthy"\?$/],
    [{ slot: { facilty: "NY1", site: "ewr-a" } }, /^slot\.facilty is not .* "facility"\?$/],
  ])("refuses %j", async (declared, message) => {
    expect(await checkInterconnect(declared)).toEqual([expect.stringMatching(message)]);
  });
});

describe("checking the inputs of an InterconnectReady", () => {
  it.each<Props>([{}, { states: ["Healthy", "Unhealthy"], timeout: "14d" }])(
    "accepts %j",
    async (declared) => {
      expect(await checkGate(declared)).toEqual([]);
    },
  );

  it.each<[Props, RegExp]>([
    [{ interconnect: "" }, /^interconnect "" is not valid: it must be an Interconnect or its id/],
    [
      { states: [] },
      /^states is not valid: it must be a list of at least one of Pending, Down, Unhealthy, Healthy/,
    ],
    [{ states: "Healthy" }, /^states is not valid: it must be a list/],
    [
      { states: ["healthy"] },
      /^states\[0\] "healthy" .* must be a list of at least one of Pending.* Did you mean "Healthy"\?$/,
    ],
    [{ states: ["Healthy", ""] }, /^states\[1\] "" .* must be a list of at least one of Pending/],
    [{ timeout: "0s" }, /^timeout "0s" .* such as "90s"/],
    [{ waitFor: "healthy" }, /^waitFor is not a property of this resource/],
  ])("refuses %j", async (declared, message) => {
    expect(await checkGate(declared)).toEqual([expect.stringMatching(message)]);
  });
});

describe("checking the inputs of a CniBgpSession", () => {
  it.each<Props>([
    {},
    { bgpMode: "advertise_only", adopt: true },
    { magic: { conduitName: "ewr", description: "", mtu: 576 } },
    { bgp: { customerAsn: 4294967294, extraPrefixes: ["0.0.0.0/0", "100.96.0.0/12"] } },
    { bgp: { customerAsn: 1, md5Key: "a B'!@#$%^&*()+[]{}<>/.,;:_-~`= \\|" } },
    { bgp: { ...BGP, md5Key: "x".repeat(80) } },
  ])("accepts %j", async (declared) => {
    expect(await checkSession(declared)).toEqual([]);
  });

  it("reports an invalid property even if a misspelt property has a similar name", async () => {
    const problems = await checkSession({ magic: { conduitName: "", conduitname: "ewr" } });
    expect(problems).toEqual([
      expect.stringMatching(/^magic\.conduitName "" is not valid/),
      expect.stringMatching(/^magic\.conduitname is not a property/),
    ]);
  });

  it.each<[Props, RegExp]>([
    [{ interconnect: 7 }, /^interconnect 7 .* an Interconnect or its id/],
    [
      { adopt: "true" },
      /^adopt is not valid: it is a string, not a boolean.*getBoolean\("adopt"\)/,
    ],
    [{ adopt: "yes" }, /^adopt is not valid: it must be true or false/],
    [
      { magic: { ...MAGIC, conduitNam: "x" } },
      /^magic\.conduitNam .* Did you mean "conduitName"\?$/,
    ],
    [
      { magic: { conduitname: "x" } },
      /^magic\.conduitname is not a property of this resource\. Check its spelling\. Did you mean "conduitName"\?$/,
    ],
    [{ magic: "ewr" }, /^magic is not valid: it must be an object with a conduitName/],
    [{ magic: {} }, /^magic\.conduitName is required: it must be a non-empty name/],
    [
      { magic: { conduitName: " ewr" } },
      /^magic\.conduitName " ewr" .* without leading or trailing spaces/,
    ],
    [{ magic: { ...MAGIC, mtu: 575 } }, /^magic\.mtu 575 .* from 576 to 1500\. Use 1500 on/],
    [{ magic: { ...MAGIC, mtu: 1501 } }, /^magic\.mtu 1501 .* from 576 to 1500/],
    [{ magic: { ...MAGIC, mtu: 1400.5 } }, /^magic\.mtu 1400\.5 .* whole number/],
    [{ magic: { ...MAGIC, mtu: "1500" } }, /^magic\.mtu "1500" .* Write 1500 without quotes/],
    [{ magic: { ...MAGIC, vlan: 7 } }, /^magic\.vlan is not a property of this resource/],
    [{ bgp: {} }, /^bgp\.customerAsn is required: it must be a whole number/],
    [{ bgp: { customerAsn: 0 } }, /^bgp\.customerAsn 0 .* it is reserved\. Use your own ASN or/],
    [{ bgp: { customerAsn: 23456 } }, /^bgp\.customerAsn 23456 .* it is reserved/],
    [{ bgp: { customerAsn: 65535 } }, /^bgp\.customerAsn 65535 .* it is reserved/],
    [{ bgp: { customerAsn: 4294967295 } }, /^bgp\.customerAsn 4294967295 .* it is reserved/],
    [{ bgp: { customerAsn: 4294967296 } }, /^bgp\.customerAsn 4294967296 .* from 1 to 4294967294/],
    [
      { bgp: { customerAsn: 13335 } },
      /^bgp\.customerAsn 13335 .* Cloudflare's own ASN, .* Use your/,
    ],
    [
      { bgp: { customerAsn: "65010" } },
      /^bgp\.customerAsn "65010" .* a string, not a number\. Write 65010 without quotes/,
    ],
    [{ bgp: { customerAsn: "AS65010" } }, /^bgp\.customerAsn .* Write 65010 without quotes/],
    [{ bgp: { ...BGP, extraPrefixes: "0.0.0.0/0" } }, /^bgp\.extraPrefixes .* must be a list/],
    [{ bgp: { ...BGP, extraPrefixes: ["10.0.0.0"] } }, /^bgp\.extraPrefixes\[0\] "10.* such as "0/],
    [{ bgp: { ...BGP, extraPrefixes: ["::/0"] } }, /\[0\] "::\/0" .* IPv6 is not supported/],
    [
      { bgp: { ...BGP, extraPrefixes: ["10.0.0.1/8"] } },
      /host bits set\. Write .* "10\.0\.0\.0\/8"/,
    ],
    [{ bgp: { ...BGP, bfd: true } }, /^bgp\.bfd is not a property of this resource/],
    [{ bgpMode: "both" }, /^bgpMode "both" .* "dynamic_route_exchange" or "advertise_only"/],
  ])("refuses %j", async (declared, message) => {
    expect(await checkSession(declared)).toEqual([expect.stringMatching(message)]);
  });

  it.each<unknown>([
    'with "quote" in it',
    "what? in it",
    "in it\u00e9",
    `${"in it".repeat(20)}`,
    "",
    ["in it"],
  ])("refuses the MD5 key %j without printing it", async (md5Key) => {
    const [problem, ...others] = await checkSession({ bgp: { ...BGP, md5Key } });
    expect(problem).toMatch(/^bgp\.md5Key is not valid: it must have 1 to 80 printable ASCII/);
    expect(problem).not.toContain("in it");
    expect(others).toEqual([]);
  });

  it("does not print an MD5 key that is in a property of the wrong type", async () => {
    const messages = await checkSession({ bgp: "in it" });
    expect(messages).toEqual([expect.stringMatching(/^bgp is not valid: /)]);
    expect(messages.join()).not.toContain("in it");
    for (const declared of [
      { bgp: [{ md5Key: "in it" }] },
      { bgp: "in it" },
      { magic: "in it" },
      { bgp: { customerAsn: { md5Key: "in it" } } },
      { bgp: { customerAsn: "in it" } },
      { bgp: { ...BGP, extraPrefixes: ["in it"] } },
      { bgp: { ...BGP, extraPrefixes: { md5Key: "in it" } } },
    ]) {
      const problems = await checkSession(declared);
      expect(problems).not.toEqual([]);
      expect(problems.join()).not.toContain("in it");
    }
  });
});

describe("checking the inputs of CniSettings", () => {
  it.each([13335, 64512, 65534])("accepts defaultAsn %d", async (defaultAsn) => {
    expect(await checkSettings({ defaultAsn })).toEqual([]);
  });

  it.each([64511, 65535, 65000.5, 4200000000])("refuses defaultAsn %j", async (defaultAsn) => {
    expect(await checkSettings({ defaultAsn })).toEqual([
      expect.stringMatching(
        /^defaultAsn .* 13335 \(Cloudflare's default\) or a private 2-byte ASN/,
      ),
    ]);
  });

  it("refuses a defaultAsn in quotes and says how to write it", async () => {
    expect(await checkSettings({ defaultAsn: "64512" })).toEqual([
      expect.stringMatching(/^defaultAsn "64512" .* Write 64512 without quotes/),
    ]);
  });

  it("requires defaultAsn", async () => {
    expect(await checkSettings({})).toEqual([expect.stringMatching(/^defaultAsn is required: /)]);
  });
});

it("`check` reports all problems at once", async () => {
  const messages = await checkSession({
    magic: { conduitName: "", mtu: 9000 },
    bgp: { customerAsn: 0 },
  });
  expect(messages).toHaveLength(3);
});

it("`check` does not name properties to the engine, which would print their values", async () => {
  const { failures } = await (await startPlugin("CniSettings", CONFIGURATION)).check({});
  expect(failures).toEqual([{ property: "", reason: expect.any(String) }]);
});

describe("unknown values", () => {
  it.each<[ResourceType, Props]>([
    ...withEachUnknown("Interconnect", {
      slotId: SLOT,
      speed: "10G",
      type: "direct",
      waitFor: "healthy",
      timeout: "30m",
      adopt: false,
      accountId: CONFIGURATION["cloudflare:accountId"],
    }),
    ...withEachUnknown("Interconnect", { pairingKey: KEY, bandwidth: "1G" }),
    ...withEachUnknown("InterconnectReady", {
      interconnect: "p",
      states: ["Healthy", "Down"],
      timeout: "1m",
    }),
    ...withEachUnknown("CniBgpSession", {
      interconnect: "p",
      magic: { conduitName: "ewr", description: "", mtu: 1500 },
      bgp: { customerAsn: 65010, extraPrefixes: ["0.0.0.0/0", "10.0.0.0/8"], md5Key: "key" },
      bgpMode: "advertise_only",
      adopt: true,
    }),
    ...withEachUnknown("CniSettings", { defaultAsn: 64512 }),
  ])("check accepts an unknown value: %s %j", async (type, declared) => {
    expect(await problems(type, declared)).toEqual([]);
  });

  it("check reports a problem with another property even if a value is unknown", async () => {
    expect(
      await checkSession({ interconnect: UNKNOWN, bgp: { customerAsn: 0, md5Key: UNKNOWN } }),
    ).toEqual([expect.stringMatching(/^bgp\.customerAsn 0 /)]);
  });

  it("check does not print the placeholder of an unknown value", async () => {
    const messages = await checkInterconnect({ slotId: UNKNOWN, pairingKey: KEY, bandwidth: "1G" });
    expect(messages.join()).not.toContain(UNKNOWN);
  });

  it("check accepts an unknown value together with its alternative, because it may turn out to be undefined", async () => {
    expect(
      await checkInterconnect({ slotId: UNKNOWN, pairingKey: UNKNOWN, bandwidth: UNKNOWN }),
    ).toEqual([]);
  });
});

/** Returns copies of a declaration. In each copy, one value at any depth is unknown. */
function withEachUnknown(type: ResourceType, declared: Props): [ResourceType, Props][] {
  return replaceEach(declared).map((props) => [type, props]);
}

function replaceEach(props: Props): Props[] {
  return Object.entries(props).flatMap(([key, value]) =>
    variants(value).map((variant) => ({ ...props, [key]: variant })),
  );
}

function variants(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return [UNKNOWN, ...value.map((_, index) => value.with(index, UNKNOWN))];
  }
  const isObject = typeof value === "object" && value !== null;
  return [UNKNOWN, ...(isObject ? replaceEach(Object.fromEntries(Object.entries(value))) : [])];
}

describe("omitted properties", () => {
  it.each<[string, ResourceType, Props, Props]>([
    [
      "a direct interconnect",
      "Interconnect",
      { slotId: SLOT },
      { type: "direct", waitFor: "ordered", timeout: "30m" },
    ],
    [
      "a Google interconnect",
      "Interconnect",
      { pairingKey: KEY, bandwidth: "1G" },
      { type: "gcp_partner", waitFor: "healthy", timeout: "30m" },
    ],
    ["a gate", "InterconnectReady", { interconnect: "p" }, { states: ["Healthy"], timeout: "30m" }],
    [
      "a session",
      "CniBgpSession",
      { interconnect: "p", magic: MAGIC, bgp: BGP },
      {
        magic: { conduitName: "ewr", description: "Managed by Pulumi", mtu: 1500 },
        bgp: { customerAsn: 65010, extraPrefixes: [] },
      },
    ],
  ])("check fills in the defaults of %s", async (_what, type, declared, completed) => {
    const { inputs } = await (await startPlugin(type, CONFIGURATION)).check(declared);
    expect(inputs).toMatchObject(completed);
  });

  it("check leaves an omitted bgp property undefined", async () => {
    const session = await startPlugin("CniBgpSession", CONFIGURATION);
    const { inputs } = await session.check({ interconnect: "p", magic: MAGIC });
    expect(inputs).not.toHaveProperty("bgp");
  });

  it("check treats null like an omitted property, because an output without a value is null", async () => {
    expect(await checkInterconnect({ slotId: SLOT, bandwidth: null, timeout: null })).toEqual([]);
    expect(await checkSession({ bgp: { ...BGP, md5Key: null } })).toEqual([]);
  });
});

it("`check` keeps hidden properties", async () => {
  const gate = await startPlugin("InterconnectReady", CONFIGURATION);
  const { inputs } = await gate.check({ interconnect: UNKNOWN, __linked: true, __urn: "urn:1" });
  expect(inputs).toMatchObject({ __linked: true, __urn: "urn:1", __provider: expect.any(String) });
});

it.each([
  "a-token_in-the-wrong-variable-0123456789",
  "c2547eb745079dac9320b638f5e225cf483cc5cfdda41",
])("`check` does not print %s as an account ID, because it may be a token", async (accountId) => {
  const [problem] = await checkSettings({ accountId, defaultAsn: 64512 });
  expect(problem).toMatch(
    /^accountId is not valid: it must be an account ID with 32 hexadecimal digits/,
  );
});
