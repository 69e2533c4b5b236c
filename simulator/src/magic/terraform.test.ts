/**
 * Sends the requests of version 5 of Terraform's Cloudflare provider. @pulumi/cloudflare is built on it, so
 * its `MagicWanStaticRoute` sends the same requests. The provider reads `result` after a creation,
 * `result.modified_route` after an update, and `result.route` after a read or an import. An update sends
 * every field, and null for a removed field.
 */
import { createCni, orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator();

test("a static route works with the requests of Terraform's provider", async () => {
  const { cloudflare, account } = bench();
  const { cust_ip } = await createCni(bench(), await orderPort(bench()));
  const [nexthop = ""] = cust_ip.split("/");
  const { routes } = cloudflare.magicTransit;
  const planned = { prefix: "10.100.0.0/24", nexthop, priority: 100 };
  const scope = { colo_names: ["ewr01"] };

  const created = await routes.create({ ...account, ...planned, weight: 10, scope });
  // The response must contain the fields that the provider marks as computed.
  expect(created).toMatchObject({ description: "", ...planned, weight: 10, scope });
  const { id, created_on } = created;
  expect(await routes.get(id, account)).toEqual({ route: created });

  const body = { ...planned, id, created_on, description: "d", weight: null, scope: null };
  const path = `/accounts/${account.account_id}/magic/routes/${id}`;
  const updated: unknown = await cloudflare.put(path, { body });
  const now = { id, ...planned, created_on, description: "d", modified_on: expect.any(String) };
  expect(updated).toMatchObject({ result: { modified: true, modified_route: now } });
  // The response must not contain fields that the request omitted, or the next plan shows a change.
  expect(await routes.get(id, account)).toEqual({ route: now });

  const emptied = { ...body, scope: { colo_names: null, colo_regions: ["ENAM"] } };
  await cloudflare.put(path, { body: emptied });
  expect((await routes.get(id, account)).route?.scope).toEqual({ colo_regions: ["ENAM"] });

  await routes.delete(id, account);
  // The provider treats a route with status 404 as deleted and creates it again.
  await expect(routes.get(id, account)).rejects.toMatchObject({ status: 404 });
});

test("the response to a refused route states the reason in its first error", async () => {
  const { cloudflare, account } = bench();
  const order = { ...account, prefix: "10.100.0.0/24", nexthop: "10.0.0.1", priority: 100 };
  await expect(cloudflare.magicTransit.routes.create(order)).rejects.toMatchObject({
    status: 400,
    errors: [{ code: 1022, message: expect.stringContaining("nexthop: 10.0.0.1") }],
  });
});
