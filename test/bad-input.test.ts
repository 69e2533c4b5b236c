/** Invalid arguments must fail in preview, before any request. */
import {
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  firstFreeSlot,
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

const CASES: { name: string; declaration: Declaration; message: string }[] = [
  {
    name: "a slot id that is not a UUID",
    declaration: port({ slotId: "slot_abc123" }),
    message: 'slotId "slot_abc123" is not valid: it must be the UUID of a slot. List free slots',
  },
  {
    name: "a speed that does not exist",
    declaration: port({ slotId: SLOT, speed: "7G" }),
    message: 'speed "7G" is not valid: it must be one of 1G, 10G, 100G. Omit it',
  },
  {
    name: "a pairing key and a slot id",
    declaration: port({ slotId: SLOT, pairingKey: PAIRING_KEY, bandwidth: "1G" }),
    message: `slotId "${SLOT}" conflicts with pairingKey. A port is either a direct port on a slot or a Google port with a pairing key. Remove one of them.`,
  },
  {
    name: "neither a slot nor a pairing key",
    declaration: port({}),
    message: "slotId, slot or pairingKey is required. For a direct port, set slotId",
  },
  {
    name: "an MTU below the minimum",
    declaration: session({}, { conduitName: "ewr", mtu: 575 }),
    message: "magic.mtu 575 is not valid: it must be a whole number of bytes from 576 to 1500",
  },
  {
    name: "an MTU above the maximum",
    declaration: session({}, { conduitName: "ewr", mtu: 1501 }),
    message: "magic.mtu 1501 is not valid: it must be a whole number of bytes from 576 to 1500",
  },
  {
    name: "ASN 0",
    declaration: session({ customerAsn: 0 }),
    message: "bgp.customerAsn 0 is not valid: it is reserved. Use your own ASN or a private ASN",
  },
  {
    name: "Cloudflare's own ASN",
    declaration: session({ customerAsn: 13335 }),
    message:
      "bgp.customerAsn 13335 is not valid: it is Cloudflare's own ASN, and the customer's ASN must differ from it. Use your own ASN",
  },
  {
    name: "an ASN of more than four bytes",
    declaration: session({ customerAsn: 4294967296 }),
    message:
      "bgp.customerAsn 4294967296 is not valid: it must be a whole number from 1 to 4294967294",
  },
  {
    name: "a prefix with host bits set",
    declaration: session({ extraPrefixes: ["0.0.0.0/0", "10.1.2.3/16"] }),
    message:
      'bgp.extraPrefixes[1] "10.1.2.3/16" is not valid: it has host bits set. Write the network "10.1.0.0/16"',
  },
  {
    name: "an MD5 key with a double quote",
    declaration: session({ md5Key: MD5_KEY_WITH_QUOTE }),
    message:
      "bgp.md5Key is not valid: it must have 1 to 80 printable ASCII characters, except the double quote and the question mark. Choose another key",
  },
  {
    name: "an empty conduit name",
    declaration: session({}, { conduitName: "" }),
    message: 'magic.conduitName "" is not valid: it must be a non-empty name such as "ewr-1"',
  },
  {
    name: "a default ASN that Cloudflare does not accept",
    declaration: { type: "CniSettings", name: "it", args: { defaultAsn: 65535 } },
    message:
      "defaultAsn 65535 is not valid: it must be 13335 (Cloudflare's default) or a private 2-byte ASN from 64512 to 65534",
  },
  {
    name: "a misspelt property",
    declaration: port({ slotId: SLOT, sped: "10G" }),
    message: "sped is not a property of this resource",
  },
];

describe("preview", () => {
  it.each(CASES)(
    "refuses $name before any request, with an error that says what to do",
    async ({ declaration, message }) => {
      const result = await testStack.stack.preview({
        ...declare(declaration),
        expectExitCode: "any",
      });
      expect(result.exitCode).not.toBe(0);
      expect(result.stdout).toContain(message);
      expect(result.all).not.toContain(MD5_KEY_WITH_QUOTE);
      expect(await testStack.simulator.control.requests()).toEqual([]);
    },
  );

  it("reports all invalid properties at once", async () => {
    const { stdout } = await testStack.stack.preview({
      ...declare(port({ slotId: "x", speed: "7G", timeout: "soon" })),
      expectExitCode: "any",
    });
    for (const property of ["slotId", "speed", "timeout"]) {
      expect(stdout).toMatch(new RegExp(`${property} "\\w+" is not valid`));
    }
  });

  it("accepts values that are not known yet", async () => {
    const slotId = await firstFreeSlot();
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
