/** Interconnect groups with the real engine. */
import { z } from "zod";
import { freeSlots, TestStack, typeOf } from "./support/test-stack";

const PROGRAM = {
  "index.js": `
    const cni = require("pulumi-cloudflare-cni");
    const groups = Object.entries(JSON.parse(process.env.GROUPS)).map(
      ([name, { options, ...args }]) => new cni.InterconnectGroup(name, args, options),
    );
    const [group] = groups;
    module.exports = {
      configuredLevels: groups.map(({ configured }) => configured),
      scorecard: group.scorecard,
      configured: group.configured,
      operational: group.operational,
      blockers: group.blockers,
      structure: group.structure,
      capacity: group.capacity,
      outage: group.outage,
      routes: group.routes,
      ...(process.env.ROUTER && { edge1: group.routerConfig(JSON.parse(process.env.ROUTER)) }),
      slots: Object.values(group.ports).map((port) => port.slotId),
      devices: Object.values(group.ports).map((port) => port.device),
    };
  `,
};
const CH2 = { slot: { facility: "Equinix CH2" } };
const LA1 = { slot: { facility: "CoreSite LA1" } };
const NY1 = { slot: { facility: "Equinix NY1" } };
const DESIGN = {
  intent: "site-and-device-diverse",
  demand: { toCustomer: 20, toCloudflare: 2 },
  backup: { kind: "internet", name: "two ISPs", capacity: 40 },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  bgp: { customerAsn: 65_010, md5Key: "a key that is secret" },
  ready: { timeout: "30s" },
  healthCheck: { enabled: true },
  ports: {
    ord1: { ...CH2, customer: { router: "edge-1" } },
    ord2: { ...CH2, customer: { router: "edge-2" } },
    lax1: { ...LA1, customer: { router: "edge-3" } },
    lax2: { ...LA1, customer: { router: "edge-4" } },
  },
};

const UNKNOWN_SLOT = "00000000-9d0d-4315-bcfb-7ca3ee06440c";
const PREFIXES = ["203.0.113.0/24"];
const STATIC = {
  ...{ ...DESIGN, intent: "device-diverse", demand: undefined, bgp: undefined, ready: false },
  ...{ healthCheck: { enabled: true, rate: "high", direction: "unidirectional" } },
  ports: {
    a: {
      ...{ ...CH2, customer: { router: "edge-1" } },
      session: { steering: "primary", trackedWithin: 2, prefixes: PREFIXES },
    },
    b: {
      ...{ ...CH2, customer: { router: "edge-2" } },
      session: {
        ...{ steering: "secondary", trackedWithin: 2, prefixes: PREFIXES },
        healthCheck: { rate: "low" },
      },
    },
  },
};
/** Port whose customer router does not detect that its next hop is dead. */
const SLOW = {
  ...STATIC.ports.a,
  session: { ...STATIC.ports.a.session, trackedWithin: undefined },
};

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({ program: PROGRAM, simulator: { healthyAfter: "1s" } });
});
afterEach(() => testStack.startOver());
afterAll(() => testStack?.close());

/** Returns the options of a command whose program declares these groups. */
const withGroups = (groups: object) => ({ env: { GROUPS: JSON.stringify(groups) } });
const design = (more: object = {}) => withGroups({ transit: { ...DESIGN, ...more } });
/** Runs a preview that must fail, and returns its output. */
async function refused(options: { env: Record<string, string> }): Promise<string> {
  const { stdout, exitCode } = await testStack.stack.preview({ ...options, expectExitCode: "any" });
  expect(exitCode).not.toBe(0);
  return stdout;
}
/** Returns a fault that lists the slots without their devices. */
async function slotsWithoutDevices() {
  const slots = await testStack.request("GET", "/cni/slots?limit=1000");
  const body = JSON.parse(JSON.stringify(slots), (key, value) =>
    key === "ccr_device_name" ? null : value,
  );
  return { method: "GET", path: "/cni/slots$", respond: { status: 200, body }, times: 50 } as const;
}
const ports = async () => (await testStack.simulator.control.state()).interconnects;

describe("the preview of invalid interconnect groups", () => {
  let stdout: string;
  beforeAll(async () => {
    const [slotId = "", twin = ""] = await freeSlots("Equinix CH2");
    const one = { intent: "single", demand: { toCustomer: 1, toCloudflare: 1 } };
    const at = (slot: object) => ({ ...DESIGN, ...one, ports: { a: { slot } } });
    const same = { slotId };
    stdout = await refused(
      withGroups({
        misspelt: at({ facility: "Equinox CH2" }),
        nowhere: at({ facility: "Nowhere" }),
        "no-slot": { ...DESIGN, ...one, ports: { a: { slotId: UNKNOWN_SLOT } } },
        "same-slot": { ...DESIGN, intent: "device-diverse", ports: { a: same, b: same } },
        "same-device": {
          ...{ ...DESIGN, intent: "device-diverse", demand: undefined },
          ports: { a: { slotId }, b: { slotId: twin } },
        },
        "too-small": { ...DESIGN, demand: { toCustomer: 30 } },
        "without-backup": { ...DESIGN, backup: undefined },
        unavailable: {
          ...{ ...DESIGN, availability: "99%" },
          assumptions: { metro: { mtbf: "1d", mttr: "1d" } },
        },
        "out-for-ever": { ...STATIC, maxOutage: "30s", ports: { ...STATIC.ports, a: SLOW } },
      }),
    );
  });

  it.each([
    {
      problem: "a misspelt facility, and suggests the right name",
      says: /Did you mean "Equinix CH2"\?/,
    },
    { problem: "an unknown facility", says: /slot\.facility "Nowhere" has no slots\. Facilities/ },
    {
      problem: "a slotId that the API does not list",
      says: /slotId 00000000\S+ of port "a" is not in the API's list of slots/,
    },
    { problem: "two ports in one slot", says: /same slot/ },
    {
      problem: "an intent that the ports do not achieve",
      says: /Group "same-device" must be device-diverse but achieves only "single":/,
    },
    {
      problem: "two ports on one device, and says how to order another one",
      says: /Ports "a" and "b" are on the same device, ccr\S+\. Order one of them on/,
    },
    { problem: "too little capacity", says: /Group "too-small"[\s\S]*CAPACITY/ },
    { problem: "a missing backup", says: /Group "without-backup"[\s\S]*NO_BACKUP/ },
    {
      problem: "an outage that is certainly longer than maxOutage",
      says: /Traffic to Cloudflare is lost for ever .*OUTAGE_TOO_LONG/,
    },
    {
      problem: "an availability that the assumptions certainly miss",
      says: /By the assumptions, .* and availability 99% allows 5,256 minutes\. .*AVAILABILITY/,
    },
  ])("reports $problem", ({ says }) => {
    expect(stdout).toMatch(says);
  });

  it("does not contain stack traces", () => {
    expect(stdout).not.toMatch(/ at .*\.js:\d+/);
  });
});

// The check of the port reports this, and ends a preview before other groups are assessed.
it("an interconnect group fails in preview if a metro has no slots, and suggests the nearest ones", async () => {
  const single = { ...DESIGN, intent: "single", demand: undefined };
  expect(
    await refused(withGroups({ single: { ...single, ports: { a: { slot: { metro: "JFK" } } } } })),
  ).toMatch(/slot\.metro "JFK" has no slots\. Nearest metros: EWR \(Newark, NJ, about 30 km\), /);
});

it("an interconnect group that does not achieve its intent fails in up before any order", async () => {
  const { exitCode } = await testStack.stack.up({
    ...design({ backup: undefined }),
    args: ["--skip-preview"],
    expectExitCode: "any",
  });
  expect(exitCode).not.toBe(0);
  expect(await testStack.writes()).toEqual([]);
});

it("an interconnect group orders ports with the intended diversity, and outputs its assessment", async () => {
  const { stdout } = await testStack.stack.preview(design());
  expect(stdout).toContain("transit-ord1");
  const coordination = /\d+ warnings?|warning: Routine maintenance in LAX and ORD.*/g;
  expect(stdout.replace(coordination, "")).not.toMatch(/warning|error/);
  // The engine prints it on the line of the group and among the diagnostics.
  expect(new Set(stdout.match(/Achieves .*/g))).toEqual(
    new Set([
      "Achieves site-and-device-diverse as designed. If facility CoreSite LA1 fails, what is left carries the demand.",
    ]),
  );
  await testStack.stack.up(design());
  const outputs = await testStack.stack.outputs();
  expect(outputs).toMatchObject({
    scorecard: {
      level: "good",
      headline: "Achieves site-and-device-diverse",
      lights: [
        { title: "Diversity", level: "good" },
        { title: "Capacity after the worst failure", level: "good" },
        { title: "Outage" },
        { title: "Working now", level: "good", answer: "4 of 4 ports" },
      ],
    },
    configured: "site-and-device-diverse",
    operational: "site-and-device-diverse",
    blockers: [{ type: "UNCOORDINATED_MAINTENANCE", severity: "warning" }],
    capacity: { toCustomer: 40, toCloudflare: 4, worstCase: { toCustomer: 20, toCloudflare: 2 } },
  });
  const { resources } = await testStack.stack.state();
  expect(resources.filter(({ urn }) => urn.includes("InterconnectGroup$"))).toHaveLength(16);
  const { cnis } = await testStack.simulator.control.state();
  expect(cnis.map(({ magic }) => magic.conduit_name).sort()).toEqual([
    "transit-lax1",
    "transit-lax2",
    "transit-ord1",
    "transit-ord2",
  ]);
  expect(JSON.stringify(await testStack.stack.state())).not.toContain("a key that is secret");
  const unchanged = await testStack.stack.preview({ ...design(), args: ["--expect-no-changes"] });
  expect(unchanged.stdout).not.toContain("Achieves");

  // A refresh must show the outage, and the next update must not fail because of it. A router configuration with a key
  // must be a secret.
  await testStack.simulator.control.beginOutage({ facility: "CoreSite LA1" });
  await testStack.stack.refresh();
  const routed = Object.entries(DESIGN.ports).map(([name, port]) => [
    name,
    { ...port, session: { prefixes: PREFIXES } },
  ]);
  const ROUTER = JSON.stringify({
    router: "edge-1",
    platform: "bird",
    interfaces: { ord1: "eth1" },
    accept: ["0.0.0.0/0"],
  });
  const { env } = design({ ports: Object.fromEntries(routed) });
  await testStack.stack.up({ env: { ...env, ROUTER } });
  expect(await testStack.stack.outputs()).toMatchObject({
    configured: "site-and-device-diverse",
    operational: "device-diverse",
    edge1: "[secret]",
  });
  expect(JSON.stringify(await testStack.stack.state())).not.toContain("a key that is secret");
});

describe("an existing interconnect group", () => {
  const LA1_DEVICES = ["ccr01.lax-a", "ccr02.lax-a"];
  const ELSEWHERE = { slot: { metro: "LAX", avoidDevices: LA1_DEVICES } };
  const small = {
    demand: undefined,
    ready: false,
    ports: {
      a: { ...LA1, customer: { router: "edge-1" } },
      b: { ...ELSEWHERE, customer: { router: "edge-2" } },
    },
  };

  it("accepts a higher intent only if its ports achieve it", async () => {
    await testStack.stack.up(design({ ...small, intent: "single" }));
    expect(await testStack.stack.outputs()).toMatchObject({ configured: "site-diverse" });
    const { stdout } = await testStack.stack.up(design({ ...small, intent: "site-diverse" }));
    expect(stdout).not.toMatch(/warning.*unknown/);
    expect(await testStack.stack.outputs()).toMatchObject({ configured: "site-diverse" });
    expect(await refused(design({ ...small, intent: "site-and-device-diverse" }))).toMatch(
      /achieves only "site-diverse"/,
    );
    expect(await ports()).toHaveLength(2);
  });

  it("accepts the slotIds of its own ports, even if the API lists the slots without devices", async () => {
    const twins = { demand: undefined, ready: false, intent: "device-diverse" };
    await testStack.stack.up(design({ ...twins, ports: { a: CH2, b: CH2 } }));
    const { slots } = await testStack.stack.outputs();
    const [a, b] = z.array(z.string()).parse(slots);
    const before = (await ports()).map(({ name }) => name);
    const written = { a: { slotId: a }, b: { slotId: b } };
    await testStack.simulator.control.addFault(await slotsWithoutDevices());
    await testStack.stack.up(design({ ...twins, ports: written }));
    expect((await ports()).map(({ name }) => name)).toEqual(before);
  });
});

it("an interconnect group refuses to replace two ports in one update by default", async () => {
  await testStack.stack.up(design());
  const moved = { ports: { ...DESIGN.ports, lax1: CH2, lax2: CH2 } };
  const more = { ...moved, intent: "single", demand: undefined };
  const stdout = await refused(design(more));
  expect(stdout).toMatch(
    /would replace lax\d and lax\d of the interconnect group "transit"\. These ports protect each other\. Replace one port/,
  );
  const { changeSummary } = await testStack.stack.previewJson(
    design({ ...more, replaceTogether: true }),
  );
  expect(changeSummary).toMatchObject({ replace: 8 });
  expect(await testStack.writes()).toHaveLength(8);
});

describe("interconnect groups in one program", () => {
  let stdout: string;
  let resources: Awaited<ReturnType<typeof testStack.stack.state>>["resources"];
  let levels: unknown;
  let ordered: number;
  beforeAll(async () => {
    const single = { ...DESIGN, intent: "single", demand: undefined, ready: false };
    const groups = withGroups({
      warned: { ...DESIGN, onUnmet: "warn", backup: undefined, maintenanceNotification: [] },
      protected: { ...single, ports: { a: NY1 }, options: { protect: true } },
      named: {
        ...{ ...DESIGN, intent: "device-diverse", demand: undefined },
        ports: { constructor: { ...CH2, ready: false }, toString: CH2 },
      },
    });
    ({ stdout } = await testStack.stack.up(groups));
    ({ resources } = await testStack.stack.state());
    levels = (await testStack.stack.outputs()).configuredLevels;
    ordered = (await ports()).length;
  });
  const childrenOf = (group: string) =>
    resources.filter(
      ({ urn }) => urn.includes("InterconnectGroup$") && urn.includes(`::${group}-`),
    );

  it('a group only warns about an unmet requirement if onUnmet is "warn"', () => {
    expect(stdout).toMatch(/warning: unmet: .*backup/);
    expect(ordered).toBe(7);
  });

  it("a group passes the protect option to its children", () => {
    const children = childrenOf("protected");
    expect(children.map(({ protect }) => protect)).toEqual([true, true, true]);
    const others = [...childrenOf("warned"), ...childrenOf("named")];
    expect(others.filter(({ protect }) => protect)).toEqual([]);
  });

  it("a group accepts port names that are properties of every JavaScript object", () => {
    expect(levels).toEqual(["site-and-device-diverse", "single", "device-diverse"]);
    const names = childrenOf("named").map(({ urn }) => urn.split("$").at(-1) ?? "");
    expect(names.sort()).toEqual([
      `${typeOf("CniBgpSession")}::named-constructor`,
      `${typeOf("CniBgpSession")}::named-toString`,
      `${typeOf("Interconnect")}::named-constructor`,
      `${typeOf("Interconnect")}::named-toString`,
      `${typeOf("InterconnectReady")}::named-toString`,
      `${typeOf("MagicInterconnect")}::named-constructor`,
      `${typeOf("MagicInterconnect")}::named-toString`,
    ]);
  });
});

describe("an interconnect group with static routes", () => {
  const checks = async () => {
    const { result } = await testStack.request<{
      result: { interconnects: { name: string; health_check: object }[] };
    }>("GET", "/magic/cf_interconnects");
    return new Map(result.interconnects.map(({ name, health_check }) => [name, health_check]));
  };

  it("sets the health checks that it declares, and returns routes with the priorities of their sessions", async () => {
    await testStack.stack.up(design(STATIC));
    expect(await checks()).toMatchObject(
      new Map([
        ["transit-a", { enabled: true, rate: "high", direction: "unidirectional" }],
        ["transit-b", { enabled: true, rate: "low", direction: "unidirectional" }],
      ]),
    );
    const { cnis } = await testStack.simulator.control.state();
    const nexthop = (name: string) =>
      cnis.find(({ magic }) => magic.conduit_name === name)?.cust_ip.replace("/31", "");
    expect(await testStack.stack.outputs()).toMatchObject({
      blockers: [],
      routes: [
        {
          name: "a 203.0.113.0/24",
          prefix: "203.0.113.0/24",
          priority: 50,
          nexthop: nexthop("transit-a"),
        },
        {
          name: "b 203.0.113.0/24",
          prefix: "203.0.113.0/24",
          priority: 150,
          nexthop: nexthop("transit-b"),
        },
      ],
      outage: {
        // Nobody publishes how long the Internet providers take to react if the facility fails.
        toCustomer: { silent: { most: "unknown" } },
        toCloudflare: { seen: { most: "unknown" }, silent: { most: "unknown" } },
      },
    });
    await testStack.stack.preview({ ...design(STATIC), args: ["--expect-no-changes"] });
  });

  it("reads but never writes the health checks that it does not declare", async () => {
    const undeclared = {
      ...STATIC,
      healthCheck: undefined,
      ports: {
        a: { ...STATIC.ports.a, session: { prefixes: PREFIXES, trackedWithin: 2 } },
        b: { ...STATIC.ports.b, session: { prefixes: PREFIXES, trackedWithin: 2 } },
      },
    };
    const { stdout } = await testStack.stack.up(design(undeclared));
    expect(stdout).toContain('It is unknown whether health checks probe sessions "a" and "b"');
    const before = await checks();
    await testStack.stack.up(design(undeclared));
    expect(await testStack.stack.outputs()).toMatchObject({ blockers: [] });
    expect(await checks()).toEqual(before);

    const { result } = await testStack.request<{
      result: { interconnects: { id: string; name: string; health_check: object }[] };
    }>("GET", "/magic/cf_interconnects");
    for (const { id, health_check } of result.interconnects) {
      await testStack.request("PUT", `/magic/cf_interconnects/${id}`, {
        health_check: { ...health_check, enabled: false },
      });
    }
    const changed = await testStack.stack.preview({ ...design(undeclared), expectExitCode: "any" });
    expect(changed.exitCode).not.toBe(0);
    expect(changed.stdout).toMatch(
      /Session "a" has no health check, so Cloudflare keeps sending its traffic to a dead link\. .*NO_HEALTH_CHECK/,
    );
  });
});
