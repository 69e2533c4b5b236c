import { useSimulator } from "../testing/use-simulator";
import { refusal } from "../testing/v4";

const bench = useSimulator();
const path = "/magic/ipsec_tunnels";
const order = {
  name: "IPsec_1",
  cloudflare_endpoint: "192.0.2.1",
  interface_address: "10.0.0.0/31",
};
const psk = "O3bwKSjnaoCxDoUxjcq4Rk8ZKkezQUiy";

function tunnels() {
  return bench().cloudflare.magicTransit.ipsecTunnels;
}

test("an IPsec tunnel can be created, listed, changed and deleted", async () => {
  const { account } = bench();
  const customer_endpoint = "198.51.100.1";
  const tunnel = await tunnels().create({ ...account, ...order, customer_endpoint });
  expect(tunnel).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    ...order,
    customer_endpoint,
    description: "",
    automatic_return_routing: false,
    allow_null_cipher: false,
    replay_protection: false,
    health_check: {
      enabled: true,
      rate: "mid",
      type: "reply",
      direction: "unidirectional",
      target: customer_endpoint,
    },
    created_on: expect.any(String),
    modified_on: tunnel.created_on,
  });
  expect(await tunnels().list(account)).toEqual({ ipsec_tunnels: [tunnel] });
  expect(await tunnels().get(tunnel.id, account)).toEqual({ ipsec_tunnel: tunnel });

  const bgp = { customer_asn: 65_010, extra_prefixes: ["192.0.2.0/24"] };
  const params = { ...account, ...order, replay_protection: true, bgp };
  const { modified_ipsec_tunnel: changed } = await tunnels().update(tunnel.id, params);
  expect(changed).toMatchObject({ customer_endpoint, replay_protection: true, bgp });
  const deletion = await tunnels().delete(tunnel.id, account);
  expect(deletion).toEqual({ deleted: true, deleted_ipsec_tunnel: changed });
  expect(await refusal(bench(), "GET", `${path}/${tunnel.id}`)).toMatchObject({ status: 404 });
});

test("responses and the state contain the time at which a pre-shared key was set, but not the key", async () => {
  const { account, simulator } = bench();
  await simulator.control.setClock("virtual");
  const created = await tunnels().create({ ...account, ...order, psk });
  expect(created.psk_metadata).toEqual({ last_generated_on: created.created_on });
  await simulator.control.advance("1h");
  const { modified_ipsec_tunnel } = await tunnels().update(created.id, {
    ...account,
    ...order,
    psk: `${psk}2`,
  });
  expect(modified_ipsec_tunnel?.psk_metadata).toEqual({
    last_generated_on: modified_ipsec_tunnel?.modified_on,
  });
  const refused = await refusal(bench(), "POST", path, { ...order, psk });
  const everything = [
    created,
    modified_ipsec_tunnel,
    await tunnels().list(account),
    await simulator.control.state(),
    await simulator.control.requests(),
    refused,
  ];
  expect(JSON.stringify(everything)).not.toContain(psk);
});

test.each([
  [{ name: undefined }, "name"],
  [{ name: "an IPsec tunnel" }, "name"],
  [{ cloudflare_endpoint: undefined }, "cloudflare_endpoint"],
  [{ customer_endpoint: "newark" }, "customer_endpoint"],
  [{ interface_address: "8.8.8.8/31" }, "interface_address"],
  [{ psk: "" }, "psk"],
  [{ health_check: { source: "10.0.0.1" } }, "health_check.source"],
])("refuses the IPsec tunnel %j", async (fields, reason) => {
  const refused = await refusal(bench(), "POST", path, { ...order, ...fields });
  expect(refused).toMatchObject({ status: 400, code: 1022 });
  expect(refused.message).toContain(reason);
});

test("an IPsec tunnel cannot have the name or the link of another tunnel", async () => {
  const { account } = bench();
  await tunnels().create({ ...account, ...order });
  const other = { ...order, name: "IPsec_2" };
  expect(await refusal(bench(), "POST", path, other)).toMatchObject({ status: 400 });
  const named = { ...order, interface_address: "10.0.0.2/31" };
  expect(await refusal(bench(), "POST", path, named)).toMatchObject({ status: 409 });
});

test("an end of an IPsec tunnel is a valid nexthop until the tunnel is deleted", async () => {
  const { account, cloudflare } = bench();
  const { id } = await tunnels().create({ ...account, ...order });
  const route = { prefix: "192.0.2.0/24", nexthop: "10.0.0.1", priority: 200 };
  await cloudflare.magicTransit.routes.create({ ...account, ...route });
  await tunnels().delete(id, account);
  expect(await refusal(bench(), "POST", "/magic/routes", route)).toMatchObject({ status: 400 });
});

test("a restored state without tunnels has none", async () => {
  const { account, simulator } = bench();
  await tunnels().create({ ...account, ...order });
  const { accounts, ...state } = await simulator.control.state();
  const before = accounts.map(({ greTunnels: _, ipsecTunnels: __, ...older }) => older);
  await simulator.control.setState({ ...state, accounts: before });
  expect(await tunnels().list(account)).toEqual({ ipsec_tunnels: [] });
});
