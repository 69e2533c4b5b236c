import { type Backup, type Design, replacementOrder } from ".";

const BACKUP: Backup = { kind: "tunnel", name: "gre" };

function design(more: Partial<Design> = {}): Design {
  const [am1, fr5] = [
    { facility: "Equinix AM1", speed: 10 },
    { facility: "Equinix FR5", speed: 10 },
  ];
  return {
    name: "transit",
    intent: "site-diverse",
    ports: [
      { name: "a", ...am1 },
      { name: "b", ...fr5 },
      { name: "c", ...am1 },
      { name: "d", speed: 10 },
    ],
    sessions: [
      { name: "s-a", port: "a", localPreference: 200, routePriority: 10 },
      { name: "s-b", port: "b", localPreference: 50, routePriority: 20 },
      { name: "s-c", port: "c", localPreference: 50, routePriority: 20 },
    ],
    backup: BACKUP,
    ...more,
  };
}

it("replacementOrder puts the least preferred ports first and replaces one facility after the other", () => {
  expect(replacementOrder(design(), ["a", "b", "c", "d"])).toEqual([
    {
      port: "d",
      reason:
        'The port has no session. During the replacement, all traffic goes over "s-a" (10 Gbps to the customer, 1 Gbps to Cloudflare).',
    },
    {
      port: "c",
      reason:
        'The port is on standby. During the replacement, all traffic goes over "s-a" (10 Gbps to the customer, 1 Gbps to Cloudflare).',
    },
    { port: "b", reason: expect.stringMatching(/^The port is on standby\./) },
    {
      port: "a",
      reason:
        'The port carries traffic. During the replacement, all traffic goes over "s-b" and "s-c" (20 Gbps to the customer, 2 Gbps to Cloudflare).',
    },
  ]);
});

it("replacementOrder lists only the given ports", () => {
  expect(replacementOrder(design(), ["b"]).map(({ port }) => port)).toEqual(["b"]);
});

it("replacementOrder sorts ports without a facility and session by name", () => {
  const ports = ["z", "y", "x"].map((name) => ({ name }));
  const order = replacementOrder(design({ ports, sessions: [] }), ["z", "y", "x"]);
  expect(order.map(({ port }) => port)).toEqual(["x", "y", "z"]);
});

it("replacementOrder sorts by preference first and then by facility", () => {
  const ports = [
    { name: "a", facility: "Equinix FR5", speed: 10 },
    { name: "b", facility: "Equinix AM1", speed: 10 },
  ];
  const order = (preferences: number[]) => {
    const sessions = ports.map(({ name }, at) => ({
      name: `s-${name}`,
      port: name,
      localPreference: preferences[at],
    }));
    return replacementOrder(design({ ports, sessions }), ["a", "b"]).map(({ port }) => port);
  };
  expect(order([])).toEqual(["b", "a"]);
  expect(order([50, 100])).toEqual(["a", "b"]);
});

it("replacementOrder reports that a port carries traffic if one of its sessions does", () => {
  const sessions = [
    { name: "s-a", port: "a", localPreference: 200, routePriority: 10 },
    { name: "s-a2", port: "a", localPreference: 50, routePriority: 20 },
  ];
  const [first] = replacementOrder(design({ sessions }), ["a"]);
  expect(first?.reason).toMatch(/^The port carries traffic\./);
});

it("replacementOrder puts a port last if the traffic is degraded without it", () => {
  const prefixes = ["198.18.0.0/16"];
  const sessions = [
    { name: "s-a", port: "a", prefixes, localPreference: 50 },
    { name: "s-b", port: "b", localPreference: 100 },
  ];
  const order = replacementOrder(design({ sessions }), ["a", "b"]);
  expect(order).toEqual([
    { port: "b", reason: expect.stringContaining("all traffic goes over") },
    {
      port: "a",
      reason: expect.stringContaining(
        'only part of the traffic gets through, over "gre" to the customer and "s-b" to Cloudflare',
      ),
    },
  ]);
});

it.each<[string, Partial<Design>, RegExp]>([
  [
    "some capacity is uncertain",
    { demand: { toCustomer: 5 }, ports: [{ name: "a", speed: 10 }, { name: "b" }, { name: "c" }] },
    /traffic goes over .*, but only 0 Gbps to the customer, 0 Gbps to Cloudflare are certain\./,
  ],
  [
    "only the backup remains",
    { ports: [{ name: "a" }], sessions: [{ name: "s-a", port: "a" }] },
    /During the replacement, only the backup "gre" carries traffic/,
  ],
  [
    "nothing remains",
    { ports: [{ name: "a" }], sessions: [{ name: "s-a", port: "a" }], backup: undefined },
    /During the replacement, nothing carries the traffic\. Add a port or a backup first/,
  ],
])("replacementOrder states in the reason that %s", (_name, more, reason) => {
  expect(replacementOrder(design(more), ["a"])[0]?.reason).toMatch(reason);
});

it("replacementOrder refuses a port that is not in the design", () => {
  expect(() => replacementOrder(design(), ["x"])).toThrow(
    'Port "x" to replace is not in design "transit". Name one of "a", "b", "c" and "d".',
  );
});
