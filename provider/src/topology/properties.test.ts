/** Tests properties that hold for every design, and the cost of assessing a large design. */
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
  customer: fc.constantFrom(undefined, { router: "edge-1" }, { router: "edge-2", site: "hall" }),
  sessions: fc.array(
    fc.record({
      localPreference: fc.constantFrom(undefined, 50, 100, 200),
      routePriority: fc.constantFrom(undefined, 50, 100, 200),
      prefixes: fc.subarray(["198.18.0.0/16", "198.16.0.0/13", "10.0.0.0/8"]),
      bgp: fc.constantFrom(undefined, true),
      healthCheck: fc.constantFrom(undefined, { enabled: true }, { enabled: false }),
      steering: fc.constantFrom(undefined, "primary" as const, "standby" as const),
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
    ports: wanted.map(({ place, device, speed, dataplane, site, state, customer }, at) => ({
      name: `p${at}`,
      ...place,
      speed,
      dataplane,
      state,
      customer,
      // A PoP is in only one location.
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

/** Number of runs. Mutation tests (`mutation/`) set a lower number, because they repeat the runs for every mutant. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

function holds(property: (design: Design, any: fc.GeneratorValue) => void): void {
  fc.assert(fc.property(anyDesign, fc.gen(), property), { numRuns: RUNS });
}

/** Returns the design with settings by which all sessions share the traffic. */
function withEqualSessions(design: Design): Design {
  const sessions = design.sessions.map(({ name, port }) => ({ name, port }));
  return { ...design, sessions };
}

it("adding a port never lowers the achieved intent, and never lowers the capacity if all sessions share the traffic", () => {
  holds((design) => {
    const whole = assess(withEqualSessions(design));
    for (const { name } of design.ports) {
      const part = assess({
        ...withEqualSessions(design),
        ports: design.ports.filter((port) => port.name !== name),
        sessions: design.sessions.filter(({ port }) => port !== name),
      });
      expect(isAtMost(part.capacity, whole.capacity)).toBe(true);
      expect(isAsStrong(whole.configured, part.configured)).toBe(true);
    }
  });
});

it("ports that survive two failures also survive each of them, and two failures never leave more capacity than one", () => {
  holds((design) => {
    const { capacity, worstCase, singleFailures, pairs } = assess(withEqualSessions(design));
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

/** Prefixes of `anyPort` that contain each prefix, the longest first. */
const ROUTES: Record<string, string[]> = {
  "198.18.0.0/16": ["198.18.0.0/16", "198.16.0.0/13"],
  "198.16.0.0/13": ["198.16.0.0/13"],
  "10.0.0.0/8": ["10.0.0.0/8"],
};

/**
 * Ranks a route in Cloudflare's table by the published rules. The lowest rank is preferred, and static routes come
 * before BGP.
 */
function rank({ bgp, routePriority, steering, healthCheck }: Session, isDown: boolean): number {
  const steered = { primary: 50, share: 50, secondary: 150, standby: 501_000 };
  const byWord = steering === undefined ? 100 : steered[steering];
  const isPenalized = isDown && healthCheck?.enabled !== false;
  const priority = bgp ? byWord : (routePriority ?? byWord);
  return priority + (isPenalized ? 1_000_000 : 0) + (bgp ? 0.5 : 0);
}

/** Returns the sessions with the lowest value. */
function lowest(sessions: readonly Session[], value: (session: Session) => number): Session[] {
  const least = Math.min(...sessions.map(value));
  return sessions.filter((session) => value(session) === least);
}

/** Returns the sessions to which Cloudflare sends the traffic of a prefix: live sessions and dead static ones. */
function chosen(routes: readonly string[], sessions: readonly Session[], left: readonly Session[]) {
  const inTable = sessions.filter((session) => left.includes(session) || !session.bgp);
  const via = routes.find((route) => inTable.some(({ prefixes }) => prefixes?.includes(route)));
  return lowest(
    inTable.filter(({ prefixes }) => via !== undefined && prefixes?.includes(via)),
    (session) => rank(session, !left.includes(session)),
  );
}

/** Returns the Gbps of each port that has any of the sessions, within Cloudflare's published limits. */
function rates(ports: readonly Port[], sessions: readonly Session[], isToCloudflare: boolean) {
  return ports
    .filter(({ name }) => sessions.some(({ port }) => port === name))
    .map(({ speed = 0 }) => (isToCloudflare ? Math.min(speed, 1) : speed));
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

it("capacity and path are those of the preferred sessions in each direction and for each prefix", () => {
  holds((design) => {
    const { singleFailures, pairs } = assess(design);
    const prefixes = [...new Set(design.sessions.flatMap(({ prefixes = [] }) => prefixes))];
    for (const { survivors, path, capacity, unreachable } of [...singleFailures, ...pairs]) {
      const left = design.sessions.filter(({ port }) => survivors.includes(port));
      const preference = ({ localPreference, steering }: Session) =>
        localPreference ?? (steering === "primary" ? 200 : steering === "standby" ? 50 : 100);
      const out = lowest(left, (session) => -preference(session));
      expect(capacity.toCloudflare).toBe(sum(rates(design.ports, out, true)));
      const known = design.sessions.map(({ name }) => name);
      const knownOnly = (names: readonly string[]) =>
        names.filter((name) => known.includes(name)).sort();
      expect(knownOnly(path.toCloudflare)).toEqual(out.map(({ name }) => name).sort());

      const everywhere = design.sessions.map((session) => ({ ...session, prefixes: ["any"] }));
      const same = (found: readonly Session[]) =>
        everywhere.filter(({ name }) => found.some((one) => one.name === name));
      const choices =
        prefixes.length > 0
          ? prefixes.map((prefix) => chosen(ROUTES[prefix] ?? [], design.sessions, left))
          : [chosen(["any"], everywhere, same(left))];
      const isUp = ({ port }: Session) => survivors.includes(port);
      const whole = choices.filter((share) => share.length > 0 && share.every(isUp));
      const each = whole.map((share) => sum(rates(design.ports, share, false)));
      expect(capacity.toCustomer).toBe(each.length > 0 ? Math.min(...each) : 0);
      const carrying = new Set(
        choices
          .flat()
          .filter(isUp)
          .map(({ name }) => name),
      );
      expect(path.toCustomer).toEqual(expect.arrayContaining([...carrying]));
      expect(unreachable).toEqual(
        prefixes.filter((_, at) => !whole.some((share) => share === choices[at])),
      );
    }
  });
});

it("each failure takes down exactly the ports that it lists", () => {
  holds((design) => {
    const { singleFailures } = assess(design);
    for (const { failures, survivors } of singleFailures) {
      const down = failures.flatMap(({ ports }) => ports);
      expect([...survivors, ...down].toSorted()).toEqual(design.ports.map(({ name }) => name));
    }
  });
});

it("replacing a known device with an unknown device never improves a design", () => {
  holds((design) => {
    const { configured, operational, worstCase } = assess(design);
    for (const { name } of design.ports) {
      const ports = design.ports.map((port) =>
        port.name === name ? { ...port, device: null } : port,
      );
      const withUnknown = assess({ ...design, ports });
      expect(isAsStrong(configured, withUnknown.configured)).toBe(true);
      expect(isAsStrong(operational, withUnknown.operational)).toBe(true);
      expect(isAtMost(withUnknown.worstCase, worstCase)).toBe(true);
    }
  });
});

it("the order of ports and sessions does not change the assessment", () => {
  holds((design, any) => {
    const shuffled = <T>(items: readonly T[]) =>
      any(fc.shuffledSubarray, [...items], { minLength: items.length });
    const { ports, sessions } = design;
    expect(assess({ ...design, ports: shuffled(ports), sessions: shuffled(sessions) })).toEqual(
      assess(design),
    );
  });
});

it("a design is met if it achieves its intent without errors, and otherwise it has a finding that states the reason", () => {
  holds((design) => {
    const { met, configured, operational, blockers } = assess(design);
    const isConfigured = fulfils(configured, design.intent);
    const severities = blockers.map(({ severity }) => severity);
    expect(met).toBe(
      severities.includes("error")
        ? false
        : severities.includes("unknown")
          ? "unknown"
          : isConfigured,
    );
    expect(isConfigured || blockers.some(({ severity }) => severity !== "warning")).toBe(true);
    expect(isAsStrong(configured, operational)).toBe(true);
    for (const { type, explanation } of blockers) {
      expect(BLOCKER_TYPES).toContain(type);
      expect(explanation).toMatch(/^["A-Z][^\n]+\. [A-Z][^\n]+\.$/);
    }
  });
});

it("the verdict agrees with the surviving sessions and prefixes", () => {
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
      if (verdict === "lost") expect(isConnected).toBe(false);
      if (isConnected) expect(path.toCloudflare).not.toEqual([]);
      if (!failures.some(({ uncertain }) => uncertain) && !isConnected) {
        expect(["backup", "lost"]).toContain(verdict);
      }
    }
  });
});

/** Builds a design with five ports per facility on two devices. Each port has its own session and prefix. */
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

it("assess evaluates each set of failed ports of a large design only once", () => {
  for (const count of [10, 50]) {
    const design = large(count);
    const start = performance.now();
    const { singleFailures, pairs } = assess(design);
    const took = performance.now() - start;
    console.info(`${count} ports: ${pairs.length} pairs in ${took.toFixed(0)} ms`);
    const all = [...singleFailures, ...pairs];
    const evaluations = new Set(all.map(({ survivors }) => survivors));
    const sets = new Set(all.map(({ survivors }) => survivors.join()));
    expect(evaluations.size).toBe(sets.size);
    // Failures of facilities, metros, PoPs and maintenance take down the same ports, so most pairs share an evaluation.
    expect(evaluations.size).toBeLessThan(pairs.length);
  }
});
