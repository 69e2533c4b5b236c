/** What is told of impossible input, in preview, before any request. */
import {
  aFreeSlot,
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  TestStack,
} from "./support/test-stack";

const SLOT = "3f0e4a51-6a4c-4f5e-8f0a-2f4f8e9d1c11";
const PAIRING_KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";
const MD5_KEY_WITH_QUOTE = 'abc"def';

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterAll(() => testStack?.close());

const port = (args: object): Declaration => ({ type: "Interconnect", name: "it", args });
const session = (bgp: object, magic: object = { conduitName: "ewr" }): Declaration => ({
  type: "CniBgpSession",
  name: "it",
  args: { interconnect: "cni-ewr-a-000001", magic, bgp: { customerAsn: 65010, ...bgp } },
});

const CASES: [string, Declaration, string][] = [
  [
    "a slot id that is none",
    port({ slotId: "slot_abc123" }),
    'slotId "slot_abc123" is not valid: it must be the UUID of a slot; list the free ones',
  ],
  [
    "a speed that does not exist",
    port({ slotId: SLOT, speed: "7G" }),
    'speed "7G" is not valid: it must be one of 1G, 10G, 100G; leave it out',
  ],
  [
    "a pairing key and a slot id",
    port({ slotId: SLOT, pairingKey: PAIRING_KEY, bandwidth: "1G" }),
    `slotId "${SLOT}" and pairingKey are both given: a port is either a direct one on a slot or a Google one for a VLAN attachment; remove one of them`,
  ],
  ["neither of them", port({}), "neither slotId, slot nor pairingKey is given: give the slotId"],
  [
    "an MTU below the least",
    session({}, { conduitName: "ewr", mtu: 575 }),
    "magic.mtu 575 is not valid: it must be a whole number of bytes from 576 to 1500",
  ],
  [
    "an MTU above the most",
    session({}, { conduitName: "ewr", mtu: 1501 }),
    "magic.mtu 1501 is not valid: it must be a whole number of bytes from 576 to 1500",
  ],
  [
    "ASN 0",
    session({ customerAsn: 0 }),
    "bgp.customerAsn 0 is not valid: it is reserved; use your own ASN or a private one",
  ],
  [
    "Cloudflare's own ASN",
    session({ customerAsn: 13335 }),
    "bgp.customerAsn 13335 is not valid: it is Cloudflare's own ASN and the customer's must differ; use your own ASN",
  ],
  [
    "an ASN of more than four bytes",
    session({ customerAsn: 4294967296 }),
    "bgp.customerAsn 4294967296 is not valid: it must be a whole number from 1 to 4294967294",
  ],
  [
    "a prefix with host bits set",
    session({ extraPrefixes: ["0.0.0.0/0", "10.1.2.3/16"] }),
    'bgp.extraPrefixes[1] "10.1.2.3/16" is not valid: it has host bits set; write the network "10.1.0.0/16"',
  ],
  [
    "an MD5 key with a double quote",
    session({ md5Key: MD5_KEY_WITH_QUOTE }),
    "bgp.md5Key is not valid: it must have 1 to 80 printable ASCII characters without the double quote and the question mark; choose another key",
  ],
  [
    "an empty conduit name",
    session({}, { conduitName: "" }),
    'magic.conduitName "" is not valid: it must be a name such as "ewr-1", not empty',
  ],
  [
    "an ASN of the settings that Cloudflare does not take",
    { type: "CniSettings", name: "it", args: { defaultAsn: 65535 } },
    "defaultAsn 65535 is not valid: it must be 13335 (Cloudflare's default) or a private 2-byte ASN from 64512 to 65534",
  ],
  [
    "a misspelt property",
    port({ slotId: SLOT, sped: "10G" }),
    "sped is not a property of this resource",
  ],
];

describe("a preview with", () => {
  it.each(CASES)("%s fails and says how to go on", async (_name, declaration, message) => {
    const result = await testStack.stack.preview({
      ...declare(declaration),
      expectExitCode: "any",
    });
    expect(result.exitCode).not.toBe(0);
    expect(result.stdout).toContain(message);
    expect(result.all).not.toContain(MD5_KEY_WITH_QUOTE);
    expect(await testStack.simulator.control.requests()).toEqual([]);
  });

  it("several problems tells them all", async () => {
    const { stdout } = await testStack.stack.preview({
      ...declare(port({ slotId: "x", speed: "7G", timeout: "soon" })),
      expectExitCode: "any",
    });
    for (const property of ["slotId", "speed", "timeout"]) {
      expect(stdout).toMatch(new RegExp(`${property} "\\w+" is not valid`));
    }
  });

  it("unknown values in the same places passes", async () => {
    const slotId = await aFreeSlot();
    const unknown = "$first.name";
    await testStack.stack.preview(
      declare(
        { type: "Interconnect", name: "first", args: { slotId } },
        { type: "Interconnect", name: "direct", args: { slotId: unknown, speed: unknown } },
        {
          type: "Interconnect",
          name: "google",
          args: { pairingKey: unknown, bandwidth: unknown, timeout: unknown },
        },
        {
          type: "CniBgpSession",
          name: "session",
          args: {
            interconnect: "$first",
            magic: { conduitName: unknown, mtu: unknown, description: unknown },
            bgp: {
              customerAsn: unknown,
              extraPrefixes: ["0.0.0.0/0", unknown],
              md5Key: unknown,
            },
            bgpMode: unknown,
          },
        },
        {
          type: "CniBgpSession",
          name: "unknown",
          args: { interconnect: unknown, magic: "$session.cniId", bgp: unknown },
        },
        { type: "CniSettings", name: "settings", args: { defaultAsn: unknown } },
      ),
    );
    expect(await testStack.writes()).toEqual([]);
  });
});
