import type { Design, Session } from "./design";
import { capacityOfDesign } from "./throughput";
import { activeSessions } from "./traffic";

const PORTS = ["a", "b"].map((name) => ({ name, speed: 10 }));

function design(each: Record<string, Partial<Session>>, more: Partial<Design> = {}): Design {
  const sessions = PORTS.map(({ name }) => ({ name: `s-${name}`, port: name, ...each[name] }));
  return { name: "transit", intent: "single", ports: PORTS, sessions, ...more };
}

it.each<[string, Design, number, number]>([
  ["is the total if all sessions share the traffic", design({}), 20, 20],
  ["is the capacity of the preferred session", design({ a: { routePriority: 10 } }), 10, 10],
  [
    "is uncertain if prefixes have their own sessions",
    design({ a: { prefixes: ["198.18.0.0/16"] }, b: { prefixes: ["198.19.0.0/16"] } }),
    10,
    20,
  ],
  [
    "is shared if one prefix is spelled in two ways",
    design({ a: { prefixes: ["198.18.0.0/16"] }, b: { prefixes: ["198.18.1.0/16"] } }),
    20,
    20,
  ],
  [
    "has no upper limit if a speed is unknown",
    design({}, { ports: PORTS.map((port, at) => (at === 0 ? port : { name: "b" })) }),
    10,
    Number.POSITIVE_INFINITY,
  ],
  ["is 0 without sessions", design({}, { sessions: [] }), 0, 0],
])("the capacity of a design to the customer %s", (_name, design, least, most) => {
  const capacity = capacityOfDesign(design);
  expect(capacity.least.toCustomer).toBe(least);
  expect(capacity.most.toCustomer).toBe(most);
});

it("activeSessions returns no sessions if there are no destinations", () => {
  expect(activeSessions([])).toEqual([]);
});
