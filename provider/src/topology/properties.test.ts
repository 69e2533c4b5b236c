/** What holds for every design, and what it costs to judge a large one. */
import fc from "fast-check";
import {
  assess,
  BLOCKER_TYPES,
  type Capacity,
  type Design,
  fulfils,
  INTENTS,
  type Intent,
  type Port,
  type Session,
} from ".";

const PLACES: Pick<Port, "facility" | "address" | "metro">[] = [
  { facility: "Equinix AM1", address: ["Luttenbergweg 4"] },
  { facility: "Equinix FR5" },
  { facility: "Equinix NY1", address: ["165 Halsey Street"] },
  { facility: "Equinix AT1" },
  { facility: "House", address: ["60 Hudson Street"], metro: "EWR" },
  { facility: "Annex", address: ["60 Hudson St."], metro: "EWR" },
  { facility: "Barn" },
  { metro: "EWR" },
  {},
];

const anyPort = fc.record({
  place: fc.constantFrom(...PLACES),
  device: fc.constantFrom(null, "1", "2"),
  speed: fc.constantFrom(undefined, 1, 10, 100),
  dataplane: fc.constantFrom("v1" as const, "v2" as const, undefined),
  site: fc.constantFrom(undefined, "ewr-a"),
  state: fc.constantFrom("Healthy", "Down", undefined),
  sessions: fc.array(
    fc.record({
      localPreference: fc.constantFrom(undefined, 50, 100, 200),
      routePriority: fc.constantFrom(undefined, 50, 100, 200),
      prefixes: fc.subarray(["198.18.0.0/16", "198.16.0.0/13", "10.0.0.0/8"]),
      up: fc.constantFrom(undefined, true, false),
    }),
    { maxLength: 2 },
  ),
});

const anyDesign: fc.Arbitrary<Design> = fc
  .record({
    intent: fc.constantFrom(...INTENTS),
    wanted: fc.array(anyPort, { maxLength: 6 }),
    demand: fc.constantFrom(undefined, { toCustomer: 10 }, { toCustomer: 1, toCloudflare: 2 }),
    backup: fc.constantFrom(
      undefined,
      { kind: "internet" as const },
      { kind: "tunnel" as const, capacity: 10 },
      { kind: "none" as const, reason: "lab" },
    ),
  })
  .map(({ intent, wanted, demand, backup }) => ({
    name: "transit",
    intent,
    ports: wanted.map(({ place, device, speed, dataplane, site, state }, at) => ({
      name: `p${at}`,
      ...place,
      speed,
      dataplane,
      state,
      // A PoP is in one place.
      site: place.metro === "EWR" ? site : undefined,
      device: device && `${device}.${PLACES.indexOf(place)}`,
    })),
    sessions: wanted.flatMap(({ sessions }, port) =>
      sessions.map((session, at) => ({ name: `s${port}-${at}`, port: `p${port}`, ...session })),
    ),
    demand,
    backup,
  }));

function isAtMost(one: Capacity, other: Capacity): boolean {
  return one.toCustomer <= other.toCustomer && one.toCloudflare <= other.toCloudflare;
}

function isAsStrong(one: Intent | "none", other: Intent | "none"): boolean {
  return other === "none" || fulfils(one, other);
}

/** Fewer for each of a thousand changes of the model: see `mutation/`. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

function holds(property: (design: Design, any: fc.GeneratorValue) => void): void {
  fc.assert(fc.property(anyDesign, fc.gen(), property), { numRuns: RUNS });
}

/** The same design, and every session shares the traffic. */
function level(design: Design): Design {
  const sessions = design.sessions.map(({ name, port }) => ({ name, port }));
  return { ...design, sessions };
}

it("another port never lowers what is configured, nor the capacity where all share the traffic", () => {
  holds((design) => {
    const whole = assess(level(design));
    for (const { name } of design.ports) {
      const part = assess({
        ...level(design),
        ports: design.ports.filter((port) => port.name !== name),
        sessions: design.sessions.filter(({ port }) => port !== name),
      });
      expect(isAtMost(part.capacity, whole.capacity)).toBe(true);
      expect(isAsStrong(whole.configured, part.configured)).toBe(true);
    }
  });
});

it("what survives two failures survives each of them, and more failures leave no more", () => {
  holds((design) => {
    const { capacity, worstCase, singleFailures, pairs } = assess(level(design));
    const bySingle = new Map(singleFailures.map((outcome) => [outcome.failures[0], outcome]));
    for (const outcome of singleFailures) {
      expect(isAtMost(outcome.capacity, capacity)).toBe(true);
      expect(isAtMost(worstCase, outcome.capacity)).toBe(true);
    }
    for (const { failures, survivors, capacity } of pairs) {
      for (const one of failures.map((failure) => bySingle.get(failure))) {
        expect(one !== undefined && isAtMost(capacity, one.capacity)).toBe(true);
        expect(survivors.every((name) => one?.survivors.includes(name))).toBe(true);
      }
    }
  });
});

/** What the prefixes of `anyPort` are part of, the narrowest first. */
const ROUTES: Record<string, string[]> = {
  "198.18.0.0/16": ["198.18.0.0/16", "198.16.0.0/13"],
  "198.16.0.0/13": ["198.16.0.0/13"],
  "10.0.0.0/8": ["10.0.0.0/8"],
};

/** Those that no other one is preferred to. */
function lowest(sessions: readonly Session[], value: (session: Session) => number): Session[] {
  const least = Math.min(...sessions.map(value));
  return sessions.filter((session) => value(session) === least);
}

/** Gbps of each port that has some of the sessions, by the rules as they are published. */
function rates(ports: readonly Port[], sessions: readonly Session[], isToCloudflare: boolean) {
  return ports.flatMap(({ name, speed = 0, dataplane }) => {
    const count = sessions.filter(({ port }) => port === name).length;
    if (count === 0) return [];
    return isToCloudflare ? Math.min(speed, dataplane === "v1" ? 1 : count) : speed;
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

it("capacity and path are those of the preferred sessions, in each direction and for each prefix", () => {
  holds((design) => {
    const { singleFailures, pairs } = assess(design);
    const prefixes = [...new Set(design.sessions.flatMap(({ prefixes = [] }) => prefixes))];
    for (const { survivors, path, capacity, unreachable } of [...singleFailures, ...pairs]) {
      const left = design.sessions.filter(({ port }) => survivors.includes(port));
      const out = lowest(left, ({ localPreference = 100 }) => -localPreference);
      expect(capacity.toCloudflare).toBe(sum(rates(design.ports, out, true)));
      const known = design.sessions.map(({ name }) => name);
      const shown = (names: readonly string[]) =>
        names.filter((name) => known.includes(name)).sort();
      expect(shown(path.toCloudflare)).toEqual(out.map(({ name }) => name).sort());

      const choices = prefixes.map((prefix) => {
        const via = ROUTES[prefix]?.find((route) =>
          left.some(({ prefixes = [] }) => prefixes.includes(route)),
        );
        return left.filter(({ prefixes = [] }) => via !== undefined && prefixes.includes(via));
      });
      const shares = (prefixes.length > 0 ? choices : [left])
        .filter((share) => share.length > 0)
        .map((share) => lowest(share, ({ routePriority = 100 }) => routePriority));
      const each = shares.map((share) => sum(rates(design.ports, share, false)));
      expect(capacity.toCustomer).toBe(each.length > 0 ? Math.min(...each) : 0);
      const names = new Set(shares.flat().map(({ name }) => name));
      expect(shown(path.toCustomer)).toEqual([...names].sort());
      expect(unreachable).toEqual(prefixes.filter((_, at) => choices[at]?.length === 0));
    }
  });
});

it("each failure takes down exactly its ports", () => {
  holds((design) => {
    const { singleFailures } = assess(design);
    for (const { failures, survivors } of singleFailures) {
      const down = failures.flatMap(({ ports }) => ports);
      expect([...survivors, ...down].toSorted()).toEqual(design.ports.map(({ name }) => name));
    }
  });
});

it("a device that is not told never makes a design better", () => {
  holds((design) => {
    const { configured, operational, worstCase } = assess(design);
    for (const { name } of design.ports) {
      const ports = design.ports.map((port) =>
        port.name === name ? { ...port, device: null } : port,
      );
      const untold = assess({ ...design, ports });
      expect(isAsStrong(configured, untold.configured)).toBe(true);
      expect(isAsStrong(operational, untold.operational)).toBe(true);
      expect(isAtMost(untold.worstCase, worstCase)).toBe(true);
    }
  });
});

it("the order of ports and sessions changes nothing", () => {
  holds((design, any) => {
    const shuffled = <T>(items: readonly T[]) =>
      any(fc.shuffledSubarray, [...items], { minLength: items.length });
    const { ports, sessions } = design;
    expect(assess({ ...design, ports: shuffled(ports), sessions: shuffled(sessions) })).toEqual(
      assess(design),
    );
  });
});

it("is met where the intent is configured and no blocker is an error, and says why where it is not", () => {
  holds((design) => {
    const { met, configured, operational, blockers } = assess(design);
    const isConfigured = fulfils(configured, design.intent);
    expect(met).toBe(isConfigured && blockers.every(({ severity }) => severity !== "error"));
    expect(isConfigured || blockers.some(({ severity }) => severity !== "warning")).toBe(true);
    expect(isAsStrong(configured, operational)).toBe(true);
    for (const { type, explanation } of blockers) {
      expect(BLOCKER_TYPES).toContain(type);
      expect(explanation).toMatch(/^["A-Z][^\n]+\. [A-Z][^\n]+\.$/);
    }
  });
});

it("a verdict says what is left", () => {
  holds((design) => {
    const { singleFailures, pairs } = assess(design);
    for (const { verdict, survivors, path, unreachable, failures } of [
      ...singleFailures,
      ...pairs,
    ]) {
      const isConnected = design.sessions.some(({ port }) => survivors.includes(port));
      if (verdict === "carried") expect(isConnected && unreachable.length === 0).toBe(true);
      if (verdict === "degraded") expect(isConnected).toBe(true);
      if (verdict === "backup") expect(path.toCustomer).toHaveLength(1);
      if (verdict === "backup") expect(path.toCloudflare).toEqual(path.toCustomer);
      if (verdict === "lost") expect(path).toEqual({ toCustomer: [], toCloudflare: [] });
      if (isConnected) expect(path.toCloudflare).not.toEqual([]);
      if (!failures.some(({ uncertain }) => uncertain) && !isConnected) {
        expect(["backup", "lost"]).toContain(verdict);
      }
    }
  });
});

/** Five ports at each facility, on two devices, each with a session and a prefix of its own. */
function large(count: number): Design {
  const ports = Array.from({ length: count }, (_, at) => {
    const facility = Math.floor(at / 5);
    const metro = `M${String(facility).padStart(2, "0")}`;
    return {
      name: `p${at}`,
      facility: `House ${facility}`,
      metro,
      device: `ccr${at % 2}.${metro}`,
      site: `${metro}-a`,
      speed: 10,
    };
  });
  const sessions = ports.map(({ name }, at) => ({
    name: `s-${name}`,
    port: name,
    prefixes: [`10.${at}.0.0/16`, "10.0.0.0/8"],
  }));
  return { name: "large", intent: "site-diverse", ports, sessions, demand: { toCustomer: 10 } };
}

it("judges a large design by looking at each set of failed ports once", () => {
  for (const count of [10, 50]) {
    const design = large(count);
    const start = performance.now();
    const { singleFailures, pairs } = assess(design);
    const took = performance.now() - start;
    console.info(`${count} ports: ${pairs.length} pairs in ${took.toFixed(0)} ms`);
    const all = [...singleFailures, ...pairs];
    const looks = new Set(all.map(({ survivors }) => survivors));
    const sets = new Set(all.map(({ survivors }) => survivors.join()));
    expect(looks.size).toBe(sets.size);
    // A facility fails in four ways alike, so most pairs need no look of their own.
    expect(looks.size).toBeLessThan(pairs.length);
  }
});
