/**
 * Tests that the resources and `routerConfig()` accept the same values, because programs pass values from one to the
 * other.
 */
import type { z } from "zod";
import { findProblems } from "../router/problems";
import { sessionSchema } from "./bgp-session/inputs";
import { customerAsn, defaultAsn } from "./fields";
import { magicInterconnectSchema } from "./magic-interconnect/inputs";

const SESSION = {
  name: "ewr",
  interface: "eth1",
  customerIp: "10.0.0.1/31",
  cloudflareIp: "10.0.0.0/31",
};
const ARGS = {
  platform: "bird",
  sessions: [SESSION],
  customerAsn: 65010,
  routerId: "10.255.0.1",
  announce: [],
  accept: [],
};

function routerAccepts(property: string, args: object): boolean {
  const problems: string[] = Reflect.apply(findProblems, undefined, [{ ...ARGS, ...args }]);
  return !problems.some((problem) => problem.startsWith(property));
}

function schemaAccepts(schema: z.ZodType, value: unknown): boolean {
  return schema.safeParse(value).success;
}

const EDGES = [-1, 0, 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "1", null];

describe("rules for customerAsn", () => {
  it.each([
    ...EDGES,
    13334,
    13335,
    23456,
    64512,
    65534,
    65535,
    65536,
    4200000000,
    4294967294,
    4294967295,
    4294967296,
    "65010",
  ])("customerAsn %p is valid on a session if and only if it is valid in routerConfig", (value) => {
    expect(routerAccepts("customerAsn", { customerAsn: value })).toBe(
      schemaAccepts(customerAsn, value),
    );
  });
});

describe("rules for Cloudflare's ASN", () => {
  it.each([...EDGES, 13335, 64511, 64512, 65534, 65535, 65000.5, 4200000000, "64512"])(
    "ASN %p is valid as defaultAsn if and only if it is valid in routerConfig",
    (value) => {
      expect(routerAccepts("cloudflareAsn", { cloudflareAsn: value })).toBe(
        schemaAccepts(defaultAsn, value),
      );
    },
  );
});

describe("rules for md5Key", () => {
  it.each([
    "",
    "k",
    "a B'!@#$%^&*()+[]{}<>/.,;:_-~`= \\|",
    'a"b',
    "a?b",
    "a\tb",
    "a\nb",
    "caf\u00e9",
    "x".repeat(80),
    "x".repeat(81),
    7,
  ])("md5Key %p is valid on a session if and only if it is valid in routerConfig", (value) => {
    const bgp = { customerAsn: 65010, md5Key: value };
    expect(routerAccepts("sessions[0].md5Key", { sessions: [{ ...SESSION, md5Key: value }] })).toBe(
      schemaAccepts(sessionSchema.shape.bgp, bgp),
    );
  });
});

describe("rules for mtu", () => {
  it.each([...EDGES, 575, 576, 1279, 1280, 1476, 1500, 1501, 9000, 1400.5, "1500"])(
    "mtu %p is valid on a session if and only if it is valid on a MagicInterconnect and in routerConfig",
    (value) => {
      const isValid = schemaAccepts(sessionSchema.shape.magic, { conduitName: "ewr", mtu: value });
      expect(schemaAccepts(magicInterconnectSchema.shape.mtu, value)).toBe(isValid);
      expect(routerAccepts("sessions[0].mtu", { sessions: [{ ...SESSION, mtu: value }] })).toBe(
        isValid,
      );
    },
  );
});
