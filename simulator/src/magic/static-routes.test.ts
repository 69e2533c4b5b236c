import { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { createCni, orderPort, useSimulator } from "../testing/use-simulator";
import { refusal, request } from "../testing/v4";

const bench = useSimulator();
const path = "/magic/routes";
const order = { prefix: "192.0.2.0/24", nexthop: "10.255.0.1", priority: 100 };

function routes() {
  return bench().cloudflare.magicTransit.routes;
}

beforeEach(async () => {
  await createCni(bench(), await orderPort(bench()));
});

test("a route can be created, listed, changed and deleted", async () => {
  const { account, simulator } = bench();
  const scope = { colo_names: ["den01"], colo_regions: ["APAC"] };
  const route = await routes().create({ ...account, ...order, weight: 10, scope });
  expect(route).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    ...order,
    description: "",
    weight: 10,
    scope,
    created_on: expect.any(String),
    modified_on: route.created_on,
  });
  expect(await routes().list(account)).toEqual({ routes: [route] });
  expect(await routes().get(route.id, account)).toEqual({ route });

  await simulator.control.advance("1h");
  const wanted = { ...order, priority: 200, description: "spare" };
  const { modified, modified_route } = await routes().update(route.id, { ...account, ...wanted });
  const { id, created_on } = route;
  expect(modified).toBe(true);
  expect(modified_route).toEqual({ id, ...wanted, created_on, modified_on: expect.any(String) });
  expect(modified_route?.modified_on).not.toBe(created_on);

  const deletion = await routes().delete(id, account);
  expect(deletion).toEqual({ deleted: true, deleted_route: modified_route });
  await expect(routes().get(id, account)).rejects.toMatchObject({ status: 404 });
  expect(await refusal(bench(), "DELETE", `${path}/${id}`)).toMatchObject({ code: 1020 });
});

test("a bulk update changes either all routes or none, and keeps the fields that it omits", async () => {
  const { account } = bench();
  const one = await routes().create({ ...account, ...order, description: "one" });
  const two = await routes().create({ ...account, ...order, weight: 2 });
  const body = {
    routes: [
      { id: one.id, priority: 1 },
      { id: two.id, weight: null },
    ],
  };
  const answer = await request(bench(), "PUT", path, body);
  const modified_routes = [{ description: "one", priority: 1 }, { id: two.id }];
  expect(await answer.json()).toMatchObject({ result: { modified: true, modified_routes } });
  const after = (await routes().list(account)).routes ?? [];
  expect(after[1]).not.toHaveProperty("weight");

  const half = { routes: [{ id: one.id, priority: 2 }, { id: "none" }] };
  expect(await refusal(bench(), "PUT", path, half)).toMatchObject({ status: 404, code: 1020 });
  expect(await routes().list(account)).toEqual({ routes: after });
});

test("a bulk deletion deletes either all routes or none", async () => {
  const { account } = bench();
  const one = await routes().create({ ...account, ...order });
  const two = await routes().create({ ...account, ...order, priority: 200 });
  const half = { routes: [{ id: one.id }, { id: "none" }] };
  expect(await refusal(bench(), "DELETE", path, half)).toMatchObject({ status: 404 });
  // The SDK sends this request without a body, and the API deletes nothing without a body.
  await expect(routes().empty(account)).rejects.toMatchObject({ status: 400 });
  expect(await routes().list(account)).toEqual({ routes: [one, two] });

  const body = { routes: [{ id: one.id }, { id: two.id }] };
  expect(await routes().empty(account, { body })).toEqual({
    deleted: true,
    deleted_routes: [one, two],
  });
  expect(await routes().list(account)).toEqual({ routes: [] });
});

test("a request with validate_only changes nothing", async () => {
  const { account, simulator } = bench();
  const query = { query: { validate_only: true } };
  const route = await routes().create({ ...account, ...order });
  const before = await simulator.control.state();
  expect(await routes().create({ ...account, ...order }, query)).toMatchObject(order);
  const params = { ...account, ...order, priority: 7 };
  const { modified_route } = await routes().update(route.id, params, query);
  expect(modified_route?.priority).toBe(7);
  await routes().bulkUpdate({ ...account, routes: [{ ...params, id: route.id }] }, query);
  expect(await routes().list(account)).toEqual({ routes: [route] });
  expect((await simulator.control.state()).number).toBe(before.number);
  const wrong = { ...account, ...order, nexthop: "203.0.113.1" };
  await expect(routes().create(wrong, query)).rejects.toMatchObject({ status: 400 });
});

test.each([
  [{ prefix: "192.0.2.0" }, "prefix"],
  [{ prefix: "2001:db8::/32" }, "prefix"],
  [{ prefix: undefined }, "prefix"],
  [{ nexthop: "newark" }, "nexthop"],
  [{ nexthop: undefined }, "nexthop"],
  [{ nexthop: "10.255.0.2" }, "nexthop: 10.255.0.2 is not an end of any"],
  [{ nexthop: "203.0.113.1" }, "nexthop: 203.0.113.1 is not an end of any"],
  [{ priority: undefined }, "priority"],
  [{ priority: 1.5 }, "priority"],
  [{ scope: { colo_names: "den01" } }, "scope.colo_names"],
])("refuses the route %j", async (fields, reason) => {
  const refused = await refusal(bench(), "POST", path, { ...order, ...fields });
  expect(refused).toMatchObject({ status: 400, code: 1022 });
  expect(refused.message).toContain(reason);
});

test("both ends of a CNI are valid nexthops once Magic lists it", async () => {
  const { account, simulator } = bench();
  await routes().create({ ...account, ...order, nexthop: "10.255.0.0" });
  await simulator.control.behave({ magicAppearsAfter: "1h" });
  await expect(routes().create({ ...account, ...order })).rejects.toMatchObject({ status: 400 });
  await simulator.control.advance("1h");
  await routes().create({ ...account, ...order });
});

test("the valid nexthops change with the addresses of a CNI", async () => {
  const { account, simulator, sdk } = bench();
  await simulator.control.behave({ fixedFields: "changed" });
  const [{ id, ...cni }] = z.tuple([Cni]).parse((await sdk.cnis.list(account)).items);
  const ends = { p2p_ip: "10.9.9.0/31", cust_ip: "10.9.9.1/31" };
  await sdk.cnis.update(id, { ...account, ...cni, id, ...ends });
  await routes().create({ ...account, ...order, nexthop: "10.9.9.1" });
});

test("the static route endpoints send errors in the envelope, regardless of the switch errorBody", async () => {
  await bench().simulator.control.behave({ errorBody: "text" });
  const nowhere = `${path}/${"0".repeat(32)}`;
  expect(await refusal(bench(), "GET", nowhere)).toMatchObject({ status: 404, code: 1020 });
  expect(await refusal(bench(), "PUT", nowhere, order)).toMatchObject({ status: 404 });
  expect(await refusal(bench(), "PATCH", nowhere, {})).toMatchObject({ status: 405 });
  expect(await refusal(bench(), "POST", `${path}?validate_only=yes`, order)).toMatchObject({
    status: 400,
  });
});
