import { CniError } from "../domain/errors";
import { assess, type Design, type Port, type Session } from ".";

const PORTS: Port[] = [
  { name: "b", facility: "Equinix FR5", speed: 10, device: "ccr01.fra-a", state: "Healthy" },
  { name: "a", facility: "Equinix AM1", speed: 10, state: "Healthy" },
];
const SESSIONS: Session[] = [
  { name: "s-b", port: "b" },
  { name: "s-a", port: "a", up: true },
];
const DESIGN: Design = {
  name: "transit",
  intent: "site-diverse",
  ports: PORTS,
  sessions: SESSIONS,
  backup: { kind: "internet" },
  maintenanceNotification: true,
};

it("tells everything about a design that is fine", () => {
  expect(assess(DESIGN)).toMatchObject({
    name: "transit",
    intent: "site-diverse",
    configured: "site-diverse",
    operational: "site-diverse",
    met: true,
    blockers: [],
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

it("is not met where the intent is stronger, or a blocker is an error", () => {
  expect(assess({ ...DESIGN, intent: "site-and-device-diverse" }).met).toBe(false);
  expect(assess({ ...DESIGN, backup: undefined })).toMatchObject({
    configured: "site-diverse",
    met: false,
    blockers: [{ type: "NO_BACKUP", severity: "error" }],
  });
});

it("is met where there are only warnings", () => {
  expect(assess({ ...DESIGN, maintenanceNotification: false })).toMatchObject({
    met: true,
    blockers: [{}],
  });
});

it("is fine without anything to judge", () => {
  const nothing = assess({ ...DESIGN, ports: [], sessions: [] });
  expect(nothing).toMatchObject({ configured: "none", operational: "none", met: false, pairs: [] });
  expect(nothing.worstCase).toEqual({ toCustomer: 0, toCloudflare: 0 });
});

it("tells the structure by the names of places, whatever those of the ports are", () => {
  const ports = PORTS.map((port) => ({ ...port, name: port.name === "a" ? "z" : "y" }));
  const { structure } = assess({ ...DESIGN, ports, sessions: [] });
  expect(structure.metros.map(({ name }) => name)).toEqual(["AMS", "FRA"]);
});

describe("operational", () => {
  it.each<[string, Partial<Design>, string]>([
    [
      "a port that is not Healthy",
      { ports: PORTS.map((port) => ({ ...port, state: "Pending" })) },
      "none",
    ],
    [
      "a port that does not exist yet",
      { ports: PORTS.map((port) => ({ ...port, state: undefined })) },
      "none",
    ],
    ["a session that is down", { sessions: [{ name: "s", port: "a", up: false }] }, "single"],
    [
      "a session that is down on the only port that is Healthy",
      {
        ports: PORTS.map((port) => ({ ...port, state: port.name === "a" ? "Healthy" : "Pending" })),
        sessions: [{ name: "s", port: "a", up: false }],
      },
      "none",
    ],
    [
      "one of two sessions that is down",
      {
        sessions: [
          { name: "s", port: "a", up: false },
          { name: "t", port: "a" },
        ],
      },
      "site-diverse",
    ],
    ["no session", { sessions: [] }, "site-diverse"],
  ])("%s", (_name, more, operational) => {
    const { configured, operational: found } = assess({ ...DESIGN, ...more });
    expect(found).toBe(operational);
    expect(configured).toBe("site-diverse");
  });
});

describe("names that do not fit together are refused", () => {
  it.each<[string, Partial<Design>, string]>([
    [
      "a port twice",
      { ports: [...PORTS, { name: "a" }] },
      'design "transit": ports has "a" twice, and a name stands for one: rename or remove one of them.',
    ],
    [
      "a session twice",
      { sessions: [...SESSIONS, { name: "s-a", port: "a" }] },
      'sessions has "s-a" twice',
    ],
    [
      "a session without a port",
      { sessions: [{ name: "s", port: "x" }] },
      'session "s" is on port "x", which is none of its ports ("b" and "a"): name one of them.',
    ],
    [
      "an order of strangers",
      { order: ["s-a", "x"] },
      'order has "x", which is none of its sessions ("s-b" and "s-a"): name one of them.',
    ],
    ["an order with a session twice", { order: ["s-a", "s-a"] }, 'order has "s-a" twice'],
  ])("%s", (_name, more, message) => {
    expect(() => assess({ ...DESIGN, ...more })).toThrow(CniError);
    expect(() => assess({ ...DESIGN, ...more })).toThrow(message);
  });
});

describe("assess", () => {
  /** As a program without types calls it. */
  const judge = (more: object) => () => Reflect.apply(assess, undefined, [{ ...DESIGN, ...more }]);

  it.each([
    [{ intent: "site-diverze" }, 'intent "site-diverze" must be one of single, '],
    [{ intent: "site-diverze" }, 'Did you mean "site-diverse"?'],
    [{ intent: "constructor" }, 'intent "constructor" must be one of'],
    [
      { demands: { toCustomer: 20 } },
      'demands is not a property of a design. Did you mean "demand"?',
    ],
    [{ demand: { toCustomer: "20G" } }, 'demand.toCustomer "20G" must be a number, 0 or more'],
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
    expect(judge(more)).toThrow(problem);
    expect(judge(more)).toThrow(CniError);
  });

  it("accepts a property that a newer version may have written", () => {
    expect(judge({ contacts: ["noc"] })).not.toThrow();
  });
});

it.each([
  [{ name: "d", ports: [], sessions: [] }, "intent undefined must be one of single,"],
  [{ name: "d", intent: 3, ports: [], sessions: [] }, "intent 3 must be one of single,"],
  [{ name: "d", intent: "single", sessions: [] }, "ports and sessions must be lists."],
])("refuses the design %j of plain JavaScript", (design, problem) => {
  expect(() => Reflect.apply(assess, undefined, [design])).toThrow(problem);
});
