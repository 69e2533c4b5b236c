import type { Backup, Design, Port, Session } from "./design";
import type { Outcome } from "./failure";
import { outcomesOf, outcomeWithout } from "./outcomes";

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
  return outcomesOf(design).singles.find(({ failures }) => failures[0]?.name === name);
}

it("outcomesOf reports the ports, capacity and prefixes that remain after a failure", () => {
  const prefixes = ["198.18.0.0/16", "198.19.0.0/16"];
  const each = { a: { prefixes }, b: { prefixes }, c: { prefixes: prefixes.slice(0, 1) } };
  expect(single(design({}, each), "AMS")).toMatchObject({
    failures: [{ kind: "metro", name: "AMS", ports: ["a", "b"] }],
    survivors: ["c"],
    capacity: { toCustomer: 10, toCloudflare: 1 },
    reachable: ["198.18.0.0/16"],
    unreachable: ["198.19.0.0/16"],
    path: { toCustomer: ["s-c", "gre"], toCloudflare: ["s-c"] },
    verdict: "degraded",
  });
});

describe("outcomesOf path", () => {
  const both = ["198.18.0.0/16", "198.19.0.0/16"];

  it.each<[string, Record<string, Partial<Session>>, string[], string[]]>([
    ["is all sessions of equal preference", {}, ["s-b", "s-c"], ["s-b", "s-c"]],
    [
      "to Cloudflare is the session with the highest local preference",
      { c: { localPreference: 200 } },
      ["s-b", "s-c"],
      ["s-c"],
    ],
    [
      "to Cloudflare excludes a session below the default local preference",
      { b: { localPreference: 99 } },
      ["s-b", "s-c"],
      ["s-c"],
    ],
    [
      "to the customer is the session with the lowest route priority",
      { b: { routePriority: 10 }, c: { routePriority: 20 } },
      ["s-b"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer excludes a session above the default route priority",
      { b: { routePriority: 101 } },
      ["s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is the BGP session whose community gives the lowest priority",
      {
        b: { bgp: true, communities: ["13335:60150", "13335:60050"] },
        c: { bgp: true, communities: ["13335:60150"] },
      },
      ["s-b"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer excludes a BGP session that prepends its own ASN",
      { b: { bgp: true }, c: { bgp: true, prepends: 1 } },
      ["s-b"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is the static route at the same prefix and priority as BGP",
      { b: { bgp: true }, c: { routePriority: 100 } },
      ["s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is a BGP session below the priority of a static route",
      { b: { bgp: true, communities: ["13335:60010"] }, c: { routePriority: 11 } },
      ["s-b"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is the static route of a session that only announces by BGP",
      { b: { bgp: true, advertiseOnly: true, routePriority: 10 }, c: { bgp: true } },
      ["s-b"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer ignores a routePriority on BGP sessions",
      { b: { bgp: true, routePriority: 10 }, c: { bgp: true } },
      ["s-b", "s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is chosen for each prefix",
      { b: { prefixes: both.slice(0, 1), routePriority: 10 }, c: { prefixes: both } },
      ["s-b", "s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer is the session with the longest prefix, regardless of its priority",
      {
        b: { prefixes: ["198.18.0.0/16"], routePriority: 900 },
        c: { prefixes: ["198.18.0.0/15"], routePriority: 10 },
      },
      ["s-b", "s-c"],
      ["s-b", "s-c"],
    ],
    [
      "to the customer excludes a session that does not announce the prefix",
      { b: { prefixes: ["198.18.0.0/16"] } },
      ["s-b"],
      ["s-b", "s-c"],
    ],
  ])("the path %s", (_name, each, toCustomer, toCloudflare) => {
    expect(single(design({}, each), "a")?.path).toEqual({ toCustomer, toCloudflare });
  });

  it("the path to the customer uses a shorter prefix after BGP has withdrawn the longer one, or else the backup", () => {
    const each = {
      a: { bgp: true, prefixes: ["198.18.1.0/24"] },
      b: { bgp: true, prefixes: ["2001:db8:1::/48"] },
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

  it.each([{ enabled: true }, { enabled: false }, undefined])(
    "the path to the customer remains a dead static route with the longest prefix, with health check %j",
    (healthCheck) => {
      const each = {
        a: { prefixes: ["198.18.1.0/24"], healthCheck },
        c: { prefixes: ["198.18.0.0/23"] },
      };
      const { reachable, unreachable, path, verdict } = outcomeWithout(
        design({ backup: { kind: "internet" } }, each),
        ["a"],
      );
      expect(reachable).toEqual(["198.18.0.0/23"]);
      expect(unreachable).toEqual(["198.18.1.0/24"]);
      expect(path.toCustomer).toContain("s-c");
      expect(verdict).toBe("degraded");
    },
  );

  it("the path to the customer remains a dead static route unless a health check ranks it behind other routes to the same prefix", () => {
    const prefixes = ["198.18.0.0/23"];
    const each = (enabled: boolean, routePriority?: number) => ({
      a: { prefixes, healthCheck: { enabled } },
      b: { prefixes, routePriority },
      c: { prefixes, routePriority },
    });
    expect(outcomeWithout(design({}, each(true)), ["a"]).verdict).toBe("carried");
    expect(outcomeWithout(design({}, each(false)), ["a"]).unreachable).toEqual(prefixes);
    expect(outcomeWithout(design({}, each(true, 1_001_000)), ["a"]).unreachable).toEqual(prefixes);
  });

  it("the path is lost instead of using the backup if Cloudflare cannot detect that the last static route is dead", () => {
    const each = { a: { healthCheck: { enabled: false } } };
    const one = design({ ports: PORTS.slice(0, 1) }, each);
    expect(outcomeWithout(one, ["a"])).toMatchObject({
      verdict: "lost",
      path: { toCustomer: [], toCloudflare: ["gre"] },
    });
  });

  it("the path contains no prefixes if the design has none", () => {
    const { reachable, unreachable } = outcomeWithout(design(), ["a"]);
    expect({ reachable, unreachable }).toEqual({ reachable: [], unreachable: [] });
  });

  it("the path compares text that is not a prefix literally", () => {
    const each = { a: { prefixes: ["office"] }, b: { prefixes: ["0.0.0.0/0"] } };
    expect(outcomeWithout(design({}, each), ["a"]).unreachable).toEqual(["office"]);
  });

  it.each<[Backup | undefined, string[]]>([
    [BACKUP, ["gre"]],
    [{ kind: "internet" }, ["internet"]],
    [{ kind: "none", reason: "lab" }, []],
    [undefined, []],
  ])("the path is the backup %j if no session remains", (backup, path) => {
    const { path: found, verdict } = outcomeWithout(design({ backup }), ["a", "b", "c"]);
    expect(found).toEqual({ toCustomer: path, toCloudflare: path });
    expect(verdict).toBe(path.length > 0 ? "backup" : "lost");
  });
});

describe("outcomesOf capacity", () => {
  const prefixes = ["198.18.0.0/16", "198.19.0.0/16"];

  it.each<[string, Record<string, Partial<Session>>, number, number]>([
    ["is the total of sessions that share the traffic", {}, 30, 3],
    ["toward Cloudflare is that of the preferred session", { a: { localPreference: 200 } }, 30, 1],
    ["to the customer is that of the preferred session", { c: { routePriority: 50 } }, 10, 3],
    [
      "to the customer is that of the prefix with the lowest capacity",
      { a: { prefixes }, b: { prefixes: prefixes.slice(0, 1) }, c: {} },
      10,
      3,
    ],
  ])("the capacity %s", (_name, each, toCustomer, toCloudflare) => {
    expect(outcomesOf(design({}, each)).baseline.capacity).toEqual({ toCustomer, toCloudflare });
  });
});

describe("outcomesOf verdict", () => {
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
    ["carried if the design has no demand", {}, "a", "carried"],
    [
      "carried if the remaining capacity equals the demand",
      { demand: { toCustomer: 20, toCloudflare: 2 } },
      "a",
      "carried",
    ],
    [
      "degraded if the remaining capacity is below the demand",
      { demand: { toCustomer: 20 } },
      "Equinix AM1",
      "degraded",
    ],
    [
      "unknown if the demand may be met by a port of unknown speed",
      { ports: slow, demand: { toCustomer: 20 } },
      "a",
      "unknown",
    ],
    [
      "degraded if the demand is not met at any speed",
      { ports: slow, demand: { toCloudflare: 3 } },
      "a",
      "degraded",
    ],
    ["backup if the design has no sessions", { sessions: [] }, "a", "backup"],
    [
      "degraded if the preferred session alone does not meet the demand",
      { demand: { toCloudflare: 2 }, sessions: preferred },
      "a",
      "degraded",
    ],
    [
      "unknown if the demand may be met, depending on how traffic is divided among prefixes",
      { demand: { toCustomer: 20 }, sessions: split },
      "a",
      "unknown",
    ],
  ])("the verdict is %s", (_name, more, failure, verdict) => {
    expect(single(design(more), failure)?.verdict).toBe(verdict);
  });

  it("the verdict is unknown instead of worse if the ports are only assumed to fail together", () => {
    const ports = PORTS.slice(0, 2).map((port) => ({ ...port, device: null }));
    expect(single(design({ ports }), "unknown at Equinix AM1")?.verdict).toBe("unknown");
    expect(
      single(design({ ports: [...ports, ...PORTS.slice(2)] }), "unknown at Equinix AM1")?.verdict,
    ).toBe("carried");
  });
});

it("outcomesOf lists every pair of failures in which neither failure includes the other", () => {
  const pairs = outcomesOf(design()).pairs();
  const names = pairs.map(({ failures }) =>
    failures.map(({ kind, name }) => `${kind} ${name}`).join(" and "),
  );
  expect(names).toContain("port a and port b");
  expect(names).toContain("port a and facility Equinix FR5");
  expect(names).not.toContain("port a and device ccr01.ams");
  expect(names).not.toContain("port a and facility Equinix AM1");
  expect(names).not.toContain("port b and port a");
  expect(pairs.find(({ survivors }) => survivors.length === 0)?.verdict).toBe("backup");
});

it("outcomesOf evaluates each set of failed ports once and shares the result between failures", () => {
  const { singles } = outcomesOf(design());
  const [port, device] = ["a", "ccr01.ams"].map((name) =>
    singles.find(({ failures }) => failures[0]?.name === name),
  );
  expect(port?.survivors).toBe(device?.survivors);
});
