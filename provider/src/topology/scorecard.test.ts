import { assess, type Design, type Scorecard, scorecardOf } from ".";

const NOTIFICATIONS = [
  { alertType: "cni_maintenance_notification" },
  { alertType: "maintenance_event_notification" },
] as const;

/** Two ports in two metros without any findings. */
const GOOD: Design = {
  name: "transit",
  intent: "site-diverse",
  demand: { toCustomer: 8, toCloudflare: 1 },
  maxOutage: "5m",
  assumptions: { probeInterval: 1, probeTimeout: 1, customerConvergence: 2 },
  backup: { kind: "internet", name: "two ISPs", capacity: 10 },
  maintenanceNotification: NOTIFICATIONS,
  ports: [port("atl", "Equinix AT1", "atl-a"), port("lax", "CoreSite LA1", "lax-a")],
  sessions: [session("atl"), session("lax")],
};

function port(name: string, facility: string, site: string) {
  const customer = { router: `edge-${name}` };
  return { name, facility, site, device: `ccr01.${site}`, speed: 10, state: "Healthy", customer };
}

function session(port: string) {
  const healthCheck = { enabled: true, direction: "unidirectional" } as const;
  return {
    name: port,
    port,
    prefixes: ["203.0.113.0/24"],
    trackedWithin: 3,
    healthCheck,
    up: true,
  };
}

function scorecard(change: Partial<Design> = {}): Scorecard {
  const design = { ...GOOD, ...change };
  return scorecardOf(design, assess(design));
}

function light(title: string, change: Partial<Design> = {}) {
  return scorecard(change).lights.find((one) => one.title === title);
}

describe("scorecardOf", () => {
  it("contains the same four lights in the same order for every design", () => {
    for (const change of [{}, { ports: [], sessions: [] }, { backup: undefined }]) {
      expect(scorecard(change).lights.map(({ title }) => title)).toEqual([
        "Diversity",
        "Capacity after the worst failure",
        "Outage",
        "Working now",
      ]);
    }
  });

  it("contains the worst failure and the required, remaining and designed capacity", () => {
    expect(scorecard()).toMatchObject({
      level: "good",
      headline: "Achieves site-diverse",
      worstFailure: "if port atl fails",
      demand: { toCustomer: 8, toCloudflare: 1 },
      remaining: { toCustomer: 10, toCloudflare: 1 },
      designed: { toCustomer: 20, toCloudflare: 2 },
    });
    expect(light("Capacity after the worst failure")).toMatchObject({
      level: "good",
      answer: "enough",
      detail: "If port atl fails, what is left carries the demand.",
    });
  });

  it("states why a diverse design cannot be used, while the diversity light stays good", () => {
    const card = scorecard({ backup: undefined });
    expect(card).toMatchObject({
      level: "bad",
      headline: "Achieves site-diverse, but has 1 error (no backup)",
    });
    expect(card.lights[0]).toMatchObject({ level: "good", answer: "site-diverse" });
  });

  it("contains the achieved level of a design that is not diverse enough", () => {
    const ports = GOOD.ports.slice(0, 1);
    const sessions = GOOD.sessions.slice(0, 1);
    expect(scorecard({ ports, sessions }).headline).toMatch(
      /^Must be site-diverse, achieves only single: /,
    );
    expect(light("Diversity", { ports, sessions })).toMatchObject({
      level: "bad",
      answer: "single, not site-diverse",
      detail: "Does not survive the loss of port atl.",
    });
  });

  it("states which losses the design survives and which it does not", () => {
    const ports = GOOD.ports.map((port) => ({ ...port, customer: { router: "edge-1" } }));
    expect(light("Diversity", { ports, demand: undefined })).toMatchObject({
      level: "poor",
      detail: "Survives the loss of any one device or facility, but not of your router edge-1.",
    });
    const unknown = GOOD.ports.map(({ customer: _, ...port }) => port);
    expect(light("Diversity", { ports: unknown })).toMatchObject({
      level: "unknown",
      detail: "Survives the loss of any one device or facility. Open: customer side unknown.",
    });
  });

  it("shows neither a good light nor a good headline while nothing works", () => {
    const ports = GOOD.ports.map((port) => ({ ...port, state: "Down" }));
    expect(scorecard({ ports })).toMatchObject({
      level: "poor",
      headline: "Achieves site-diverse as designed, but not now",
    });
    expect(light("Working now", { ports })).toMatchObject({
      level: "bad",
      answer: "0 of 2 ports",
      detail: "Down: atl and lax. The working ports achieve nothing.",
    });
  });

  it("shows an Unhealthy port even if no finding mentions it", () => {
    const ports = [...GOOD.ports, { ...port("fra", "Equinix FR5", "fra-a"), state: "Unhealthy" }];
    expect(scorecard({ ports })).toMatchObject({
      level: "poor",
      headline: "Achieves site-diverse, but not everything works now",
    });
    expect(light("Working now", { ports })).toMatchObject({
      level: "poor",
      answer: "2 of 3 ports",
      detail: "Unhealthy: fra.",
    });
  });

  it("shows ports that are Pending as waiting, and does not judge ports that are not ordered", () => {
    const inState = (state: string | undefined) =>
      GOOD.ports.map(({ state: _, ...port }) => ({ ...port, ...(state ? { state } : {}) }));
    expect(scorecard({ ports: inState("Pending") })).toMatchObject({
      level: "waiting",
      headline: "Achieves site-diverse as designed, but is not up yet",
    });
    expect(scorecard({ ports: inState(undefined) }).level).toBe("good");
    expect(light("Working now", { ports: inState(undefined) })).toMatchObject({
      level: "not-judged",
      answer: "not ordered yet",
    });
    const ordered = inState(undefined).map((port) => ({ ...port, interconnect: "cni-1" }));
    expect(light("Working now", { ports: ordered })).toMatchObject({
      level: "not-judged",
      answer: "not known",
    });
  });

  it("takes a session that is down into account", () => {
    const sessions = GOOD.sessions.map((session) => ({ ...session, up: session.name === "lax" }));
    expect(light("Working now", { sessions })).toMatchObject({
      level: "bad",
      answer: "1 of 2 ports",
      detail: "Session down: atl. The working ports achieve only single.",
    });
  });

  it("states that the backup carries the traffic if no interconnect remains", () => {
    const ports = GOOD.ports.slice(0, 1);
    const sessions = GOOD.sessions.slice(0, 1);
    const one: Partial<Design> = { ports, sessions, intent: "single" };
    expect(light("Capacity after the worst failure", one)).toMatchObject({
      level: "good",
      answer: "enough, over the backup",
      detail:
        'If port atl fails, no interconnect is left and the backup "two ISPs" carries up to 10 Gbps.',
    });
    const none = { ...one, backup: { kind: "none", reason: "a test" } } as const;
    expect(light("Capacity after the worst failure", none)?.detail).toBe(
      "If port atl fails, nothing carries the traffic.",
    );
  });

  it("compares the outage with its limit, and does not judge the outage without a limit", () => {
    expect(light("Outage")).toMatchObject({ level: "good", answer: "up to 3 s" });
    expect(light("Outage", { maxOutage: "1s" })?.level).toBe("unknown");
    expect(light("Outage", { maxOutage: undefined })).toMatchObject({ level: "not-judged" });
    const sessions = GOOD.sessions.map(({ trackedWithin: _, ...session }) => session);
    expect(light("Outage", { maxOutage: undefined, sessions })).toMatchObject({
      level: "poor",
      answer: "for ever",
    });
  });

  it("does not judge the capacity without a demand", () => {
    expect(light("Capacity after the worst failure", { demand: undefined })).toMatchObject({
      level: "not-judged",
      answer: "no demand to compare with",
    });
    expect(light("Capacity after the worst failure", { demand: { toCustomer: 15 } })).toMatchObject(
      {
        level: "bad",
        answer: "too little",
        detail: "If port atl fails, only 10 of 15 Gbps to the customer are left.",
      },
    );
  });
});
