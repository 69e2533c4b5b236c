import { createCni, orderPort, useSimulator } from "../testing/use-simulator";
import { createTunnel, refusal } from "../testing/v4";

const bench = useSimulator();
const path = "/magic/gre_tunnels";
const order = {
  name: "GRE_1",
  cloudflare_gre_endpoint: "192.0.2.1",
  customer_gre_endpoint: "198.51.100.1",
  interface_address: "10.0.0.0/31",
};
const other = { ...order, name: "GRE_2", interface_address: "10.0.0.2/31" };
const objectTarget = { headers: { "x-magic-new-hc-target": "true" } };

function tunnels() {
  return bench().cloudflare.magicTransit.greTunnels;
}

test("a GRE tunnel can be created, listed, changed and deleted", async () => {
  const { account, simulator } = bench();
  const tunnel = await tunnels().create({ ...account, ...order });
  expect(tunnel).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    ...order,
    description: "",
    mtu: 1476,
    ttl: 64,
    automatic_return_routing: false,
    health_check: {
      enabled: true,
      rate: "mid",
      type: "reply",
      direction: "unidirectional",
      target: order.customer_gre_endpoint,
    },
    created_on: expect.any(String),
    modified_on: tunnel.created_on,
  });
  expect(await tunnels().list(account)).toEqual({ gre_tunnels: [tunnel] });
  expect(await tunnels().get(tunnel.id, account)).toEqual({ gre_tunnel: tunnel });

  await simulator.control.advance("1h");
  const wanted = { ...other, description: "spare", mtu: 1400 };
  const { modified, modified_gre_tunnel: changed } = await tunnels().update(tunnel.id, {
    ...account,
    ...wanted,
  });
  expect(modified).toBe(true);
  expect(changed).toEqual({ ...tunnel, ...wanted, modified_on: expect.any(String) });
  expect(changed?.modified_on).not.toBe(tunnel.created_on);

  const deletion = await tunnels().delete(tunnel.id, account);
  expect(deletion).toEqual({ deleted: true, deleted_gre_tunnel: changed });
  await expect(tunnels().get(tunnel.id, account)).rejects.toMatchObject({ status: 404 });
});

test("an update keeps the fields that it omits, and null restores the default of a field", async () => {
  const { account, cloudflare } = bench();
  const bgp = { customer_asn: 65_010 };
  const full = { ...order, ttl: 32, mtu: 1400, description: "spare", bgp };
  const { id } = await tunnels().create({ ...account, ...full });
  const { modified_gre_tunnel: kept } = await tunnels().update(id, { ...account, ...order });
  expect(kept).toMatchObject(full);
  const body = { ...order, ttl: null, description: null };
  await cloudflare.put(`/accounts/${account.account_id}${path}/${id}`, { body });
  expect((await tunnels().get(id, account)).gre_tunnel).toMatchObject({
    ...full,
    ttl: 64,
    description: "",
  });
});

test("a request with validate_only changes nothing", async () => {
  const { account, simulator } = bench();
  const query = { query: { validate_only: true } };
  const tunnel = await tunnels().create({ ...account, ...order });
  const { number } = await simulator.control.state();
  expect(await tunnels().create({ ...account, ...other }, query)).toMatchObject(other);
  const params = { ...account, ...order, mtu: 1300 };
  const { modified_gre_tunnel } = await tunnels().update(tunnel.id, params, query);
  expect(modified_gre_tunnel?.mtu).toBe(1300);
  expect(await tunnels().delete(tunnel.id, account, query)).toMatchObject({ deleted: true });
  expect(await tunnels().list(account)).toEqual({ gre_tunnels: [tunnel] });
  expect((await simulator.control.state()).number).toBe(number);
  const wrong = tunnels().create({ ...account, ...order, name: "GRE_3" }, query);
  await expect(wrong).rejects.toMatchObject({ status: 400 });
});

test.each([
  [{ name: undefined }, "name"],
  [{ name: "" }, "name: must consist of"],
  [{ name: "a tunnel" }, "name: must consist of letters, digits and . _ -"],
  [{ name: "sixteen-letters-" }, "name: must have 15 characters or fewer"],
  [{ cloudflare_gre_endpoint: undefined }, "cloudflare_gre_endpoint"],
  [{ customer_gre_endpoint: undefined }, "customer_gre_endpoint"],
  [{ customer_gre_endpoint: "newark" }, "customer_gre_endpoint"],
  [{ interface_address: undefined }, "interface_address"],
  [{ interface_address: "10.0.0.0/29" }, "interface_address: must be a /30 or a /31"],
  [{ interface_address: "10.0.0.0/30" }, "must not be the first or the last address of a /30"],
  [{ interface_address: "172.32.0.0/31" }, "must be in 10.0.0.0/8, 172.16.0.0/12"],
  [{ mtu: 575 }, "mtu"],
  [{ mtu: 1477 }, "mtu"],
  [{ ttl: 256 }, "ttl"],
  [{ health_check: { rate: "fast" } }, "health_check.rate"],
  [{ health_check: { target: { saved: "" } } }, "health_check.target"],
  [{ automatic_return_routing: true }, "the account has no coupler_integration"],
])("refuses the GRE tunnel %j", async (fields, reason) => {
  const refused = await refusal(bench(), "POST", path, { ...order, ...fields });
  expect(refused).toMatchObject({ status: 400, code: 1022 });
  expect(refused.message).toContain(reason);
});

test("a tunnel cannot have the name of another tunnel or a CNI, nor a CNI the name of a tunnel", async () => {
  const { account, cloudflare } = bench();
  const cni = await createTunnel(bench());
  const { id } = await tunnels().create({ ...account, ...order });
  const taken = { status: 409, code: 1409 };
  const address = { interface_address: "10.0.0.2/31" };
  expect(await refusal(bench(), "POST", path, { ...order, ...address })).toMatchObject(taken);
  const named = { ...other, name: "newark" };
  expect(await refusal(bench(), "POST", path, named)).toMatchObject(taken);
  const ipsec = { ...address, name: "GRE_1", cloudflare_endpoint: "192.0.2.1" };
  expect(await refusal(bench(), "POST", "/magic/ipsec_tunnels", ipsec)).toMatchObject(taken);

  await expect(createCni(bench(), cni.port, "GRE_1")).rejects.toMatchObject({ status: 409 });
  const { cfInterconnects } = cloudflare.magicTransit;
  await expect(cfInterconnects.update(cni.id, { ...account, name: "GRE_1" })).rejects.toMatchObject(
    { status: 409 },
  );
  await tunnels().update(id, { ...account, ...order });
});

test("a tunnel is refused if its link overlaps with the link of another tunnel or a CNI", async () => {
  const { account } = bench();
  await createTunnel(bench());
  await tunnels().create({ ...account, ...order });
  for (const interface_address of ["10.0.0.1/31", "10.0.0.2/30", "10.255.0.1/31"]) {
    const refused = await refusal(bench(), "POST", path, { ...other, interface_address });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.message).toContain(`interface_address: ${interface_address} overlaps with`);
  }
  await tunnels().create({ ...account, ...other });
});

test("a new CNI gets a link that no tunnel uses", async () => {
  const { account } = bench();
  await tunnels().create({ ...account, ...order, interface_address: "10.255.0.1/31" });
  expect(await createCni(bench(), await orderPort(bench()))).toMatchObject({
    p2p_ip: "10.255.0.2/31",
  });
});

test("both ends of a tunnel are valid nexthops, and the other addresses of its /30 are not", async () => {
  const { account, cloudflare } = bench();
  await tunnels().create({ ...account, ...order, interface_address: "192.168.0.2/30" });
  const route = { prefix: "192.0.2.0/24", priority: 100 };
  for (const nexthop of ["192.168.0.1", "192.168.0.2"]) {
    await cloudflare.magicTransit.routes.create({ ...account, ...route, nexthop });
  }
  for (const nexthop of ["192.168.0.0", "192.168.0.3"]) {
    const refused = await refusal(bench(), "POST", "/magic/routes", { ...route, nexthop });
    expect(refused.message).toContain("is not an end of any of the account's tunnels");
  }
});

test.each([
  ["orphans", 200, 1],
  ["refused", 400, 1],
  ["cascades", 200, 0],
] as const)(
  "the deletion of a tunnel follows deletionWithRoutes: %s",
  async (deletionWithRoutes, status, left) => {
    const { account, cloudflare, simulator } = bench();
    await simulator.control.behave({ deletionWithRoutes });
    const { id } = await tunnels().create({ ...account, ...order });
    const route = { prefix: "192.0.2.0/24", nexthop: "10.0.0.1", priority: 100 };
    await cloudflare.magicTransit.routes.create({ ...account, ...route });
    const { response } = await tunnels()
      .delete(id, account)
      .withResponse()
      .catch(({ status }) => ({ response: { status } }));
    expect(response.status).toBe(status);
    expect((await cloudflare.magicTransit.routes.list(account)).routes).toHaveLength(left);
  },
);

test("the default target of a health check follows its direction", async () => {
  const { account, simulator } = bench();
  await simulator.control.behave({ healthCheckDirection: "bidirectional" });
  const tunnel = await tunnels().create({ ...account, ...order }, objectTarget);
  expect(tunnel.health_check).toMatchObject({
    direction: "bidirectional",
    target: { saved: "", effective: "10.0.0.1" },
  });
  const health_check = { direction: "unidirectional" as const, target: { saved: "203.0.113.9" } };
  const { modified_gre_tunnel } = await tunnels().update(
    tunnel.id,
    { ...account, ...order, health_check },
    objectTarget,
  );
  expect(modified_gre_tunnel?.health_check).toMatchObject({
    target: { saved: "203.0.113.9", effective: "203.0.113.9" },
  });
});

test("responses show the md5_key of a tunnel as the switch md5Key selects", async () => {
  const { account, simulator } = bench();
  const bgp = { customer_asn: 65_010, md5_key: "not a secret" };
  const { id, ...created } = await tunnels().create({ ...account, ...order, bgp });
  expect(created.bgp).toEqual(bgp);
  await simulator.control.behave({ md5Key: "absent" });
  const { gre_tunnel } = await tunnels().get(id, account);
  expect(gre_tunnel?.bgp).toEqual({ customer_asn: 65_010 });
});

test("the GRE tunnel endpoints refuse other methods, and send errors in the envelope", async () => {
  await bench().simulator.control.behave({ errorBody: "text" });
  const nowhere = `${path}/${"0".repeat(32)}`;
  expect(await refusal(bench(), "GET", nowhere)).toMatchObject({ status: 404, code: 1414 });
  expect(await refusal(bench(), "PUT", nowhere, order)).toMatchObject({ status: 404 });
  expect(await refusal(bench(), "PATCH", nowhere, {})).toMatchObject({ status: 405 });
  expect(await refusal(bench(), "DELETE", path)).toMatchObject({ status: 405 });
});
