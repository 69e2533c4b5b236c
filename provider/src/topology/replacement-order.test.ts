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

it("replaces what is preferred least first, one facility after the other", () => {
  expect(replacementOrder(design(), ["a", "b", "c", "d"])).toEqual([
    {
      port: "d",
      reason:
        'it has no session; meanwhile everything goes over "s-a" (10 Gbps to the customer, 1 Gbps to Cloudflare)',
    },
    {
      port: "c",
      reason:
        'it stands by; meanwhile everything goes over "s-a" (10 Gbps to the customer, 1 Gbps to Cloudflare)',
    },
    { port: "b", reason: expect.stringMatching(/^it stands by;/) },
    {
      port: "a",
      reason:
        'it carries traffic; meanwhile everything goes over "s-b" and "s-c" (20 Gbps to the customer, 2 Gbps to Cloudflare)',
    },
  ]);
});

it("replaces only what it is asked to", () => {
  expect(replacementOrder(design(), ["b"]).map(({ port }) => port)).toEqual(["b"]);
});

it("replaces ports without facility and session by name", () => {
  const ports = ["z", "y", "x"].map((name) => ({ name }));
  const order = replacementOrder(design({ ports, sessions: [] }), ["z", "y", "x"]);
  expect(order.map(({ port }) => port)).toEqual(["x", "y", "z"]);
});

it("replaces by preference before all, then by facility", () => {
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

it("takes a port that has some of the traffic for one that carries it", () => {
  const sessions = [
    { name: "s-a", port: "a", localPreference: 200, routePriority: 10 },
    { name: "s-a2", port: "a", localPreference: 50, routePriority: 20 },
  ];
  const [first] = replacementOrder(design({ sessions }), ["a"]);
  expect(first?.reason).toMatch(/^it carries traffic;/);
});

it("leaves to the end what cannot be missed", () => {
  const prefixes = ["198.18.0.0/16"];
  const sessions = [
    { name: "s-a", port: "a", prefixes, localPreference: 50 },
    { name: "s-b", port: "b", localPreference: 100 },
  ];
  const order = replacementOrder(design({ sessions }), ["a", "b"]);
  expect(order).toEqual([
    { port: "b", reason: expect.stringContaining("everything goes over") },
    {
      port: "a",
      reason: expect.stringContaining(
        'less than everything gets through, over "gre" to the customer and "s-b" to Cloudflare',
      ),
    },
  ]);
});

it.each<[string, Partial<Design>, RegExp]>([
  [
    "is only certain in part",
    { demand: { toCustomer: 5 }, ports: [{ name: "a", speed: 10 }, { name: "b" }, { name: "c" }] },
    /less than everything may get through, over .* \(0 Gbps to the customer, 0 Gbps to Cloudflare are certain\)/,
  ],
  [
    "is the backup",
    { ports: [{ name: "a" }], sessions: [{ name: "s-a", port: "a" }] },
    /meanwhile only the backup "gre" is left/,
  ],
  [
    "is nothing",
    { ports: [{ name: "a" }], sessions: [{ name: "s-a", port: "a" }], backup: undefined },
    /meanwhile nothing is left: add a port or a backup first/,
  ],
])("says so where what is left %s", (_name, more, reason) => {
  expect(replacementOrder(design(more), ["a"])[0]?.reason).toMatch(reason);
});

it("refuses a port that is none of the design", () => {
  expect(() => replacementOrder(design(), ["x"])).toThrow(
    'port "x" is to be replaced and design "transit" has none of that name: name one of "a", "b", "c" and "d".',
  );
});
