import * as pulumi from "@pulumi/pulumi";
import { CniError } from "../domain/errors";
import { inert } from "../domain/outside-text";
import { type RouterConfigArgs, type RouterPlatform, type RouterSession, routerConfig } from ".";

const PLATFORMS: RouterPlatform[] = ["frr", "bird", "junos", "ios-xr", "eos"];
const SESSION: RouterSession = {
  name: "ewr",
  interface: "eth1",
  customerIp: "10.0.0.1/31",
  cloudflareIp: "10.0.0.0/31",
};
const OTHER: RouterSession = {
  name: "iad",
  interface: "eth2",
  customerIp: "10.0.0.3/31",
  cloudflareIp: "10.0.0.2/31",
};
const IPV6 = { customerIp6: "2001:db8::1/127", cloudflareIp6: "2001:db8::/127" };
const ARGS: RouterConfigArgs = {
  platform: "frr",
  sessions: [SESSION],
  customerAsn: 65010,
  routerId: "192.0.2.1",
  announce: ["203.0.113.0/24"],
  accept: ["0.0.0.0/0"],
};

function withSession(more: Partial<RouterSession>): Partial<RouterConfigArgs> {
  return { sessions: [{ ...SESSION, ...more }] };
}

function problemsOf(more: Partial<RouterConfigArgs>): string {
  return inJavaScript(more);
}

/** Returns the problems of arguments that TypeScript has not checked. */
function inJavaScript(more: object | undefined): string {
  const args: unknown = more && { ...ARGS, ...more };
  try {
    Reflect.apply(routerConfig, undefined, [args]);
  } catch (error) {
    if (error instanceof CniError) return error.message;
    throw error;
  }
  return "";
}

describe("routerConfig errors", () => {
  it.each<[Partial<RouterConfigArgs>, string]>([
    [{ sessions: [] }, "sessions is not valid: it must be a list of at least one session"],
    [{ customerAsn: 1.5 }, "customerAsn 1.5 is not valid: it must be a whole number from 1"],
    [{ customerAsn: 65535 }, "customerAsn 65535 is not valid: it is reserved. Use your own ASN"],
    [
      { customerAsn: 13335 },
      "customerAsn 13335 is not valid: it is Cloudflare's own ASN, and the customer's ASN must differ from it. Use",
    ],
    [
      { cloudflareAsn: 100 },
      "cloudflareAsn 100 is not valid: it must be 13335 (Cloudflare's default) or a private 2-byte ASN from 64512 to 65534. Use the account's",
    ],
    [{ cloudflareAsn: 65010 }, "cloudflareAsn 65010 is not valid: it must differ from customerAsn"],
    [{ routerId: "0.0.0.0" }, 'routerId "0.0.0.0" is not valid: it must be an IPv4 address'],
    [
      { announce: ["203.0.113.1/24"] },
      'announce[0] "203.0.113.1/24" is not valid: it has host bits',
    ],
    [{ announce: ["203.0.113.0"] }, 'announce[0] "203.0.113.0" is not valid: it must be a prefix'],
    [{ accept: ["2001:db8::/32"] }, 'accept[0] "2001:db8::/32" is not valid: no session has IPv6'],
    [
      { accept: ["203.0.113.0/24"] },
      'accept[0] "203.0.113.0/24" is not valid: it is also in announce',
    ],
    [{ maxPrefixes: 0 }, "maxPrefixes 0 is not valid: it must be a whole number from 1"],
    [
      { maxPrefixes: 1, accept: ["0.0.0.0/0", "100.96.0.0/12"] },
      "maxPrefixes 1 is not valid: accept alone has 2 prefixes. Set a higher value.",
    ],
    [{ mssClamp: 100 }, "mssClamp 100 is not valid: it must be a whole number of bytes from 536"],
    [
      { mssClamp: 1437, ...withSession({ mtu: 1476 }) },
      "mssClamp 1437 is not valid: it has no effect with the smallest MTU of 1476. Set it to at most 1436.",
    ],
    [
      { bfd: true },
      'bfd true is not valid: dataplane v2 does not support BFD yet. Omit it, or set dataplane: "v1"',
    ],
    [{ ecmp: true }, "ecmp true is not valid: no two sessions have the same localPreference"],
    [
      withSession({ name: "" }),
      'sessions[0].name "" is not valid: it must be a letter followed by',
    ],
    [withSession({ mtu: 1501 }), "sessions[0].mtu 1501 is not valid: it must be a whole number"],
    [
      withSession({ localPreference: -1 }),
      "sessions[0].localPreference -1 is not valid: it must be a whole number from 0",
    ],
    [
      withSession({ customerIp: "10.0.0.1" }),
      'sessions[0].customerIp "10.0.0.1" is not valid: it must be an IPv4 address with prefix length',
    ],
    [
      withSession({ customerIp: "10.0.0.3/30", cloudflareIp: "10.0.0.1/30" }),
      'sessions[0].customerIp "10.0.0.3/30" is not valid',
    ],
    [
      withSession({ cloudflareIp: "10.0.0.2/31" }),
      `sessions[0].cloudflareIp "10.0.0.2/31" is not valid: it must be the other address of customerIp's network 10.0.0.0/31`,
    ],
    [
      withSession({ customerIp6: "2001:db8::1/127" }),
      "sessions[0].cloudflareIp6 is required: it must be an IPv6 address with prefix length",
    ],
    [
      withSession({ ...IPV6, customerIp6: "fe80::1%eth0/127" }),
      'sessions[0].customerIp6 "fe80::1%eth0/127" is not valid',
    ],
    [
      withSession({ ...IPV6, mtu: 1000 }),
      "sessions[0].mtu 1000 is not valid: IPv6 needs 1280 bytes",
    ],
    [
      { sessions: [SESSION, { ...OTHER, name: "ewr" }] },
      'sessions[1].name "ewr" is not valid: it is also the name of sessions[0]',
    ],
    [
      { sessions: [SESSION, { ...OTHER, interface: "eth1" }] },
      'sessions[1].interface "eth1" is not valid: it is also the interface of sessions[0]',
    ],
    [
      { sessions: [SESSION, { ...SESSION, name: "iad", interface: "eth2" }] },
      'sessions[1].customerIp "10.0.0.0/31" is not valid: it is also the network of sessions[0]',
    ],
    [
      withSession({ interface: "HundredGigE0/0/0/0" }),
      'sessions[0].interface "HundredGigE0/0/0/0" is not valid: it must be the name of a Linux interface',
    ],
  ])("reports property, value, rule and advice for the invalid arguments %j", (more, expected) => {
    expect(problemsOf(more)).toContain(expected);
  });

  it("reports several invalid arguments at once", () => {
    const problems = problemsOf({ customerAsn: 0, accept: ["x"], ...withSession({ mtu: 1 }) });
    expect(problems.split("\n")).toHaveLength(3);
  });
});

it("routerConfig fails without a stack, because Pulumi takes half a minute to print a stack from inside an apply", () => {
  let thrown: unknown;
  try {
    routerConfig({ ...ARGS, routerId: "not an address" });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Error);
  expect(thrown instanceof Error && thrown.stack).toBe(thrown instanceof Error && thrown.message);
});

describe("routerConfig cloudflareAsn", () => {
  const accountOf = (defaultAsn: number) => ({ settings: { accountId: "a", defaultAsn } });

  it("uses 13335 as Cloudflare's ASN by default, or the ASN in the account's settings", () => {
    expect(routerConfig(ARGS)).toContain("remote-as 13335");
    const text = routerConfig({ ...ARGS, ...accountOf(64512) });
    expect(text).toContain("remote-as 64512");
    expect(text).not.toContain("13335");
  });

  it("accepts an ASN outside the documented range if the account's settings contain it", () => {
    expect(routerConfig({ ...ARGS, ...accountOf(4200000001) })).toContain("remote-as 4200000001");
    const own = { ...accountOf(4200000001), cloudflareAsn: 4200000001 };
    expect(routerConfig({ ...ARGS, ...own })).toContain("remote-as 4200000001");
  });

  it("accepts cloudflareAsn if it equals the ASN in the settings", () => {
    const text = routerConfig({ ...ARGS, cloudflareAsn: 64512, ...accountOf(64512) });
    expect(text).toContain("remote-as 64512");
  });

  it.each([13335, 64513])("refuses cloudflareAsn %d if the settings contain 64512", (asn) => {
    expect(problemsOf({ cloudflareAsn: asn, ...accountOf(64512) })).toBe(
      `cloudflareAsn ${asn} is not valid: it conflicts with settings.defaultAsn, the account's ASN, which is 64512. Omit cloudflareAsn.`,
    );
  });

  it("refuses Cloudflare's ASN if it equals customerAsn, whether it comes from settings or cloudflareAsn", () => {
    const rule =
      "it must differ from customerAsn, because the sessions use external BGP. Change one of them.";
    expect(problemsOf({ customerAsn: 64512, ...accountOf(64512) })).toBe(
      `settings.defaultAsn 64512 is not valid: ${rule}`,
    );
    expect(problemsOf({ customerAsn: 64512, cloudflareAsn: 64512 })).toBe(
      `cloudflareAsn 64512 is not valid: ${rule}`,
    );
  });

  it("refuses settings with ASN 0 instead of guessing Cloudflare's ASN", () => {
    expect(problemsOf(accountOf(0))).toBe(
      "settings.defaultAsn 0 is not valid: the API reports no ASN for the account. Omit settings, and set cloudflareAsn to the ASN in the dashboard.",
    );
  });

  it.each([
    ["a promise", Promise.resolve({ defaultAsn: 64512 }), "settings.defaultAsn is required: "],
    ["an output", { defaultAsn: pulumi.output(64512) }, "settings.defaultAsn is not valid: "],
    ["a number", 64512, "settings 64512 is not valid: "],
    ["null", null, "settings is not valid: "],
    ["an object with NaN", { defaultAsn: Number.NaN }, "settings.defaultAsn NaN is not valid: "],
  ])(
    "refuses settings that are %s instead of guessing Cloudflare's ASN",
    (_, settings, problem) => {
      expect(inJavaScript({ settings })).toContain(problem);
    },
  );
});

describe("routerConfig called from JavaScript", () => {
  it.each([
    [{ anounce: [] }, 'anounce is not a property of routerConfig. Did you mean "announce"?'],
    [
      { cloudflareASN: 64512 },
      'cloudflareASN is not a property of routerConfig. Did you mean "cloudflareAsn"?',
    ],
    [
      { sessions: [{ ...SESSION, md5key: "secret" }] },
      'sessions[0].md5key is not a property of a session. Did you mean "md5Key"?',
    ],
    [{ asn: 1 }, "asn is not a property of routerConfig. It must be one of platform, "],
    [{ constructor: 1 }, "constructor is not a property of routerConfig."],
    [{ customerAsn: Number.NaN }, "customerAsn NaN is not valid: "],
    [{ maxPrefixes: Number.POSITIVE_INFINITY }, "maxPrefixes Infinity is not valid: "],
    [{ sessions: [{ ...SESSION, mtu: Number.NaN }] }, "sessions[0].mtu NaN is not valid: "],
    [{ sessions: ["ewr"] }, 'sessions[0] "ewr" is not valid: it must be an object'],
    [{ sessions: [null] }, "sessions[0] is not valid: it must be an object"],
    [
      { platform: "junoss" },
      'platform "junoss" is not valid: it must be one of "frr", "bird", "junos", "ios-xr", "eos". Did you mean "junos"?',
    ],
  ])("refuses %j with advice", (more, expected) => {
    const problems = inJavaScript(more);
    expect(problems).toContain(expected);
    expect(problems).not.toContain("secret");
  });

  it("refuses arguments that are not an object", () => {
    expect(inJavaScript(undefined)).toBe("The argument of routerConfig must be an object.");
  });
});

describe("routerConfig injection", () => {
  const PAYLOADS = [
    "x\nrouter bgp 1",
    "x\r\nexit",
    "x\n",
    'x"; evil',
    "x';",
    "x`",
    "x\u0000",
    "x\u2028y",
    "x\\",
    "x?",
    "x!",
    "x#",
    "x ",
    "x{",
    "é",
  ];

  describe.each(PLATFORMS)("on %s", (platform) => {
    it.each(["name", "interface", "description", "customerIp", "cloudflareIp"])(
      "refuses characters in %s that would break out of the line",
      (key) => {
        for (const payload of PAYLOADS) {
          expect(problemsOf({ platform, ...withSession({ [key]: payload }) })).toContain(
            `sessions[0].${key} ${inert(JSON.stringify(payload))} is not valid: `,
          );
        }
      },
    );

    it.each(["routerId", "announce", "accept"] as const)(
      "refuses characters in %s that would break out of the line",
      (key) => {
        for (const payload of PAYLOADS) {
          const value = key === "routerId" ? `192.0.2.1${payload}` : [`192.0.2.0/24${payload}`];
          expect(problemsOf({ platform, [key]: value })).toContain(key);
        }
      },
    );

    it("refuses or writes unchanged each character in md5Key, so that none breaks out of the line", () => {
      const lines = routerConfig({ ...ARGS, platform, ...withSession({ md5Key: "key" }) })
        .split("\n")
        .map((line) => line.trimStart());
      for (let code = 0; code < 256; code += 1) {
        const md5Key = `k${String.fromCharCode(code)}y`;
        const more = { platform, ...withSession({ md5Key }) };
        const problems = problemsOf(more);
        if (problems !== "") {
          expect(problems).toMatch(/^sessions\[0\]\.md5Key is not valid: .*Choose another key/);
          continue;
        }
        const text = routerConfig({ ...ARGS, ...more });
        expect(text.split("\n").map((line) => line.trimStart().replace(md5Key, "key"))).toEqual(
          lines,
        );
      }
    });
  });
});

describe("routerConfig md5Key", () => {
  it.each(["", 'secret"', "s".repeat(81), "secret\n"])(
    "refuses an invalid MD5 key without showing it: %j",
    (key) => {
      const problems = problemsOf(withSession({ md5Key: key }));
      expect(problems).toMatch(/^sessions\[0\]\.md5Key is not valid: it must have 1 to 80/);
      expect(problems).not.toContain("secret");
    },
  );

  it("refuses an MD5 key that Junos would treat as encrypted", () => {
    const more = withSession({ md5Key: "$9$abc" });
    expect(problemsOf({ platform: "junos", ...more })).toContain(
      "must not contain \\ and must not start like $9$",
    );
    expect(problemsOf({ platform: "frr", ...more })).toBe("");
  });

  it.each(PLATFORMS)(
    "writes a placeholder instead of the MD5 key with hideKeys on %s",
    (platform) => {
      const more = withSession({ md5Key: "not for $9$ \\ everyone" });
      const text = routerConfig({ ...ARGS, platform, hideKeys: true, ...more });
      expect(text).toContain("<md5-key-of-ewr>");
      expect(text).not.toContain("everyone");
    },
  );
});

describe.each(PLATFORMS)("routerConfig for %s", (platform) => {
  it("writes a deterministic text without trailing spaces, empty lines, undefined or NaN", () => {
    const text = routerConfig({ ...ARGS, platform });
    expect(routerConfig({ ...ARGS, platform })).toBe(text);
    expect(text).toMatch(/^[\x20-\x7e\n]+\n$/);
    expect(text).not.toMatch(/ \n|\n\n|undefined|NaN/);
  });

  it("writes prefixes in canonical form and without duplicates", () => {
    const announce = ["2001:DB8:0::/48", "2001:db8::/48"];
    const text = routerConfig({ ...ARGS, platform, announce, ...withSession(IPV6) });
    expect(text).not.toContain("2001:DB8");
    const without = routerConfig({ ...ARGS, platform, announce: [], ...withSession(IPV6) });
    expect(without).not.toContain("2001:db8::/48");
  });
});
