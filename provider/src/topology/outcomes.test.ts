import type { Backup, Design, Port, Session } from "./design";
import type { Outcome } from "./failure";
import { outcomes, outcomeWithout } from "./outcomes";

const AM1 = { facility: "Equinix AM1", speed: 10 };
const FR5 = { facility: "Equinix FR5", speed: 10 };
const PORTS: Port[] = [
  { name: "a", ...AM1, device: "ccr01.ams" },
  { name: "b", ...AM1, device: "ccr02.ams" },
  { name: "c", ...FR5, device: "ccr01.fra" },
];
const BACKUP: Backup = { kind: "tunnel", name: "gre" };

function design(more: Partial<Design> = {}, each: Record<string, Partial<Session>> = {}): Design {
  const ports = more.ports ?? PORTS;
  return {
    name: "transit",
    intent: "site-diverse",
    ports,
    sessions: ports.map(({ name }) => ({ name: `s-${name}`, port: name, ...each[name] })),
    backup: BACKUP,
    ...more,
  };
}

function single(design: Design, name: string): Outcome | undefined {
  return outcomes(design).singles.find(({ failures }) => failures[0]?.name === name);
}

it("tells what is left of ports, capacity and prefixes", () => {
  const prefixes = ["198.18.0.0/16", "198.19.0.0/16"];
  const each = { a: { prefixes }, b: { prefixes }, c: { prefixes: prefixes.slice(0, 1) } };
  expect(single(design({}, each), "AMS")).toEqual({
    failures: [{ kind: "metro", name: "AMS", ports: ["a", "b"] }],
    survivors: ["c"],
    capacity: { toCustomer: 10, toCloudflare: 1 },
    reachable: ["198.18.0.0/16"],
    unreachable: ["198.19.0.0/16"],
    path: { toCustomer: ["s-c", "gre"], toCloudflare: ["s-c"] },
    verdict: "degraded",
  });
});

describe("the path", () => {
  const both = ["198.18.0.0/16", "198.19.0.0/16"];

  it.each<[string, Record<string, Partial<Session>>, string[], string[]]>([
    ["is shared by equals", {}, ["s-b", "s-c"], ["s-b", "s-c"]],
    [
      "to Cloudflare is the highest local preference",
      { c: { localPreference: 200 } },
      ["s-b", "s-c"],
      ["s-c"],
    ],
    [
      "to Cloudflare is not the one below what routers take",
      { b: { localPreference: 99 } },
      ["s-b", "s-c"],
      ["s-c"],
    ],
    [
      "to the customer is the lowest route priority",
      { b: { routePriority: 10 }, c: { routePriority: 20 } },
      ["s-b"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is not the one above what Cloudflare gives to BGP",
      { b: { routePriority: 101 } },
      ["s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is that of each prefix",
      { b: { prefixes: both.slice(0, 1), routePriority: 10 }, c: { prefixes: both } },
      ["s-b", "s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is the longest prefix, whatever its priority",
      {
        b: { prefixes: ["198.18.0.0/16"], routePriority: 900 },
        c: { prefixes: ["198.18.0.0/15"], routePriority: 10 },
      },
      ["s-b", "s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is none of a session without its prefix",
      { b: { prefixes: ["198.18.0.0/16"] } },
      ["s-b"],
      ["s-b", "s-c"],
    ],
  ])("%s", (_name, each, toCustomer, toCloudflare) => {
    expect(single(design({}, each), "a")?.path).toEqual({ toCustomer, toCloudflare });
  });

  it("to the customer falls back to the prefix around it, and to the backup where there is none", () => {
    const each = {
      a: { prefixes: ["198.18.1.0/24"] },
      b: { prefixes: ["2001:db8:1::/48"] },
      c: { prefixes: ["198.18.0.0/23", "2001:db8::/32"] },
    };
    const { reachable, unreachable, path } = outcomeWithout(design({}, each), ["a", "b"]);
    expect(reachable).toHaveLength(4);
    expect(unreachable).toEqual([]);
    expect(path.toCustomer).toEqual(["s-c"]);
    const without = outcomeWithout(design({}, each), ["c"]);
    expect(without.unreachable).toEqual(["198.18.0.0/23", "2001:db8::/32"]);
    expect(without.path.toCustomer).toEqual(["s-a", "s-b", "gre"]);
  });

  it("reaches nothing that is named where no prefix is", () => {
    const { reachable, unreachable } = outcomeWithout(design(), ["a"]);
    expect({ reachable, unreachable }).toEqual({ reachable: [], unreachable: [] });
  });

  it("takes a prefix that is none for itself alone", () => {
    const each = { a: { prefixes: ["office"] }, b: { prefixes: ["0.0.0.0/0"] } };
    expect(outcomeWithout(design({}, each), ["a"]).unreachable).toEqual(["office"]);
  });

  it.each<[Backup | undefined, string[]]>([
    [BACKUP, ["gre"]],
    [{ kind: "internet" }, ["internet"]],
    [{ kind: "none", reason: "lab" }, []],
    [undefined, []],
  ])("is the backup where nothing else is left: %j", (backup, path) => {
    const { path: found, verdict } = outcomeWithout(design({ backup }), ["a", "b", "c"]);
    expect(found).toEqual({ toCustomer: path, toCloudflare: path });
    expect(verdict).toBe(path.length > 0 ? "backup" : "lost");
  });
});

describe("the capacity", () => {
  const prefixes = ["198.18.0.0/16", "198.19.0.0/16"];

  it.each<[string, Record<string, Partial<Session>>, number, number]>([
    ["is that of all that share", {}, 30, 3],
    ["toward Cloudflare is that of the preferred", { a: { localPreference: 200 } }, 30, 1],
    ["to the customer is that of the preferred", { c: { routePriority: 50 } }, 10, 3],
    [
      "to the customer is that of the prefix that has the least",
      { a: { prefixes }, b: { prefixes: prefixes.slice(0, 1) }, c: {} },
      10,
      3,
    ],
  ])("%s", (_name, each, toCustomer, toCloudflare) => {
    expect(outcomes(design({}, each)).baseline.capacity).toEqual({ toCustomer, toCloudflare });
  });
});

describe("the verdict", () => {
  const slow = PORTS.map((port) => (port.name === "c" ? { ...port, speed: undefined } : port));

  const preferred = [
    { name: "s-b", port: "b", localPreference: 200 },
    { name: "s-c", port: "c" },
  ];
  const split = [
    { name: "s-b", port: "b", prefixes: ["198.18.0.0/16"] },
    { name: "s-c", port: "c", prefixes: ["198.19.0.0/16"] },
  ];

  it.each<[string, Partial<Design>, string, string]>([
    ["carried", {}, "a", "carried"],
    ["carried, just so", { demand: { toCustomer: 20, toCloudflare: 2 } }, "a", "carried"],
    ["degraded", { demand: { toCustomer: 20 } }, "Equinix AM1", "degraded"],
    [
      "unknown, by the speed of a port",
      { ports: slow, demand: { toCustomer: 20 } },
      "a",
      "unknown",
    ],
    ["degraded, whatever its speed", { ports: slow, demand: { toCloudflare: 3 } }, "a", "degraded"],
    ["backup, without a session", { sessions: [] }, "a", "backup"],
    [
      "degraded, where what is preferred is not enough",
      { demand: { toCloudflare: 2 }, sessions: preferred },
      "a",
      "degraded",
    ],
    [
      "unknown, by how traffic is divided among prefixes",
      { demand: { toCustomer: 20 }, sessions: split },
      "a",
      "unknown",
    ],
  ])("is %s", (_name, more, failure, verdict) => {
    expect(single(design(more), failure)?.verdict).toBe(verdict);
  });

  it("is no more than unknown where ports are only assumed to fail together", () => {
    const ports = PORTS.slice(0, 2).map((port) => ({ ...port, device: null }));
    expect(single(design({ ports }), "unknown at Equinix AM1")?.verdict).toBe("unknown");
    expect(
      single(design({ ports: [...ports, ...PORTS.slice(2)] }), "unknown at Equinix AM1")?.verdict,
    ).toBe("carried");
  });
});

it("has every pair of which neither is a part of the other", () => {
  const pairs = outcomes(design()).pairs();
  const told = pairs.map(({ failures }) =>
    failures.map(({ kind, name }) => `${kind} ${name}`).join(" and "),
  );
  expect(told).toContain("port a and port b");
  expect(told).toContain("port a and facility Equinix FR5");
  expect(told).not.toContain("port a and device ccr01.ams");
  expect(told).not.toContain("port a and facility Equinix AM1");
  expect(told).not.toContain("port b and port a");
  expect(pairs.find(({ survivors }) => survivors.length === 0)?.verdict).toBe("backup");
});

it("looks at each set of failed ports once, so that alike failures share what follows", () => {
  const { singles } = outcomes(design());
  const [port, device] = ["a", "ccr01.ams"].map((name) =>
    singles.find(({ failures }) => failures[0]?.name === name),
  );
  expect(port?.survivors).toBe(device?.survivors);
});
