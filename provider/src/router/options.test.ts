/** Tests options of sessions: steering, drain, timers, health checks, and accepted prefixes. */
import { CniError } from "../domain/errors";
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
const ARGS: RouterConfigArgs = {
  platform: "frr",
  sessions: [SESSION],
  customerAsn: 65010,
  announce: ["203.0.113.0/24"],
  accept: ["0.0.0.0/0"],
};

function textOf(session: Partial<RouterSession>, more: Partial<RouterConfigArgs> = {}): string {
  return routerConfig({ ...ARGS, sessions: [{ ...SESSION, ...session }, OTHER], ...more });
}

/** Returns the problems of arguments that TypeScript has not checked. */
function problemsOf(session: object, more: object = {}): string {
  const args = { ...ARGS, sessions: [{ ...SESSION, ...session }, OTHER], ...more };
  try {
    Reflect.apply(routerConfig, undefined, [args]);
  } catch (error) {
    if (error instanceof CniError) return error.message;
    throw error;
  }
  return "";
}

describe("routerConfig steering", () => {
  it.each([
    ["primary", "13335:60050", 200],
    ["share", "13335:60050", 200],
    ["secondary", "13335:60150", 150],
    ["standby", "13335:60901", 50],
  ] as const)(
    "steering %s sets community %s and local preference %d",
    (steering, community, preference) => {
      const text = textOf({ steering });
      expect(text).toContain(`route-map cni-out-ewr-ipv4 permit 10
 match ip address prefix-list cni-out-ewr-ipv4
 set community ${community}
`);
      expect(text).toContain(`route-map cni-in-ewr-ipv4 permit 10
 match ip address prefix-list cni-in-ewr-ipv4
 set local-preference ${preference}
`);
    },
  );

  it("steering sets no community on dataplane v1, because its sessions peer with AS13335", () => {
    const text = textOf({ steering: "standby" }, { dataplane: "v1" });
    expect(text).toContain("set local-preference 50");
    expect(text).not.toContain("13335:");
  });

  it("steering keeps communities that do not set a priority", () => {
    expect(textOf({ steering: "primary", communities: ["65010:7"] })).toContain(
      " set community 13335:60050 65010:7\n",
    );
  });

  it('steering "share" in several sessions requires zebra without kernel next-hop groups on FRR', () => {
    const line =
      "no zebra nexthop kernel enable, on FRR 8; otherwise a repaired link carries no traffic";
    const sessions = [SESSION, OTHER].map((one) => ({ ...one, steering: "share" as const }));
    expect(routerConfig({ ...ARGS, sessions })).toContain(line);
    expect(textOf({ steering: "primary" })).not.toContain(line);
  });

  it('steering "share" in several sessions allows several paths', () => {
    const sessions = [SESSION, OTHER].map((one) => ({ ...one, steering: "share" as const }));
    expect(routerConfig({ ...ARGS, sessions })).toContain("!   maximum-paths 2 or more");
    expect(problemsOf({}, { sessions, ecmp: false })).toBe(
      'ecmp false is not valid: it conflicts with sessions[0].steering "share". Omit ecmp.',
    );
  });

  it.each([
    [{ localPreference: 300 }, "localPreference 300"],
    [{ communities: ["65010:7", "13335:60010"] }, 'communities[1] "13335:60010"'],
  ])("steering conflicts with %j", (more, problem) => {
    expect(problemsOf({ steering: "primary", ...more })).toBe(
      `sessions[0].${problem} is not valid: it conflicts with steering "primary", which sets it. Remove one of them.`,
    );
  });

  it("suggests a similar value if the value of steering is unknown", () => {
    expect(problemsOf({ steering: "primery" })).toMatch(/Did you mean "primary"\?$/);
  });
});

describe("routerConfig communities and prepends", () => {
  it.each([
    ["frr", " set community 13335:60150 65010:7\n set as-path prepend 65010 65010\n"],
    [
      "bird",
      "bgp_community.empty; bgp_community.add((13335,60150)); bgp_community.add((65010,7)); bgp_path.prepend(65010); bgp_path.prepend(65010);",
    ],
    [
      "junos",
      'then community set cni-out-ewr\nset policy-options policy-statement cni-out-ewr term ipv4 then as-path-prepend "65010 65010"\n',
    ],
    ["ios-xr", "    set community (13335:60150, 65010:7)\n    prepend as-path 65010 2\n"],
    ["eos", "   set community 13335:60150 65010:7\n   set as-path prepend 65010 65010\n"],
  ] as const)("sets communities and prepends on the routes that %s announces", (platform, text) => {
    expect(
      textOf({ communities: ["13335:60150", "65010:7"], prepends: 2 }, { platform }),
    ).toContain(text);
  });

  it("makes IOS XR and EOS send communities, which they do not do by default", () => {
    const communities = ["13335:60150"];
    expect(textOf({ communities }, { platform: "ios-xr" })).toContain("   send-community-ebgp\n");
    expect(textOf({ communities }, { platform: "eos" })).toContain("10.0.0.0 send-community\n");
  });

  it.each([
    [{ communities: "13335:60050" }, 'communities "13335:60050" is not valid: it must be a list'],
    [{ communities: ["13335:65536"] }, 'communities[0] "13335:65536" is not valid: it must be two'],
    [{ communities: ["1:2\nx"] }, "communities[0]"],
    [{ communities: [60050] }, "communities[0] 60050 is not valid"],
    [{ prepends: 11 }, "prepends 11 is not valid: it must be a whole number from 0 to 10."],
  ])("refuses communities and prepends such as %j", (more, problem) => {
    expect(problemsOf(more)).toContain(`sessions[0].${problem}`);
  });
});

describe("routerConfig drain", () => {
  it.each([
    ["a primary", {}, { steering: "primary" }, "13335:60901 65535:0", 1],
    ["a standby", {}, { steering: "standby" }, "13335:60901 65535:0", 1],
    ["a prepended session", {}, { prepends: 2 }, "13335:60901 65535:0", 3],
    ["13335:60902", {}, { communities: ["13335:60902"] }, "13335:60902 65535:0", 1],
    [
      "its own communities",
      { steering: "primary", communities: ["65010:7"] },
      {},
      "13335:60901 65010:7 65535:0",
      1,
    ],
  ] as const)(
    "drain ranks a session behind sessions with %s: %j, %j",
    (_, session, other, communities, prepends) => {
      const sessions = [
        { ...SESSION, ...session, drain: true },
        { ...OTHER, ...other },
      ];
      const text = routerConfig({ ...ARGS, sessions });
      expect(text).toContain(
        ` set community ${communities}\n set as-path prepend ${Array(prepends).fill(65010).join(" ")}\n`,
      );
      expect(text).toMatch(/cni-in-ewr-ipv4\n set local-preference 0\n/);
    },
  );

  it("drain announces GRACEFUL_SHUTDOWN on dataplane v1, without a community of Magic", () => {
    expect(textOf({ drain: true }, { dataplane: "v1" })).toContain(" set community 65535:0\n");
  });

  it("drain does not change the text of the other sessions", () => {
    const others = (text: string) => text.match(/(.*-iad-.*\n)( .*\n)*/g);
    expect(others(textOf({ drain: true }))).toEqual(others(textOf({})));
  });
});

describe("routerConfig holdTime", () => {
  it("uses a hold time of 240 seconds by default, with a third of it as the keepalive time", () => {
    expect(textOf({})).toContain("neighbor 10.0.0.0 timers 80 240\n");
  });

  it("sets the hold time of all sessions or of one session, with a third of it as the keepalive time", () => {
    const text = textOf({ holdTime: 10 }, { holdTime: 90 });
    expect(text).toContain("neighbor 10.0.0.0 timers 3 10\n");
    expect(text).toContain("neighbor 10.0.0.2 timers 30 90\n");
  });

  it.each([
    [{ holdTime: 241 }, {}, "sessions[0].holdTime 241"],
    [{ holdTime: 2 }, {}, "sessions[0].holdTime 2"],
    [{}, { holdTime: 0 }, "holdTime 0"],
  ])("refuses a hold time such as %j, %j", (session, more, problem) => {
    expect(problemsOf(session, more)).toBe(
      `${problem} is not valid: it must be a whole number of seconds from 3 to 240.`,
    );
  });

  it("requires a hold time of at least 10 seconds on Junos", () => {
    expect(problemsOf({ holdTime: 9 }, { platform: "junos" })).toBe(
      "sessions[0].holdTime 9 is not valid: on junos, it must be a whole number of seconds from 10 to 240.",
    );
  });
});

describe("routerConfig gracefulRestart", () => {
  it.each([
    ["frr", "graceful-restart\n", "graceful-restart-disable\n"],
    ["bird", "graceful restart on;", "graceful restart off;"],
    ["junos", "graceful-restart restart-time 120", "graceful-restart disable"],
    ["ios-xr", "must already have", "graceful-restart disable"],
    ["eos", "\n   neighbor 10.0.0.0 graceful-restart", "no neighbor 10.0.0.0 graceful-restart"],
  ] as const)(
    "turns graceful restart on by default on %s, and off with BFD",
    (platform, on, off) => {
      const withBfd = { platform, dataplane: "v1", bfd: true } as const;
      expect(textOf({}, { platform })).toContain(on);
      expect(textOf({}, { platform })).not.toContain(off);
      expect(textOf({}, { platform, gracefulRestart: false })).toContain(off);
      expect(textOf({}, withBfd)).toContain(off);
      expect(textOf({}, { ...withBfd, gracefulRestart: true })).not.toContain(off);
    },
  );
});

describe("routerConfig accept", () => {
  it.each([
    ["frr", "seq 1 permit 10.0.0.0/8 le 24", "seq 2 permit 0.0.0.0/0 le 32"],
    ["bird", "[ 10.0.0.0/8{8,24} ]", "[ 0.0.0.0/0{0,32} ]"],
    ["junos", "route-filter 10.0.0.0/8 upto /24", "route-filter 0.0.0.0/0 upto /32"],
    ["ios-xr", "  10.0.0.0/8 le 24\n", "  0.0.0.0/0 le 32\n"],
    ["eos", "seq 1 permit 10.0.0.0/8 le 24", "seq 2 permit 0.0.0.0/0 le 32"],
  ] as const)("accepts longer prefixes or all prefixes on %s", (platform, longer, all) => {
    const accept = [{ prefix: "10.0.0.0/8", le: 24 }];
    expect(textOf({}, { platform, accept })).toContain(longer);
    expect(textOf({}, { platform, accept: "all" })).toContain(all);
  });

  it.each([
    ["frr", "seq 1 deny 203.0.113.0/24"],
    ["bird", "if net ~ [ 203.0.113.0/24 ] then { reject; }"],
    ["junos", "term own-ipv4 from route-filter 203.0.113.0/24 exact"],
    ["ios-xr", "if destination in cni-out-ewr-ipv4 then\n    drop\n"],
    ["eos", "seq 1 deny 203.0.113.0/24"],
  ] as const)("never accepts the prefixes that %s announces", (platform, text) => {
    expect(textOf({}, { platform, accept: "all" })).toContain(text);
  });

  it("accepts only the prefix itself if `le` is its own length", () => {
    const accept = [{ prefix: "10.0.0.0/8", le: 8 }];
    expect(textOf({}, { accept })).toContain("seq 1 permit 10.0.0.0/8\n");
  });

  it.each([
    [
      [{ prefix: "10.0.0.0/8" }],
      "accept[0].le is required: it must be a whole number from 8 to 32",
    ],
    [[{ prefix: "10.0.0.0/8", le: 7 }], "accept[0].le 7 is not valid: it must be a whole number"],
    [[{ prefix: "10.0.0.1/8", le: 24 }], 'accept[0].prefix "10.0.0.1/8" is not valid: it has host'],
    [
      [{ prefix: "10.0.0.0/8", le: 24, ge: 9 }],
      "accept[0].ge is not a property of an accepted prefix.",
    ],
    ["any", 'accept is not valid: it must be a list of prefixes, or [] for none, or "all".'],
  ])("refuses accepted prefixes such as %j", (accept, problem) => {
    expect(problemsOf({}, { accept })).toContain(problem);
  });
});

describe("routerConfig allowOwnAsn", () => {
  it.each([
    ["frr", "  neighbor 10.0.0.0 allowas-in 2\n"],
    ["bird", "  allow local as 2;\n"],
    ["junos", "neighbor 10.0.0.0 family inet unicast loops 2\n"],
    ["ios-xr", "   allowas-in 2\n"],
    ["eos", "   neighbor 10.0.0.0 allowas-in 2\n"],
  ] as const)(
    "accepts routes of sites with the same ASN with allowOwnAsn on %s",
    (platform, text) => {
      expect(textOf({}, { platform, allowOwnAsn: 2 })).toContain(text);
      expect(textOf({}, { platform })).not.toMatch(/allowas-in|allow local|loops/);
    },
  );

  it("refuses a value of allowOwnAsn that no platform supports", () => {
    expect(problemsOf({}, { allowOwnAsn: 10 })).toBe(
      "allowOwnAsn 10 is not valid: it must be a whole number from 1 to 9.",
    );
  });
});

describe("routerConfig healthCheck", () => {
  const legacy = { direction: "bidirectional", target: "172.64.240.253" } as const;

  it.each([
    ["frr", "!   ip rule add from 172.64.240.253 priority 253 lookup 13353\n"],
    ["bird", "#   ip route replace default via 10.0.0.0 dev eth1 onlink table 13353\n"],
    ["junos", "filter cni-health-ewr term probes then next-ip 10.0.0.0/32\n"],
    ["ios-xr", " 10 permit ipv4 host 172.64.240.253 any nexthop1 ipv4 10.0.0.0\n"],
    ["eos", "      set nexthop 10.0.0.0\n"],
  ] as const)(
    "sends packets from a legacy health check target back into the link on %s",
    (platform, text) => {
      expect(textOf({ healthCheck: legacy }, { platform })).toContain(text);
      expect(textOf({ healthCheck: { ...legacy, enabled: false } }, { platform })).toBe(
        textOf({}, { platform }),
      );
    },
  );

  it("accepts the health check of a MagicInterconnect, whatever its target", () => {
    for (const target of ["", "203.0.113.7", "2001:db8::1"]) {
      const healthCheck = { enabled: true, rate: "mid", type: "reply", target } as const;
      expect(textOf({ healthCheck })).not.toContain("ip rule");
    }
  });

  it.each(PLATFORMS)(
    "adds only notes for a health check without a legacy target on %s",
    (platform) => {
      const body = (text: string) => text.replace(/^[!#] .*\n/gm, "");
      const text = textOf({ healthCheck: { direction: "unidirectional" } }, { platform });
      expect(body(text)).toBe(body(textOf({}, { platform })));
      expect(text).toMatch(/^[!#] {3}Health checks: allow ICMP from Cloudflare on eth1,/m);
      expect(text).toMatch(/^[!#] {3}Health checks of ewr: responses leave over the Internet\.$/m);
    },
  );

  it("lets a Linux host respond at a legacy health check target if the type is request", () => {
    const healthCheck = { ...legacy, type: "request" } as const;
    expect(textOf({ healthCheck })).toContain("!   ip address add 172.64.240.253/32 dev lo\n");
    expect(problemsOf({ healthCheck }, { platform: "junos" })).toBe(
      `sessions[0].healthCheck.type "request" is not valid: on junos, the policy route for a target in 172.64.240.252/30 does not apply to the router's own replies. Use "reply".`,
    );
  });

  it.each([
    [
      { ...legacy, direction: "unidirectional" },
      'healthCheck.target "172.64.240.253" is not valid: a target in 172.64.240.252/30 requires a bidirectional check. Set direction: "bidirectional", or omit the target.',
    ],
    [{ taget: "1.1.1.1" }, 'healthCheck.taget is not a property of a health check. Did you mean "'],
    [{ direction: "both" }, 'healthCheck.direction "both" is not valid: it must be one of'],
    [{ target: "host" }, 'healthCheck.target "host" is not valid: it must be an IP address'],
    [{ target: "2001:db8::1/64" }, 'healthCheck.target "2001:db8::1/64" is not valid'],
    ["on", 'healthCheck "on" is not valid: it must be an object'],
  ])("refuses a health check such as %j", (healthCheck, problem) => {
    expect(problemsOf({ healthCheck })).toContain(`sessions[0].${problem}`);
  });

  it("refuses the same health check target in two sessions, because a packet can go back into only one link", () => {
    const sessions = [SESSION, OTHER].map((one) => ({ ...one, healthCheck: legacy }));
    expect(problemsOf({}, { sessions })).toBe(
      'sessions[1].healthCheck.target "172.64.240.253" is not valid: it is also the target of sessions[0]. Set a different value for each session.',
    );
  });
});

describe("routerConfig options", () => {
  it.each([
    [
      { standAlone: true },
      'standAlone is not a property of routerConfig. Did you mean "standalone"',
    ],
    [
      { settings: { defaultASN: 13335, defaultAsn: 13335 } },
      'settings.defaultASN is not a property of settings. Did you mean "defaultAsn"?',
    ],
    [{ vrf: "a b" }, 'vrf "a b" is not valid: it must be a letter'],
    [{ vrf: "sixteen-letters-x" }, "at most 15 characters in total"],
    [{ routerAsn: 0 }, "routerAsn 0 is not valid: it is reserved"],
  ])("refuses the option %j", (more, problem) => {
    expect(problemsOf({}, more)).toContain(problem);
  });
});
