import { capacityOfPort, capacityOn, meets } from "./capacity";
import type { Port } from "./design";

it.each<[string, Omit<Port, "name">, number, number, number]>([
  ["is 1 Gbps to Cloudflare on v2 with one session", { speed: 10 }, 1, 10, 1],
  [
    "is certain to be only 1 Gbps to Cloudflare on v2, whatever the number of sessions",
    { speed: 10 },
    4,
    10,
    1,
  ],
  ["is limited by the speed of the port on v2", { speed: 1, dataplane: "v2" }, 2, 1, 1],
  ["is 0 on v2 without a session", { speed: 100 }, 0, 0, 0],
  ["is 1 Gbps to Cloudflare on v1 with one GRE tunnel", { speed: 10, dataplane: "v1" }, 1, 10, 1],
  [
    "is 1 Gbps per GRE tunnel to Cloudflare on v1",
    { speed: 10, dataplane: "v1", greTunnels: 4 },
    1,
    10,
    4,
  ],
  [
    "is the full rate on v1 for peering without GRE tunnels",
    { speed: 100, dataplane: "v1", greTunnels: 0, peering: true },
    1,
    100,
    100,
  ],
  [
    "is 1 Gbps to Cloudflare on v1 for peering with the default GRE tunnel",
    { speed: 100, dataplane: "v1", peering: true },
    1,
    100,
    1,
  ],
  [
    "is 0 to Cloudflare on v1 without peering and GRE tunnels",
    { speed: 100, dataplane: "v1", greTunnels: 0 },
    1,
    100,
    0,
  ],
  ["is at least 0 if the speed is unknown", {}, 1, 0, 0],
])("the capacity of a port %s", (_name, port, sessions, toCustomer, toCloudflare) => {
  expect(capacityOfPort({ name: "a", ...port }, sessions).least).toEqual({
    toCustomer,
    toCloudflare,
  });
});

it("the capacity of a v2 port to Cloudflare is at most 1 Gbps per session", () => {
  expect(capacityOfPort({ name: "a", speed: 10 }, 4).most.toCloudflare).toBe(4);
  expect(capacityOfPort({ name: "a", speed: 1 }, 4).most.toCloudflare).toBe(1);
  expect(capacityOfPort({ name: "a", speed: 0.5 }, 4).least.toCloudflare).toBe(0.5);
});

it("the capacity of a port with unknown speed is at most Cloudflare's limit", () => {
  expect(capacityOfPort({ name: "a" }, 2).most).toEqual({
    toCustomer: Number.POSITIVE_INFINITY,
    toCloudflare: 2,
  });
});

it("`meets` compares the demand in both directions", () => {
  const capacity = { toCustomer: 10, toCloudflare: 1 };
  expect(meets(capacity, undefined)).toBe(true);
  expect(meets(capacity, { toCustomer: 10, toCloudflare: 1 })).toBe(true);
  expect(meets(capacity, { toCustomer: 11 })).toBe(false);
  expect(meets(capacity, { toCloudflare: 2 })).toBe(false);
});

it("capacityOn adds the capacities of the ports with sessions, each limited by its rate", () => {
  const ports = new Map(["a", "b", "c"].map((name) => [name, { name, speed: 10 }]));
  const sessions = [{ port: "a" }, { port: "a" }, { port: "b" }];
  expect(capacityOn(ports)(sessions).least).toEqual({ toCustomer: 20, toCloudflare: 2 });
});
