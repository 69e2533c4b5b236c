/** Compares the text for a router that runs other sessions with the text for an empty router. */
import { CniError } from "../domain/errors";
import { type RouterConfigArgs, type RouterPlatform, routerConfig } from ".";

const PLATFORMS: RouterPlatform[] = ["frr", "bird", "junos", "ios-xr", "eos"];
const ARGS: Omit<RouterConfigArgs, "platform"> = {
  sessions: [
    {
      name: "ewr",
      interface: "eth1",
      customerIp: "10.0.0.1/31",
      cloudflareIp: "10.0.0.0/31",
      customerIp6: "2001:db8::1/127",
      cloudflareIp6: "2001:db8::/127",
    },
    { name: "iad", interface: "eth2", customerIp: "10.0.0.3/31", cloudflareIp: "10.0.0.2/31" },
  ],
  customerAsn: 65010,
  routerId: "192.0.2.1",
  announce: ["203.0.113.0/24"],
  accept: ["0.0.0.0/0"],
  ecmp: true,
};
/** Settings that all sessions of a router share. */
const SHARED: Record<RouterPlatform, readonly RegExp[]> = {
  frr: [/^ bgp /m, /^ no bgp default/m, /^ +maximum-paths/m],
  bird: [/^router id/m, /^protocol (device|direct|kernel|bfd)/m],
  junos: [/^set routing-options/m, /^set protocols bgp (?!group cni )/m],
  "ios-xr": [/^ bgp /m, /^ +maximum-paths/m],
  eos: [
    /^ip routing/m,
    /^ipv6 unicast-routing/m,
    /^ {3}(router-id|no bgp|graceful-restart|maximum-paths)/m,
  ],
};

function bodyOf(args: RouterConfigArgs): string {
  return routerConfig(args).replace(/^[!#] .*\n/gm, "");
}

function problemsOf(args: RouterConfigArgs): string {
  try {
    routerConfig(args);
  } catch (error) {
    if (error instanceof CniError) return error.message;
    throw error;
  }
  return "";
}

describe.each(PLATFORMS)("routerConfig for a running %s", (platform) => {
  const args: RouterConfigArgs = { ...ARGS, platform };

  it("writes the settings that all sessions of a router share only with standalone", () => {
    for (const setting of SHARED[platform].slice(0, 1)) {
      expect(bodyOf({ ...args, standalone: true })).toMatch(setting);
    }
    for (const setting of SHARED[platform]) expect(bodyOf(args)).not.toMatch(setting);
  });

  it("lists what the router must already have, except with standalone", () => {
    expect(routerConfig(args)).toContain("The router must already have:");
    expect(routerConfig({ ...args, standalone: true })).not.toContain("must already have");
  });

  it("requires a router ID only with standalone", () => {
    expect(problemsOf({ ...args, routerId: undefined })).toBe("");
    expect(problemsOf({ ...args, routerId: undefined, standalone: true })).toBe(
      'routerId is required: it must be an IPv4 address such as "192.0.2.1" that is unique in your network.',
    );
  });

  it("writes the session's name into all filter names, so that the text does not conflict with the texts of other sessions", () => {
    const names = [...bodyOf(args).matchAll(/\bcni-(?:in|out)[\w-]*/g)].map(([name]) => name);
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) expect(name).toMatch(/^cni-(in|out)-(ewr|iad)\b/);
  });

  it("uses customerAsn as the local ASN of the sessions if the router's ASN differs", () => {
    const text = bodyOf({ ...args, routerAsn: 65011 });
    expect(text).toMatch(platform === "bird" ? /local 10\.0\.0\.1 as 65010;/ : /local-as 65010 /);
    // Juniper advises against a local AS that equals the router's AS, and FRR refuses it.
    expect(bodyOf(args)).not.toContain("local-as");
  });

  it("assigns interfaces and sessions to the VRF", () => {
    expect(bodyOf({ ...args, vrf: "red" })).toMatch(
      {
        frr: /^router bgp 65010 vrf red$/m,
        bird: /^ {2}vrf "red";\n[^}]+\{\n {4}table 'red-ipv4';$/m,
        junos: /^set routing-instances red protocols bgp group cni neighbor 10\.0\.0\.0 /m,
        "ios-xr": /^ vrf red\n {2}address-family ipv4 unicast\n/m,
        eos: /^ {3}vrf red\n {6}neighbor 10\.0\.0\.0 remote-as 13335\n/m,
      }[platform],
    );
    expect(problemsOf({ ...args, vrf: "red", standalone: true })).toBe(
      'vrf "red" is not valid: it conflicts with standalone, because the VRF must already exist. Omit standalone.',
    );
  });
});

describe("routerConfig for a running router", () => {
  it("deactivates IPv4 on IPv6 neighbors of FRR and EOS, which activate it by default", () => {
    for (const platform of ["frr", "eos"] as const) {
      expect(bodyOf({ ...ARGS, platform })).toMatch(/^ +no neighbor 2001:db8:: activate$/m);
    }
  });

  it("replaces the filters of an earlier text on FRR and Junos", () => {
    expect(bodyOf({ ...ARGS, platform: "frr" })).toContain(
      "no ip prefix-list cni-in-ewr-ipv4\nip prefix-list cni-in-ewr-ipv4 seq 1 permit 0.0.0.0/0\n",
    );
    expect(bodyOf({ ...ARGS, platform: "frr" })).toContain(" no set community\n");
    expect(bodyOf({ ...ARGS, platform: "junos" })).toContain(
      "delete policy-options policy-statement cni-in-ewr\n",
    );
  });

  it("removes the communities of an earlier text on EOS before it sets others", () => {
    const sessions = ARGS.sessions.map((one) => ({ ...one, communities: ["13335:60050"] }));
    expect(bodyOf({ ...ARGS, sessions, platform: "eos" })).toContain(
      "   no set community\n   no set as-path prepend\n   set community 13335:60050\n",
    );
  });

  it("sets a router ID for its own sessions only on BIRD", () => {
    expect(bodyOf({ ...ARGS, platform: "bird" })).toContain("\n  router id 192.0.2.1;\n");
    expect(bodyOf({ ...ARGS, platform: "bird", routerId: undefined })).not.toContain("router id");
    for (const platform of ["frr", "junos", "ios-xr", "eos"] as const) {
      expect(bodyOf({ ...ARGS, platform })).not.toContain("192.0.2.1");
      expect(routerConfig({ ...ARGS, platform })).toMatch(/^[!#] .*192\.0\.2\.1/m);
    }
  });
});
