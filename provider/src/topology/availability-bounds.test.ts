/** Tests properties of the availability with random designs. */
import fc from "fast-check";
import { assess, type Design } from ".";
import { assumptionOf } from "./assumed-failures";
import { failuresOf } from "./failures";
import { outcomeWithout } from "./outcomes";
import { designOf, portsOnly, toCustomer, YEAR } from "./testing/assumed-designs";

/**
 * Calculates the minutes per year below the demand from every possible set of failures. `down` is the share of the time
 * during which each component is down.
 */
function exactMinutes(design: Design, down: number) {
  const { toCustomer: wanted = 0, toCloudflare: needed = 0 } = design.demand ?? {};
  const components = failuresOf(design.ports).filter(
    ({ kind }) => assumptionOf(design, kind) !== undefined,
  );
  const minutes = { toCustomer: 0, toCloudflare: 0 };
  for (let set = 0; set < 2 ** components.length; set++) {
    const failed = components.filter((_, at) => (set >> at) % 2 === 1);
    const weight = down ** failed.length * (1 - down) ** (components.length - failed.length) * YEAR;
    const ports = failed.flatMap((one) => one.ports);
    const { capacity, unreachable } = outcomeWithout(design, ports);
    if (capacity.toCustomer < wanted || unreachable.length > 0) minutes.toCustomer += weight;
    if (capacity.toCloudflare < needed) minutes.toCloudflare += weight;
  }
  return minutes;
}

describe("bounds of the availability", () => {
  it("contain the sum over every set of failures", () => {
    const anyPort = fc.record({
      facility: fc.constantFrom("Equinix CH2", "CoreSite LA1"),
      device: fc.constantFrom("ccr01", "ccr02"),
      speed: fc.constantFrom(1, 10),
      steering: fc.constantFrom(undefined, "primary" as const, "secondary" as const),
      healthCheck: fc.constantFrom({ enabled: true }, { enabled: false }),
      prefixes: fc.subarray(["203.0.113.0/24", "203.0.113.0/25"], { minLength: 1 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyPort, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1, 5, 10),
        fc.integer({ min: 1, max: 60 }),
        (wanted, demand, hours) => {
          const one = { mtbf: "100h", mttr: `${hours}h` };
          const design: Design = {
            ...designOf(0, { demand: { toCustomer: demand, toCloudflare: 1 } }),
            ports: wanted.map(({ facility, device, speed }, at) => ({
              ...{ name: `p${at}`, facility, speed },
              device: `${device}.${facility}`,
            })),
            sessions: wanted.map(({ steering, healthCheck, prefixes }, at) => ({
              ...{ name: `p${at}`, port: `p${at}`, steering, healthCheck, prefixes },
              trackedWithin: 3,
            })),
            assumptions: { port: one, device: one, facility: one, metro: one },
          };
          const counted = { ...design.assumptions, maintenance: { mtbf: "1000000y", mttr: "1ms" } };
          const { availability } = assess({ ...design, assumptions: counted });
          const down = hours / (100 + hours);
          const exact = exactMinutes(design, down);
          for (const direction of ["toCustomer", "toCloudflare"] as const) {
            const { least, most } = availability?.[direction] ?? {};
            expect(exact[direction]).toBeGreaterThanOrEqual(Number(least) - 0.1);
            expect(exact[direction]).toBeLessThanOrEqual(Number(most) + 0.1);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("do not improve if a repair takes longer", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom(5, 10, 20),
        (count, hours, longer, demand) => {
          const downtime = (mttr: number) =>
            toCustomer(
              designOf(count, {
                demand: { toCustomer: demand },
                assumptions: portsOnly({ mtbf: "1y", mttr: `${mttr}h` }),
              }),
            );
          const [before, after] = [downtime(hours), downtime(hours + longer)];
          expect(Number(after.most)).toBeGreaterThanOrEqual(Number(before.most) - 1e-6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("do not get worse if another port shares the traffic", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom(5, 10, 20),
        (count, hours, demand) => {
          const downtime = (ports: number) =>
            toCustomer(
              designOf(ports, {
                demand: { toCustomer: demand },
                assumptions: portsOnly({ mtbf: "1y", mttr: `${hours}h` }),
              }),
            );
          const [before, after] = [downtime(count), downtime(count + 1)];
          // Only states that are not evaluated may raise the upper bound.
          expect(Number(after.most) - after.threeOrMore).toBeLessThanOrEqual(
            Number(before.most) + 1e-6,
          );
          expect(after.least).toBeLessThanOrEqual(Number(before.most) + 1e-6);
        },
      ),
      { numRuns: 40 },
    );
  });
});
