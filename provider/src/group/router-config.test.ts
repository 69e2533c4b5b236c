/** Tests the router configurations that a group generates from its declarations. */
import * as pulumi from "@pulumi/pulumi";
import {
  InterconnectGroup,
  type InterconnectGroupArgs,
  type RouterSession,
  routerConfig,
  UserError,
} from "../index";
import type { GroupRouterConfigArgs, GroupSessionArgs } from "./args";

const ADDRESSES: Readonly<Record<string, object>> = {
  "transit-ewr": { customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.0/31" },
  "transit-iad": { customerIp: "10.0.0.3/31", cloudflareIp: "10.0.0.2/31" },
};
const KEY = "secret-key";

beforeAll(async () => {
  // The design has warnings. Other tests check them.
  jest.spyOn(console, "warn").mockImplementation(() => {});
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({
        id: `${name}-id`,
        state: { name, status: { state: "Healthy" }, ...inputs, ...ADDRESSES[name] },
      }),
      call: () => ({}),
    },
    "project",
    "stack",
    false,
  );
});

const created: InterconnectGroup[] = [];
afterEach(() => Promise.all(created.splice(0).map(({ configured }) => known(configured))));

/** Creates a group with two Google ports, for which no lookup is needed. */
function groupOf(
  sessions: { ewr?: GroupSessionArgs | false; iad?: GroupSessionArgs | false },
  more: Partial<InterconnectGroupArgs> = {},
  routers = ["edge-1", "edge-1"],
): InterconnectGroup {
  const [ewr = "", iad = ""] = routers;
  const port = { pairingKey: "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1" };
  const group = new InterconnectGroup("transit", {
    intent: "single",
    backup: { kind: "internet" },
    onUnmet: "warn",
    ready: false,
    healthCheck: { enabled: true },
    ports: {
      ewr: { ...port, bandwidth: "10G", customer: { router: ewr }, session: sessions.ewr ?? {} },
      iad: { ...port, bandwidth: "10G", customer: { router: iad }, session: sessions.iad ?? {} },
    },
    ...more,
  });
  created.push(group);
  return group;
}

const INTERFACES = { ewr: "eth1", iad: "eth2" };
const STATIC: GroupRouterConfigArgs = {
  router: "edge-1",
  platform: "frr",
  interfaces: INTERFACES,
  routes: ["0.0.0.0/0"],
};
const BGP: GroupRouterConfigArgs = {
  router: "edge-1",
  platform: "frr",
  interfaces: INTERFACES,
  accept: ["0.0.0.0/0"],
};
const prefixes = ["203.0.113.0/24"];
const bgp = { customerAsn: 65010 };

function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** Returns the problems of arguments that TypeScript has not checked. */
function problemsOf(group: InterconnectGroup, args: object): string {
  try {
    Reflect.apply(group.routerConfig, group, [args]);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "";
}

describe("InterconnectGroup.routerConfig without BGP", () => {
  it("routerConfig of a group without BGP returns the result of routerConfig() for the same values", async () => {
    const group = groupOf(
      {
        ewr: { steering: "primary", trackedWithin: 5, mss: 1436 },
        iad: { steering: "secondary", magic: { mtu: 1480 } },
      },
      { healthCheck: { enabled: true, direction: "unidirectional" } },
    );
    const healthCheck = { enabled: true, direction: "unidirectional" } as const;
    expect(await known(group.routerConfig({ ...STATIC, platform: "ios-xr" }))).toBe(
      routerConfig({
        platform: "ios-xr",
        sessions: [
          {
            name: "ewr",
            interface: "eth1",
            customerIp: "10.0.0.1/31",
            cloudflareIp: "10.0.0.0/31",
            steering: "primary",
            trackedWithin: 5,
            healthCheck,
          },
          {
            name: "iad",
            interface: "eth2",
            customerIp: "10.0.0.3/31",
            cloudflareIp: "10.0.0.2/31",
            mtu: 1480,
            steering: "secondary",
            healthCheck,
          },
        ],
        routes: ["0.0.0.0/0"],
        mssClamp: 1436,
      }),
    );
  });

  it("routerConfig of a group writes only the sessions on the ports of the router", async () => {
    const group = groupOf({}, {}, ["edge-1", "edge-2"]);
    const text = await known(
      group.routerConfig({ ...STATIC, router: "edge-2", interfaces: { iad: "eth7" } }),
    );
    expect(text).toContain("interface eth7\n");
    expect(text).not.toContain("10.0.0.1");
  });

  it("routerConfig of a group without BGP needs no routes with direct server return", async () => {
    const group = groupOf({}, { useCase: "magic-transit-dsr" });
    const text = await known(group.routerConfig({ ...STATIC, routes: undefined }));
    expect(text).not.toContain("ip route");
  });
});

describe("InterconnectGroup.routerConfig with BGP", () => {
  it("routerConfig of a group with BGP returns the result of routerConfig() for the same values", async () => {
    const session = { prefixes, holdTime: 30, gracefulRestart: false };
    const group = groupOf(
      {
        ewr: { ...session, steering: "share", bgp: { md5Key: KEY } },
        iad: { ...session, steering: "primary", communities: ["13335:60010"], prepends: 1 },
      },
      {
        bgp: { ...bgp, extraPrefixes: ["100.96.0.0/12"] },
        settings: { defaultAsn: 64512 },
      },
    );
    const common = { holdTime: 30, healthCheck: { enabled: true } };
    const sessions: RouterSession[] = [
      {
        name: "ewr",
        interface: "eth1",
        customerIp: "10.0.0.1/31",
        cloudflareIp: "10.0.0.0/31",
        steering: "share",
        md5Key: KEY,
        ...common,
      },
      {
        name: "iad",
        interface: "eth2",
        customerIp: "10.0.0.3/31",
        cloudflareIp: "10.0.0.2/31",
        localPreference: 200,
        communities: ["13335:60010"],
        prepends: 1,
        ...common,
      },
    ];
    expect(await known(group.routerConfig({ ...BGP, accept: undefined }))).toBe(
      routerConfig({
        platform: "frr",
        settings: { defaultAsn: 64512 },
        customerAsn: 65010,
        sessions,
        announce: prefixes,
        accept: ["100.96.0.0/12"],
        gracefulRestart: false,
        ecmp: true,
      }),
    );
  });

  it.each([
    ["plain", KEY],
    ["secret", pulumi.secret(KEY)],
  ])(
    "routerConfig of a group returns a secret if a session has a %s MD5 key, but not if hideKeys is set",
    async (_kind, md5Key) => {
      const group = groupOf({ ewr: { prefixes }, iad: { prefixes } }, { bgp: { ...bgp, md5Key } });
      const shown = group.routerConfig(BGP);
      expect(await known(shown)).toContain(`password ${KEY}`);
      expect(await pulumi.isSecret(shown)).toBe(true);
      const hidden = group.routerConfig({ ...BGP, hideKeys: true });
      expect(await known(hidden)).toContain("<md5-key-of-ewr>");
      expect(await pulumi.isSecret(hidden)).toBe(false);
    },
  );

  it("routerConfig of a group writes the configuration of a drained session", async () => {
    const group = groupOf(
      { ewr: { prefixes, steering: "primary" }, iad: { prefixes, steering: "secondary" } },
      { bgp },
    );
    const text = await known(group.routerConfig({ ...BGP, drain: ["ewr"] }));
    expect(text).toContain("ewr is drained.");
  });
});

describe("InterconnectGroup.routerConfig with invalid arguments", () => {
  const plain = () => groupOf({});
  const withBgp = (session: GroupSessionArgs = { prefixes }) =>
    groupOf({ ewr: session, iad: { prefixes } }, { bgp });

  it.each<[string, () => InterconnectGroup, object, string]>([
    [
      "a router that no port declares",
      plain,
      { ...STATIC, router: "edge-9" },
      'routerConfig of group "transit" is not valid.\n- router "edge-9" is not customer.router of any port. Did you mean "edge-1"?',
    ],
    ["a missing router", plain, { platform: "frr" }, 'router is required. Name one of "edge-1".'],
    [
      "a router on whose ports there are no sessions",
      () => groupOf({ ewr: false, iad: false }),
      STATIC,
      'router "edge-1" has no sessions, because "ewr" and "iad" set session: false. Remove session: false, or name another router.',
    ],
    [
      "an option that does not exist",
      plain,
      { ...STATIC, platfrom: "frr" },
      'platfrom is not a property of routerConfig of a group. Did you mean "platform"?',
    ],
    ["an unknown platform", plain, { ...STATIC, platform: "ios" }, 'platform "ios" must be one of'],
    [
      "a missing interface",
      plain,
      { ...STATIC, interfaces: { ewr: "eth1" } },
      'interfaces.iad is required. Set the interface of "edge-1" to which the port is connected, such as "eth1".',
    ],
    [
      "an interface of another port",
      plain,
      { ...STATIC, interfaces: { ...INTERFACES, lax: "eth3" } },
      'interfaces.lax is not a port of "edge-1" with a session. Its ports are "ewr" and "iad".',
    ],
    [
      "missing routes",
      plain,
      { ...STATIC, routes: undefined },
      "routes is required. Set the prefixes that the router reaches through Cloudflare",
    ],
    [
      "an option for BGP if the sessions have no BGP",
      plain,
      { ...STATIC, accept: "all" },
      "accept has no effect on sessions without BGP. Omit it.",
    ],
    [
      "a local preference if the sessions have no BGP",
      () => groupOf({ ewr: { localPreference: 200 } }),
      STATIC,
      "ports.ewr.session.localPreference 200 is not supported with static routes. Set steering instead.",
    ],
    [
      "sessions with and without BGP on one router",
      () => groupOf({ ewr: { bgp, prefixes } }),
      STATIC,
      'router "edge-1" has sessions with BGP ("ewr") and without BGP ("iad"), so steering cannot determine their order.',
    ],
    [
      "routes if the sessions have BGP",
      withBgp,
      { ...BGP, routes: [] },
      "routes has no effect on sessions with BGP. Set accept",
    ],
    [
      "a missing accept",
      withBgp,
      { ...BGP, accept: undefined },
      "accept is required, because no session has extraPrefixes.",
    ],
    [
      "missing prefixes if the sessions have BGP",
      () => withBgp({}),
      BGP,
      "ports.ewr.session.prefixes is required. Set the prefixes that the router announces, or [] for none.",
    ],
    [
      "different prefixes on one router",
      () => withBgp({ prefixes: ["198.51.100.0/24"] }),
      BGP,
      'ports.iad.session.prefixes ["203.0.113.0/24"] differs from ["198.51.100.0/24"] of port "ewr", but one router configuration can have only one value.',
    ],
    [
      "a drained port that is not on the router",
      withBgp,
      { ...BGP, drain: ["lax"] },
      'drain "lax" is not a port of the router with a session. Its ports are "ewr" and "iad".',
    ],
    [
      "settings if the group also has settings",
      () =>
        groupOf({ ewr: { prefixes }, iad: { prefixes } }, { bgp, settings: { defaultAsn: 64512 } }),
      { ...BGP, settings: { defaultAsn: 64512 } },
      "settings conflicts with the settings of the group. Omit it.",
    ],
  ])("refuses %s", (_what, group, args, problem) => {
    expect(problemsOf(group(), args)).toContain(problem);
  });
});
