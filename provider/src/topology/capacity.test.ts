import { capacityOf, capacityOfPort, meets } from "./capacity";
import type { Port } from "./design";

it.each<[string, Omit<Port, "name">, number, number, number]>([
  ["v2 with one session", { speed: 10 }, 1, 10, 1],
  ["v2 with two sessions", { speed: 10 }, 2, 10, 2],
  ["v2 with more sessions than its rate", { speed: 1, dataplane: "v2" }, 2, 1, 1],
  ["v2 without a session", { speed: 100 }, 0, 0, 0],
  ["v1 with one tunnel", { speed: 10, dataplane: "v1" }, 1, 10, 1],
  ["v1 with many tunnels", { speed: 10, dataplane: "v1", greTunnels: 4 }, 1, 10, 4],
  [
    "v1 for peering alone",
    { speed: 100, dataplane: "v1", greTunnels: 0, peering: true },
    1,
    100,
    100,
  ],
  ["v1 for peering and Magic", { speed: 100, dataplane: "v1", peering: true }, 1, 100, 1],
  ["v1 for nothing", { speed: 100, dataplane: "v1", greTunnels: 0 }, 1, 100, 0],
  ["of unknown speed", {}, 1, 0, 0],
])("%s", (_name, port, sessions, toCustomer, toCloudflare) => {
  expect(capacityOfPort({ name: "a", ...port }, sessions).least).toEqual({
    toCustomer,
    toCloudflare,
  });
});

it("of unknown speed may be anything up to the ceiling", () => {
  expect(capacityOfPort({ name: "a" }, 2).most).toEqual({
    toCustomer: Number.POSITIVE_INFINITY,
    toCloudflare: 2,
  });
});

it("meets a demand in both directions", () => {
  const capacity = { toCustomer: 10, toCloudflare: 1 };
  expect(meets(capacity, undefined)).toBe(true);
  expect(meets(capacity, { toCustomer: 10, toCloudflare: 1 })).toBe(true);
  expect(meets(capacity, { toCustomer: 11 })).toBe(false);
  expect(meets(capacity, { toCloudflare: 2 })).toBe(false);
});

it("is the sum over ports with sessions; two on one port share its rate", () => {
  const ports = new Map(["a", "b", "c"].map((name) => [name, { name, speed: 10 }]));
  const sessions = [{ port: "a" }, { port: "a" }, { port: "b" }];
  expect(capacityOf(ports, sessions).least).toEqual({ toCustomer: 20, toCloudflare: 3 });
});
