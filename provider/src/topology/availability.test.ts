/** Tests the expected availability of designs for given assumptions. */
import { assess, type Design, scorecardOf } from ".";
import { designOf, OFTEN, portsOnly, toCustomer, YEAR } from "./testing/assumed-designs";

describe("expected availability", () => {
  it("is omitted if there are no assumptions about failures", () => {
    expect(assess(designOf(1)).availability).toBeUndefined();
    const probes = designOf(1, { assumptions: { probeInterval: 5 } });
    expect(assess(probes).availability).toBeUndefined();
    expect(scorecardOf(probes, assess(probes)).availability).toBeUndefined();
  });

  it("is omitted if nothing can fail for which there is an assumption", () => {
    const { availability } = assess(designOf(1, { assumptions: { duct: OFTEN } }));
    expect(availability).toBeUndefined();
  });

  it("equals the share of the time in which a single port is up", () => {
    const { least, most } = toCustomer(designOf(1, { assumptions: portsOnly() }));
    expect(least).toBeCloseTo(0.01 * YEAR, 3);
    expect(most).toBeCloseTo(0.01 * YEAR, 3);
  });

  it("is lost only while both ports are down if each of two ports carries the demand", () => {
    const { least, most } = toCustomer(designOf(2, { assumptions: portsOnly() }));
    expect(least).toBeCloseTo(0.01 ** 2 * YEAR, 3);
    expect(most).toBeCloseTo(0.01 ** 2 * YEAR, 3);
  });

  it("is lost while one port is down if the demand needs two ports", () => {
    const demand = { toCustomer: 20 };
    const { least, most } = toCustomer(designOf(2, { demand, assumptions: portsOnly() }));
    expect(least).toBeCloseTo((1 - 0.99 ** 2) * YEAR, 3);
    expect(most).toBeCloseTo((1 - 0.99 ** 2) * YEAR, 3);
  });

  it("counts three failures at once only in the upper bound", () => {
    const { least, most, threeOrMore } = toCustomer(designOf(3, { assumptions: portsOnly() }));
    expect(threeOrMore).toBeCloseTo(0.01 ** 3 * YEAR, 3);
    expect([least, most]).toEqual([expect.closeTo(0, 6), expect.closeTo(0.01 ** 3 * YEAR, 3)]);
  });

  it("counts a failure during a larger failure as part of the larger failure", () => {
    const design = designOf(2, { assumptions: { ...portsOnly(), facility: OFTEN } });
    const { least } = toCustomer(design);
    const exact = 0.01 + 0.99 * 0.01 ** 2;
    // Three failures (the facility and both ports at once) count only in the upper bound.
    expect(least).toBeCloseTo((exact - 0.01 ** 3) * YEAR, 3);
    expect(toCustomer(design).most).toBeCloseTo(exact * YEAR, 3);
  });

  it("differs between the directions if only one of them has a shortage", () => {
    const demand = { toCustomer: 10, toCloudflare: 2 };
    const { availability } = assess(designOf(2, { demand, assumptions: portsOnly() }));
    expect(availability?.toCustomer.least).toBeCloseTo(0.01 ** 2 * YEAR, 3);
    expect(availability?.toCloudflare?.least).toBeCloseTo((1 - 0.99 ** 2) * YEAR, 3);
  });

  it("is not judged toward Cloudflare with direct server return", () => {
    const useCase = "magic-transit-dsr";
    const { availability } = assess(designOf(1, { useCase, assumptions: portsOnly() }));
    expect(availability).not.toHaveProperty("toCloudflare");
  });

  it("is lost while a prefix has no path if the design has no demand", () => {
    const design = designOf(2, { demand: undefined, assumptions: portsOnly() });
    expect(toCustomer(design).least).toBeCloseTo(0.01 ** 2 * YEAR, 3);
    expect(assess(design).availability?.toCloudflare?.least).toBeCloseTo(0.01 ** 2 * YEAR, 3);
  });

  it("counts a prefix without a path only toward the customer", () => {
    const { ports, sessions, ...rest } = designOf(2, { assumptions: portsOnly() });
    const own = sessions.map((session, at) => ({ ...session, prefixes: [`203.0.${at}.0/24`] }));
    const { availability } = assess({ ...rest, ports, sessions: own });
    expect(availability?.toCustomer.least).toBeCloseTo((1 - 0.99 ** 2) * YEAR, 3);
    expect(availability?.toCloudflare?.least).toBeCloseTo(0.01 ** 2 * YEAR, 3);
  });

  it("is a range if it depends on an unknown speed", () => {
    const { ports, ...rest } = designOf(1, { assumptions: portsOnly() });
    const unknown = ports.map(({ speed: _, ...port }) => port);
    const { availability } = assess({ ...rest, ports: unknown });
    expect(availability?.toCustomer.least).toBeCloseTo(0.01 * YEAR, 3);
    expect(availability?.toCustomer.most).toBeCloseTo(YEAR, 3);
  });

  it("is a range if ports on unknown devices may share a device or have separate devices", () => {
    const demand = { toCustomer: 10 };
    const assumptions = { ...portsOnly({ mtbf: "1000000000y", mttr: "1ms" }), device: OFTEN };
    const { ports, ...rest } = designOf(2, { demand, assumptions });
    const unknown = ports.map(({ device: _, ...port }) => port);
    const { least, most } = toCustomer({ ...rest, ports: unknown });
    expect(least).toBeCloseTo(0, 3);
    expect(most).toBeCloseTo((1 - 0.99 ** 2) * YEAR, 3);
  });

  it("is a range if traffic to Cloudflare may stay on a dead path until the repair", () => {
    const { sessions, ...rest } = designOf(2, { assumptions: portsOnly() });
    const untracked = sessions.map(({ trackedWithin: _, ...session }) => session);
    const { availability } = assess({ ...rest, sessions: untracked });
    expect(availability?.toCustomer.most).toBeCloseTo(0.01 ** 2 * YEAR, 3);
    expect(availability?.toCloudflare?.least).toBeCloseTo(0.01 ** 2 * YEAR, 3);
    expect(availability?.toCloudflare?.most).toBeCloseTo((1 - 0.99 ** 2) * YEAR, 3);
  });

  it("accepts a design from a stack's state, in which missing values are null", () => {
    const state = JSON.parse(
      JSON.stringify(designOf(1, { assumptions: { port: OFTEN } }), (_, value) => value ?? null),
    );
    const absent = { availability: null, assumptions: { ...state.assumptions, device: null } };
    const { availability } = assess({ ...state, ...absent });
    expect(availability?.assumed).toEqual([{ kind: "port", ...OFTEN }]);
    expect(assess({ ...state, assumptions: null }).availability).toBeUndefined();
  });

  it("lists the kinds of failures without an assumption and then has no upper bound", () => {
    const { availability } = assess(designOf(1, { assumptions: { port: OFTEN } }));
    expect(availability).toMatchObject({
      toCustomer: { least: expect.closeTo(0.01 * YEAR, 3), most: "unknown" },
      assumed: [{ kind: "port", ...OFTEN }],
      notCounted: ["device", "facility", "metro", "maintenance"],
    });
  });
});

describe("description of the availability", () => {
  const wordsOf = (design: Design) => scorecardOf(design, assess(design)).availability;

  it("contains the figures, their assumptions, what they do not include, and that there is no SLA", () => {
    expect(wordsOf(designOf(2, { assumptions: portsOnly({ mtbf: "1y", mttr: "12h" }) }))).toEqual([
      "The interconnects carry less than the demand to the customer for 0.98 minutes a year (99.99981% available).",
      "The interconnects carry less than the demand to Cloudflare for 0.98 minutes a year (99.99981% available).",
      "Assumed failures: port every 1y for 12h; device every 1000000000y for 1ms; facility every 1000000000y for 1ms; metro every 1000000000y for 1ms; maintenance window every 1000000000y for 1ms.",
      "Not counted: the time until traffic moves to another path; the backup.",
      "Cloudflare gives no SLA for interconnects. These figures follow only from the assumptions of the design.",
    ]);
  });

  it("states that the figure is a lower bound if a kind of failure is not counted", () => {
    const [first, , , left] = wordsOf(designOf(1, { assumptions: { port: OFTEN } })) ?? [];
    expect(first).toBe(
      "The interconnects carry less than the demand to the customer for at least 5,256 minutes a year (at best 99.00% available).",
    );
    expect(left).toBe(
      "Not counted: failures of a device, facility, metro and maintenance window; the time until traffic moves to another path; the backup.",
    );
  });

  it("does not mention a demand that is not declared", () => {
    const [first] = wordsOf(designOf(1, { demand: undefined, assumptions: portsOnly() })) ?? [];
    expect(first).toMatch(/^The interconnects do not carry all traffic to the customer for /);
  });
});

it.each([
  [
    { assumptions: { port: { mtbf: "2 years", mttr: "4h" } } },
    /assumptions\.port\.mtbf "2 years" must be a duration such as "4h" or "2y"\./,
  ],
  [
    { assumptions: { port: { mtbf: "2y" } } },
    /assumptions\.port\.mttr is required\. Set \{ mtbf: "2y", mttr: "4h" \}\./,
  ],
  [
    { assumptions: { port: { mtbf: "2y", mttr: "4h", mtr: "4h" } } },
    /assumptions\.port\.mtr is not a property of a design\. Did you mean/,
  ],
  [
    { assumptions: { port: "2y" } },
    /assumptions\.port "2y" must be an object such as \{ mtbf: "2y", mttr: "4h" \}\./,
  ],
  [
    { assumptions: { ports: { mtbf: "2y", mttr: "4h" } } },
    /assumptions\.ports is not a property of a design\. Did you mean/,
  ],
  [
    { availability: "four nines" },
    /availability "four nines" must be a percentage above 0% and below 100%, such as "99\.99%"\./,
  ],
  [{ availability: "100%" }, /availability "100%" must be/],
  [{ availability: 99.9 }, /availability 99\.9 must be/],
])("assess refuses the assumptions %j", (wrong, message) => {
  // The design has no types, as if it came from a JavaScript program.
  const design: Design = Object.assign(designOf(1), wrong);
  expect(() => assess(design)).toThrow(message);
});
