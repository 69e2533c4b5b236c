/** Tests the texts for sessions without BGP. */
import { CniError } from "../domain/errors";
import {
  type RouterPlatform,
  routerConfig,
  type StaticRouterConfigArgs,
  type StaticRouterSession,
} from ".";

const PLATFORMS: RouterPlatform[] = ["frr", "bird", "junos", "ios-xr", "eos"];
const SESSION: StaticRouterSession = {
  name: "ewr",
  interface: "eth1",
  customerIp: "10.0.0.1/31",
  cloudflareIp: "10.0.0.0/31",
};
const OTHER: StaticRouterSession = {
  name: "iad",
  interface: "eth2",
  customerIp: "10.0.0.3/31",
  cloudflareIp: "10.0.0.2/31",
};
const ARGS: StaticRouterConfigArgs = {
  platform: "frr",
  sessions: [SESSION, OTHER],
  routes: ["0.0.0.0/0"],
};

function textOf(
  platform: RouterPlatform,
  one: Partial<StaticRouterSession>,
  other: Partial<StaticRouterSession> = {},
): string {
  return routerConfig({
    ...ARGS,
    platform,
    sessions: [
      { ...SESSION, ...one },
      { ...OTHER, ...other },
    ],
  });
}

/** Returns the problems of arguments that TypeScript has not checked. */
function problemsOf(more: object): string {
  try {
    Reflect.apply(routerConfig, undefined, [{ ...ARGS, ...more }]);
  } catch (error) {
    if (error instanceof CniError) return error.message;
    throw error;
  }
  return "";
}

describe("routerConfig with static routes", () => {
  it.each<[RouterPlatform, string[]]>([
    ["frr", ["ip route 0.0.0.0/0 10.0.0.0 eth1 220\n", "\nip route 0.0.0.0/0 10.0.0.2 eth2 240\n"]],
    ["bird", ["preference 80; };\n  route 0.0.0.0/0 via 10.0.0.0;", "preference 60; };"]],
    [
      "junos",
      [
        "route 0.0.0.0/0 qualified-next-hop 10.0.0.0 preference 220",
        "route 0.0.0.0/0 qualified-next-hop 10.0.0.2 preference 240",
      ],
    ],
    ["ios-xr", ["0.0.0.0/0 eth1 10.0.0.0 220\n", "0.0.0.0/0 eth2 10.0.0.2 240\n"]],
    ["eos", ["ip route 0.0.0.0/0 10.0.0.0 220\n", "ip route 0.0.0.0/0 10.0.0.2 240\n"]],
  ])("uses steering to order the routes on %s", (platform, lines) => {
    const text = textOf(platform, { steering: "secondary" }, { steering: "standby" });
    for (const line of lines) expect(text).toContain(line);
    expect(text).toContain(
      "The routes of ewr and iad rank behind the routes of all routing protocols",
    );
  });

  it("gives sessions that share the traffic the same distance, and requires sharing by flow", () => {
    const text = textOf("frr", { steering: "share" }, { steering: "share" });
    expect(text).toContain("\nip route 0.0.0.0/0 10.0.0.0 eth1\n");
    expect(text).toContain("\nip route 0.0.0.0/0 10.0.0.2 eth2\n");
    expect(text).toContain("net.ipv4.fib_multipath_hash_policy=1, to share traffic by flow");
  });

  it("uses plain next hops on Junos for sessions that share the traffic, because qualified next hops are used one at a time", () => {
    const text = textOf("junos", { steering: "share" }, { steering: "share" });
    expect(text).toContain("set routing-options static route 0.0.0.0/0 next-hop 10.0.0.0\n");
    expect(text).toContain("set routing-options static route 0.0.0.0/0 next-hop 10.0.0.2\n");
    expect(text).not.toMatch(/^set .*qualified-next-hop/m);
  });

  it.each(["frr", "bird", "eos"] as const)(
    "notes on %s that nothing tracks the far end, and that a monitor must remove the routes",
    (platform) => {
      const text = textOf(platform, { trackedWithin: 5 });
      expect(text).toContain(
        "Nothing tracks the far end of ewr: its routes stay while its interface is up, even if the far end has failed. Set up a monitor that pings 10.0.0.0 and removes the routes within 5 s.",
      );
      expect(text).toMatch(/Nothing tracks the far end of iad: .* has failed\.\n/);
    },
  );

  it.each<[RouterPlatform, string]>([
    ["ios-xr", "0.0.0.0/0 eth1 10.0.0.0 track cni-2001\n"],
    ["junos", "rpm-tracking route 0.0.0.0/0 next-hop 10.0.0.0 rpm-probe cni rpm-test ewr\n"],
  ])(
    "tracks the far end on %s, and notes which routes it tracks and which it does not",
    (platform, line) => {
      const text = textOf(platform, { trackedWithin: 5 });
      expect(text).toContain(line);
      expect(text).toContain("The routes of ewr require Cloudflare's end to respond to pings");
      expect(text).toMatch(/Nothing tracks the far end of iad: .* Set trackedWithin\./);
    },
  );

  it("detects a failed far end on IOS XR within trackedWithin, which includes 2 s of pings and the delay", () => {
    expect(textOf("ios-xr", { trackedWithin: 10 })).toContain(" delay down 8\n");
  });

  it("detects a failed far end on Junos within trackedWithin, even if it fails in the middle of a test", () => {
    const text = textOf("junos", { trackedWithin: 10 });
    expect(text).toContain("probe-count 4\n");
    expect(text).toContain("thresholds successive-loss 4\n");
  });

  it("tracks only the preferred routes on Junos, and notes this in the text", () => {
    const text = textOf(
      "junos",
      { steering: "primary", trackedWithin: 5 },
      { steering: "secondary", trackedWithin: 5 },
    );
    expect(text).toContain("It does not track the routes of iad.");
    expect(text.match(/^set routing-options rpm-tracking .* next-hop/gm)).toHaveLength(1);
  });

  it.each(PLATFORMS)("writes only the interfaces on %s if there are no routes", (platform) => {
    const text = routerConfig({
      ...ARGS,
      platform,
      sessions: [{ ...SESSION, trackedWithin: 5 }],
      routes: [],
    });
    expect(text).toContain("10.0.0.1/31");
    expect(text).not.toMatch(/track|0\.0\.0\.0\/0|router static/);
  });

  it.each(PLATFORMS)("writes no BGP configuration on %s", (platform) => {
    expect(textOf(platform, {})).not.toMatch(/bgp|13335/i);
  });
});

describe("routerConfig errors for static routes", () => {
  it.each<[object, string]>([
    [{ sessions: [] }, "sessions is not valid: it must be a list of at least one session."],
    [{ routes: undefined }, "routes is required: it must be a list of prefixes, or [] for none."],
    [
      { routes: ["10.0.0.1/8"] },
      'routes[0] "10.0.0.1/8" is not valid: it has host bits set. Use the network "10.0.0.0/8".',
    ],
    [{ routes: ["::/0"] }, 'routes[0] "::/0" is not valid: no session has IPv6.'],
    [{ customerAsn: 65010 }, "customerAsn is not a property of routerConfig with static routes."],
    [
      { sessions: [{ ...SESSION, md5Key: "secret" }] },
      "sessions[0].md5Key is not a property of a session.",
    ],
    [
      { sessions: [{ ...SESSION, trackedWithin: 2 }] },
      "sessions[0].trackedWithin 2 is not valid: it must be a whole number of seconds from 3 to 60",
    ],
    [
      { sessions: [{ ...SESSION, steering: "primary" }, OTHER] },
      "sessions[1].steering is required: other sessions have it, and it determines the order of all sessions. Set it on every session, or on none.",
    ],
    [{ sessions: [SESSION, SESSION] }, 'sessions[1].name "ewr" is not valid: it is also the name'],
    [{ mssClamp: 1461 }, "mssClamp 1461 is not valid"],
    [{ standalone: true, vrf: "wan" }, 'vrf "wan" is not valid: it conflicts with standalone'],
    [{ platform: "ios" }, 'platform "ios" is not valid: it must be one of'],
  ])("reports the invalid arguments %j", (more, problem) => {
    expect(problemsOf(more)).toContain(problem);
  });
});
