import type { Design, Session } from "./design";
import { capacityOfDesign, carrying } from "./traffic";

const PORTS = ["a", "b"].map((name) => ({ name, speed: 10 }));

function design(each: Record<string, Partial<Session>>, more: Partial<Design> = {}): Design {
  const sessions = PORTS.map(({ name }) => ({ name: `s-${name}`, port: name, ...each[name] }));
  return { name: "transit", intent: "single", ports: PORTS, sessions, ...more };
}

it.each<[string, Design, number, number]>([
  ["is all that there is where all share it", design({}), 20, 20],
  ["is that of the preferred session", design({ a: { routePriority: 10 } }), 10, 10],
  [
    "may be more where prefixes have their own sessions",
    design({ a: { prefixes: ["198.18.0.0/16"] }, b: { prefixes: ["198.19.0.0/16"] } }),
    10,
    20,
  ],
  [
    "is shared by one prefix that is written in two ways",
    design({ a: { prefixes: ["198.18.0.0/16"] }, b: { prefixes: ["198.18.1.0/16"] } }),
    20,
    20,
  ],
  [
    "may be anything where a speed is not known",
    design({}, { ports: PORTS.map((port, at) => (at === 0 ? port : { name: "b" })) }),
    10,
    Number.POSITIVE_INFINITY,
  ],
  ["is nothing without sessions", design({}, { sessions: [] }), 0, 0],
])("to the customer %s", (_name, design, least, most) => {
  const capacity = capacityOfDesign(design);
  expect(capacity.least.toCustomer).toBe(least);
  expect(capacity.most.toCustomer).toBe(most);
});

it("nobody carries what goes nowhere", () => {
  expect(carrying([])).toEqual([]);
});
