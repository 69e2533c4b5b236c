/**
 * Smallest designs on which an earlier version of the model and the oracle differed. The specification decides each
 * case.
 */
import {
  assess,
  type Design,
  type FailureKind,
  type OutageRange,
  type Port,
  type Session,
} from ".";
import { oracleAssessment } from "./testing/oracle";

const PROBED = { healthCheck: { enabled: true } };
const NOT_PROBED = { healthCheck: { enabled: false } };
/**
 * BGP with a hold time of 9 seconds. The hold time expires after 6 to 9 seconds, and all data centers know this 20 to
 * 180 seconds later.
 */
const FAST_BGP = { bgp: true, holdTime: 9, gracefulRestart: false };
const WITHDRAWN = { least: 26, most: 189 };
const FOREVER = { least: "forever", most: "forever" };

function port(name: string, others: Partial<Port> = {}): Port {
  return { name, facility: "Equinix AM1", device: `device-${name}`, speed: 10, ...others };
}

function session(name: string, on: string, others: Partial<Session> = {}): Session {
  return { name, port: on, prefixes: ["10.0.0.0/8"], ...PROBED, ...others };
}

/** Two ports whose fibres share one duct, and one port that survives. */
const IN_ONE_DUCT = [
  port("1", { customer: { router: "edge-1", duct: "north" } }),
  port("2", { customer: { router: "edge-2", duct: "north" } }),
  port("3", { customer: { router: "edge-3" } }),
];

function design(ports: Port[], sessions: Session[], others: Partial<Design> = {}): Design {
  const assumptions = { probeInterval: 60, probeTimeout: 2, customerConvergence: 5 };
  return { name: "transit", intent: "single", assumptions, ports, sessions, ...others };
}

function outcomeOf(it: Design, kind: FailureKind) {
  const outcome = assess(it).singleFailures.find(({ failures: [first] }) => first?.kind === kind);
  const foretold = oracleAssessment(it).outcomes.find((other) => other.kind === kind);
  if (outcome?.outage === undefined || foretold === undefined) throw new Error(`no ${kind}`);
  return { ...outcome, outage: outcome.outage, foretold };
}

function ends({ least, most }: Pick<OutageRange, "least" | "most">) {
  return { least, most };
}

describe("assess outages of BGP routes", () => {
  it("an outage lasts until BGP withdraws a dead route that hides a shorter prefix", () => {
    const { outage, foretold } = outcomeOf(
      design(
        [port("1"), port("2")],
        [session("a", "1", { ...FAST_BGP, prefixes: ["10.1.0.0/16"] }), session("b", "2")],
      ),
      "port",
    );
    expect(ends(foretold.outage.toCustomer.silent)).toEqual(WITHDRAWN);
    expect(ends(outage.toCustomer.silent)).toEqual(WITHDRAWN);
  });

  it("an outage lasts until BGP withdraws a dead route that is preferred to 13335:60902 despite its penalty", () => {
    const last = { bgp: true, communities: ["13335:60902"] };
    const { outage, foretold } = outcomeOf(
      design([port("1"), port("2")], [session("a", "1", FAST_BGP), session("b", "2", last)]),
      "port",
    );
    expect(ends(foretold.outage.toCustomer.silent)).toEqual(WITHDRAWN);
    expect(ends(outage.toCustomer.silent)).toEqual(WITHDRAWN);
  });
});

describe("assess outages of several sessions", () => {
  it("an outage to the customer lasts until BGP withdraws the route of a second dead session", () => {
    const { outage, foretold } = outcomeOf(
      design(IN_ONE_DUCT, [
        session("a", "1", { ...FAST_BGP, communities: ["13335:60050"] }),
        session("b", "2", { ...FAST_BGP, ...NOT_PROBED }),
        session("c", "3", { routePriority: 200 }),
      ]),
      "duct",
    );
    expect(ends(foretold.outage.toCustomer.silent)).toEqual(WITHDRAWN);
    expect(ends(outage.toCustomer.silent)).toEqual(WITHDRAWN);
  });

  it("an outage to the customer is unknown if the health check of a second dead session is undeclared", () => {
    const { outage, foretold } = outcomeOf(
      design(IN_ONE_DUCT, [
        session("a", "1"),
        session("b", "2", { routePriority: 150, healthCheck: undefined }),
        session("c", "3", { routePriority: 200 }),
      ]),
      "duct",
    );
    expect(ends(foretold.outage.toCustomer.silent)).toEqual({ least: 0, most: "unknown" });
    expect(ends(outage.toCustomer.silent)).toEqual({ least: 0, most: "unknown" });
  });

  it("an outage to Cloudflare lasts forever if nothing tracks the static route of a second dead session", () => {
    const { outage, foretold } = outcomeOf(
      design(IN_ONE_DUCT, [
        session("a", "1", { localPreference: 200, trackedWithin: 3 }),
        session("b", "2", { localPreference: 150 }),
        session("c", "3", { localPreference: 50 }),
      ]),
      "duct",
    );
    expect(ends(foretold.outage.toCloudflare.silent)).toEqual(FOREVER);
    expect(ends(outage.toCloudflare.silent)).toEqual(FOREVER);
  });
});

describe("assess unpublished locations", () => {
  it.each([{ facility: "Barn", metro: "XXX" }, { facility: "Loft" }, { facility: undefined }])(
    "two devices at an unpublished location do not count as diverse: %o",
    (place) => {
      const it = design([port("1", place), port("2", place)], []);
      expect(oracleAssessment(it).configured).toBe("single");
      expect(assess(it).configured).toBe("single");
    },
  );

  it.each([
    { facility: "Barn", metro: "XXX" },
    { facility: "Loft" },
    { facility: undefined, metro: "AMS" },
  ])("two devices at an unpublished location have one maintenance window: %o", (place) => {
    const { failures, foretold } = outcomeOf(
      design([port("1", place), port("2", place)], []),
      "maintenance",
    );
    expect(foretold.failed).toEqual(["1", "2"]);
    expect(failures.map(({ ports }) => ports)).toEqual([["1", "2"]]);
  });
});

describe("assess hidden sessions", () => {
  const hidden = design(
    [port("1"), port("2")],
    [session("a", "1", { ...NOT_PROBED, routePriority: 50 }), session("b", "2")],
    { demand: { toCustomer: 1 } },
  );

  it("the path to the customer contains no session if a dead static route hides the live session", () => {
    const { path, foretold } = outcomeOf(hidden, "port");
    expect(foretold.sessions.toCustomer).toEqual([]);
    expect(path.toCustomer).toEqual([]);
  });

  it("the outcome is degraded if a dead static route hides a live session and all speeds are known", () => {
    const { verdict, capacity, foretold } = outcomeOf(hidden, "port");
    expect(foretold.verdict).toBe("degraded");
    expect({ verdict, toCustomer: capacity.toCustomer }).toEqual({
      verdict: "degraded",
      toCustomer: 0,
    });
  });
});

describe("assess outages with a tunnel", () => {
  it("an outage lasts forever if the tunnel's priority value exceeds the penalty of a health check, because the dead route is still preferred", () => {
    const { outage, foretold } = outcomeOf(
      design([port("1")], [session("a", "1")], {
        backup: { kind: "tunnel", routePriority: 2_000_000 },
      }),
      "port",
    );
    expect(ends(foretold.outage.toCustomer.silent)).toEqual(FOREVER);
    expect(ends(outage.toCustomer.silent)).toEqual(FOREVER);
  });
});

describe("assess outages with BFD", () => {
  it("an outage of a port on v2 with BFD lasts until the BGP hold time expires, because v2 does not support BFD", () => {
    const { outage, foretold } = outcomeOf(
      design(
        [port("1", { bfd: true }), port("2")],
        [session("a", "1", FAST_BGP), session("b", "2")],
      ),
      "port",
    );
    expect(ends(foretold.outage.toCloudflare.silent)).toEqual({ least: 6, most: 9 });
    expect(ends(outage.toCloudflare.silent)).toEqual({ least: 6, most: 9 });
  });
});
