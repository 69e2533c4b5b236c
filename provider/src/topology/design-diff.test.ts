import fc from "fast-check";
import { anyDesign } from "../pictures/testing/any-design";
import { THREE } from "../pictures/testing/designs";
import { assess, compareDesigns, compareScores, type Design, type Port, type Session } from ".";

const NEWARK: Port = {
  name: "ewr",
  speed: 10,
  facility: "Equinix NY1",
  device: "ccr01.ewr-a",
  slot: { id: "slot-1", occupied: true },
  interconnect: "cni-ewr-a-000001",
};
const SESSION: Session = { name: "ewr", port: "ewr", customerIp: "10.0.0.1/31", mtu: 1476 };
const DESIGN: Design = { name: "transit", intent: "single", ports: [NEWARK], sessions: [SESSION] };

function withPort(change: Partial<Port>): Design {
  return { ...DESIGN, ports: [{ ...NEWARK, ...change }] };
}

describe("compareDesigns", () => {
  it("finds added and removed ports and sessions", () => {
    const other: Port = { name: "ams", speed: 10 };
    const after = {
      ...DESIGN,
      ports: [other],
      sessions: [{ ...SESSION, name: "ams", port: "ams" }],
    };
    const { ports, sessions } = compareDesigns(DESIGN, after);
    expect(ports.map(({ kind, part }) => [kind, part.name])).toEqual([
      ["added", "ams"],
      ["removed", "ewr"],
    ]);
    expect(sessions.map(({ kind, part }) => [kind, part.name])).toEqual([
      ["added", "ams"],
      ["removed", "ewr"],
    ]);
  });

  it("lists the values that differ, including values within objects", () => {
    const before = withPort({ customer: { router: "edge-1", power: "A" } });
    const after = {
      ...withPort({ speed: 100, customer: { router: "edge-2", power: "A" } }),
      sessions: [{ ...SESSION, mtu: 1500, healthCheck: { rate: "high" as const } }],
    };
    const { ports, sessions } = compareDesigns(before, after);
    expect(ports[0]).toMatchObject({
      kind: "changed",
      values: [
        { property: "customer.router", before: "edge-1", after: "edge-2" },
        { property: "speed", before: 10, after: 100 },
      ],
    });
    expect(sessions[0]?.values).toEqual([
      { property: "healthCheck.rate", after: "high" },
      { property: "mtu", before: 1476, after: 1500 },
    ]);
  });

  it("compares the intent, the demand and the backup of the design, and matches backup tunnels by name", () => {
    const tunnel = (name: string, capacity: number) => ({ name, capacity });
    const before: Design = {
      ...DESIGN,
      backup: { kind: "tunnel", tunnels: [tunnel("a", 1), tunnel("b", 1)] },
    };
    const after: Design = {
      ...DESIGN,
      intent: "site-diverse",
      demand: { toCustomer: 8 },
      backup: { kind: "tunnel", tunnels: [tunnel("b", 2), tunnel("a", 1)] },
    };
    expect(compareDesigns(before, after).values).toEqual([
      { property: "backup.tunnels.b.capacity", before: 1, after: 2 },
      { property: "demand.toCustomer", after: 8 },
      { property: "intent", before: "single", after: "site-diverse" },
    ]);
  });

  it.each([
    ["slot", { interconnect: undefined }],
    ["interconnect", { slot: undefined }],
  ])("recognises a renamed port by its %s and keeps its session on the port", (_, unknown) => {
    const before = withPort(unknown);
    const after = {
      ...DESIGN,
      ports: [{ ...NEWARK, ...unknown, name: "newark" }],
      sessions: [{ ...SESSION, port: "newark" }],
    };
    const { ports, sessions } = compareDesigns(before, after);
    expect(ports.map(({ values }) => values)).toEqual([
      [{ property: "name", before: "ewr", after: "newark" }],
    ]);
    expect(sessions.map(({ kind }) => kind)).toEqual(["unchanged"]);
  });

  it("recognises a renamed session by its address", () => {
    const after = { ...DESIGN, sessions: [{ ...SESSION, name: "primary" }] };
    expect(compareDesigns(DESIGN, after).sessions).toMatchObject([
      { kind: "changed", values: [{ property: "name", before: "ewr", after: "primary" }] },
    ]);
  });

  it("matches ports by name first, so that two ports that swap their slots are both changed", () => {
    const slot = (id: string) => ({ id, occupied: true });
    const ports = (one: string, other: string): Design => ({
      ...DESIGN,
      sessions: [],
      ports: [
        { name: "a", slot: slot(one) },
        { name: "b", slot: slot(other) },
      ],
    });
    const { ports: changes } = compareDesigns(ports("1", "2"), ports("2", "1"));
    expect(changes.map(({ kind, values }) => [kind, values[0]?.property])).toEqual([
      ["changed", "slot.id"],
      ["changed", "slot.id"],
    ]);
  });

  it("ignores link states, and values assigned by Cloudflare that only one design contains", () => {
    const after = withPort({
      state: "Down",
      device: null,
      interconnect: undefined,
      slot: undefined,
    });
    const { ports } = compareDesigns(DESIGN, after);
    expect(ports.map(({ kind }) => kind)).toEqual(["unchanged"]);
    expect(compareDesigns(DESIGN, withPort({ device: "ccr02.ewr-a" })).ports[0]?.kind).toBe(
      "changed",
    );
  });

  it("ignores the order of prefixes and communities", () => {
    const sessions = (prefixes: string[]): Design => ({
      ...DESIGN,
      sessions: [{ ...SESSION, prefixes }],
    });
    const one = sessions(["203.0.113.0/24", "198.51.100.0/24"]);
    const other = sessions(["198.51.100.0/24", "203.0.113.0/24"]);
    expect(compareDesigns(one, other).sessions[0]?.kind).toBe("unchanged");
  });

  it("finds no difference between a design and the same design in another order", () => {
    fc.assert(
      fc.property(anyDesign, (design) => {
        const { ports, sessions } = design;
        const turned = { ...design, ports: ports.toReversed(), sessions: sessions.toReversed() };
        const diff = compareDesigns(design, turned);
        const kinds = [...diff.ports, ...diff.sessions].map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind !== "unchanged")).toEqual([]);
        expect(diff.values).toEqual([]);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("lists each port and session only once, whatever the designs", () => {
    fc.assert(
      fc.property(anyDesign, anyDesign, (before, after) => {
        const { ports } = compareDesigns(before, after);
        const kept = ports.filter(({ kind }) => kind === "changed" || kind === "unchanged").length;
        expect(ports.length).toBe(before.ports.length + after.ports.length - kept);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe("compareScores", () => {
  const assessed = (design: Design) => ({ design, assessment: assess(design) });
  const find = (scores: ReturnType<typeof compareScores>, title: string) =>
    scores.find((one) => one.title === title);

  it("states which figures become worse and which become better", () => {
    const after = {
      ...THREE,
      ports: THREE.ports.slice(0, 2),
      sessions: THREE.sessions.slice(0, 2),
    };
    const worse = compareScores(assessed(THREE), assessed(after));
    expect(find(worse, "Survives the loss of any metro")).toMatchObject({
      after: "✗",
      trend: "worse",
    });
    expect(find(worse, "Survives the loss of any port")).toMatchObject({ trend: "same" });
    const better = compareScores(assessed(after), assessed(THREE));
    expect(find(better, "Survives the loss of any metro")).toMatchObject({
      before: "✗",
      trend: "better",
    });
    expect(find(better, "Worst failure, to the customer")).toMatchObject({ trend: "better" });
  });

  it("lists the figures of the first design without previous values", () => {
    const scores = compareScores(undefined, assessed(THREE));
    expect(scores.map(({ before }) => before)).toEqual(scores.map(() => undefined));
    expect(find(scores, "Worst failure, to the customer")).toEqual({
      title: "Worst failure, to the customer",
      after: "10 Gbps",
      trend: "same",
    });
  });

  it("counts an error among the findings as worse than many warnings", () => {
    const broken = { ...THREE, backup: undefined };
    const scores = compareScores(assessed(THREE), assessed(broken));
    expect(find(scores, "Findings")).toMatchObject({ trend: "worse" });
    expect(find(scores, "Findings")?.after).toMatch(/error/);
  });
});
