import { CniError } from "../domain/errors";
import { assess, type Design, type Port, type Session } from ".";

const PORTS: Port[] = [
  {
    name: "b",
    facility: "Equinix FR5",
    speed: 10,
    device: "ccr01.fra-a",
    state: "Healthy",
    customer: { router: "edge-2" },
  },
  {
    name: "a",
    facility: "Equinix AM1",
    speed: 10,
    state: "Healthy",
    customer: { router: "edge-1" },
  },
];
const SESSIONS: Session[] = [
  { name: "s-b", port: "b", healthCheck: { enabled: true } },
  { name: "s-a", port: "a", up: true, healthCheck: { enabled: true } },
];
const DESIGN: Design = {
  name: "transit",
  intent: "site-diverse",
  ports: PORTS,
  sessions: SESSIONS,
  backup: { kind: "internet" },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
};

it("assess reports intent, locations and capacity of a design that achieves its intent, and only the risk that every design across metros has", () => {
  expect(assess(DESIGN)).toMatchObject({
    name: "transit",
    intent: "site-diverse",
    configured: "site-diverse",
    operational: "site-diverse",
    met: true,
    blockers: [{ type: "UNCOORDINATED_MAINTENANCE", severity: "warning" }],
    structure: {
      metros: [
        {
          name: "AMS",
          facilities: [{ name: "Equinix AM1", devices: [{ name: "unknown", ports: ["a"] }] }],
        },
        {
          name: "FRA",
          facilities: [{ name: "Equinix FR5", devices: [{ name: "ccr01.fra-a", ports: ["b"] }] }],
        },
      ],
    },
    capacity: { toCustomer: 20, toCloudflare: 2 },
    worstCase: { toCustomer: 10, toCloudflare: 1 },
  });
});

it("assess returns `met: false` if the design achieves a weaker intent, or if a finding is an error", () => {
  expect(assess({ ...DESIGN, intent: "site-and-device-diverse" }).met).toBe(false);
  expect(assess({ ...DESIGN, backup: undefined })).toMatchObject({
    configured: "site-diverse",
    met: false,
    blockers: [
      { type: "NO_BACKUP", severity: "error" },
      { type: "UNCOORDINATED_MAINTENANCE", severity: "warning" },
    ],
  });
});

it('assess returns `met: "unknown"` if a finding depends on unknown values and no finding is an error', () => {
  const sessions = SESSIONS.map((session) => ({ ...session, healthCheck: undefined }));
  expect(assess({ ...DESIGN, sessions })).toMatchObject({
    configured: "site-diverse",
    met: "unknown",
  });
  expect(assess({ ...DESIGN, sessions, backup: undefined }).met).toBe(false);
});

it("assess returns `met: true` if all findings are warnings", () => {
  expect(assess({ ...DESIGN, maintenanceNotification: [] })).toMatchObject({
    met: true,
    blockers: [
      { type: "NO_MAINTENANCE_NOTIFICATION", severity: "warning" },
      { type: "UNCOORDINATED_MAINTENANCE", severity: "warning" },
    ],
  });
});

it("assess accepts a design without ports and sessions", () => {
  const nothing = assess({ ...DESIGN, ports: [], sessions: [] });
  expect(nothing).toMatchObject({ configured: "none", operational: "none", met: false, pairs: [] });
  expect(nothing.worstCase).toEqual({ toCustomer: 0, toCloudflare: 0 });
});

it("assess sorts the structure by the names of locations, not by the names of ports", () => {
  const ports = PORTS.map((port) => ({ ...port, name: port.name === "a" ? "z" : "y" }));
  const { structure } = assess({ ...DESIGN, ports, sessions: [] });
  expect(structure.metros.map(({ name }) => name)).toEqual(["AMS", "FRA"]);
});

describe("assess operational intent", () => {
  it.each<[string, Partial<Design>, string]>([
    [
      "is none if no port is Healthy",
      { ports: PORTS.map((port) => ({ ...port, state: "Pending" })) },
      "none",
    ],
    [
      "is none if no port exists yet",
      { ports: PORTS.map((port) => ({ ...port, state: undefined })) },
      "none",
    ],
    [
      "does not count a port whose only session is down",
      { sessions: [{ name: "s", port: "a", up: false }] },
      "single",
    ],
    [
      "is none if the only Healthy port has only a session that is down",
      {
        ports: PORTS.map((port) => ({ ...port, state: port.name === "a" ? "Healthy" : "Pending" })),
        sessions: [{ name: "s", port: "a", up: false }],
      },
      "none",
    ],
    [
      "counts a port with one of two sessions down",
      {
        sessions: [
          { name: "s", port: "a", up: false },
          { name: "t", port: "a" },
        ],
      },
      "site-diverse",
    ],
    ["counts a Healthy port without sessions", { sessions: [] }, "site-diverse"],
  ])("the operational intent %s", (_name, more, operational) => {
    const { configured, operational: found } = assess({ ...DESIGN, ...more });
    expect(found).toBe(operational);
    expect(configured).toBe("site-diverse");
  });
});

describe("assess with an invalid design", () => {
  it.each<[string, Partial<Design>, string]>([
    [
      "with two ports of the same name",
      { ports: [...PORTS, { name: "a" }] },
      'Design "transit": ports contains "a" twice. Rename or remove one of them.',
    ],
    [
      "with two sessions of the same name",
      { sessions: [...SESSIONS, { name: "s-a", port: "a" }] },
      'sessions contains "s-a" twice',
    ],
    [
      "with a session on a port that does not exist",
      { sessions: [{ name: "s", port: "x" }] },
      `session "s" is on port "x", which is not one of the design's ports ("b" and "a"). Name one of them.`,
    ],
    [
      "with an order that names a session that does not exist",
      { order: ["s-a", "x"] },
      `order contains "x", which is not one of the design's sessions ("s-b" and "s-a"). Name one of them.`,
    ],
    [
      "with an order that names a session twice",
      { order: ["s-a", "s-a"] },
      'order contains "s-a" twice',
    ],
  ])("refuses a design %s", (_name, more, message) => {
    expect(() => assess({ ...DESIGN, ...more })).toThrow(CniError);
    expect(() => assess({ ...DESIGN, ...more })).toThrow(message);
  });
});

describe("assess", () => {
  /** Calls assess as a JavaScript program without types would. */
  const assessUntyped = (more: object) => () =>
    Reflect.apply(assess, undefined, [{ ...DESIGN, ...more }]);

  it.each([
    [{ intent: "site-diverze" }, 'intent "site-diverze" must be one of single, '],
    [{ intent: "site-diverze" }, 'Did you mean "site-diverse"?'],
    [{ intent: "constructor" }, 'intent "constructor" must be one of'],
    [
      { demands: { toCustomer: 20 } },
      'demands is not a property of a design. Did you mean "demand"?',
    ],
    [{ demand: { toCustomer: "20G" } }, 'demand.toCustomer "20G" must be a number, 0 or more'],
    [{ maintenanceNotification: true }, "maintenanceNotification must be a list of notification"],
    [{ useCase: "magic-transit" }, 'useCase "magic-transit" must be one of magic-transit-dsr,'],
    [{ demand: { toCustomer: Number.NaN } }, "demand.toCustomer NaN must be a number"],
    [
      { demand: { toCustmer: 1 } },
      'demand.toCustmer is not a property of a design. Did you mean "toC',
    ],
    [{ backup: { kind: "internet", capacity: -1 } }, "backup.capacity -1 must be a number"],
    [{ ports: [{ name: "a", speed: "10G" }] }, 'ports[0].speed "10G" must be a number'],
    [
      { ports: [{ name: "a", facilty: "x" }] },
      "ports[0].facilty is not a property of a design. Did",
    ],
  ])("refuses %j in a design", (more, problem) => {
    expect(assessUntyped(more)).toThrow(problem);
    expect(assessUntyped(more)).toThrow(CniError);
  });

  it("accepts an unknown property that resembles no known property, because a newer version may have written it", () => {
    expect(assessUntyped({ contacts: ["noc"] })).not.toThrow();
  });
});

it.each([
  [{ name: "d", ports: [], sessions: [] }, "intent is required. Set one of single,"],
  [{ name: "d", intent: 3, ports: [], sessions: [] }, "intent 3 must be one of single,"],
  [
    { name: "d", intent: "single", sessions: [] },
    "ports and sessions must be lists. Use [] for an empty list.",
  ],
])("assess called from JavaScript refuses the design %j", (design, problem) => {
  expect(() => Reflect.apply(assess, undefined, [design])).toThrow(problem);
});
