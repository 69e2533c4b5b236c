import { useSimulator } from "./testing/use-simulator";

const bench = useSimulator({ accountName: "Example Networks", clock: "virtual" });

test("Cloudflare's SDK can manage a port through its whole life cycle", async () => {
  const { cloudflare, account, simulator } = bench();
  const { networkInterconnects: cni, magicTransit: magic, alerting } = cloudflare;
  const { account_id } = account;

  const free = await cni.slots.list({ ...account, site: "ams-a", speed: "10G", occupied: false });
  const [slot] = free.items;
  const port = await cni.interconnects.create({
    ...account,
    account: account_id,
    type: "direct",
    slot_id: slot?.id ?? "",
  });
  expect((await cni.slots.get(slot?.id ?? "", account)).occupied).toBe(true);
  expect((await cni.interconnects.list(account)).items).toEqual([port]);

  // The SDK would decode the letter as text.
  const letter = await cni.interconnects.loa(port.name, account).asResponse();
  expect(
    Buffer.from(await letter.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");

  expect(await cni.interconnects.status(port.name, account)).toEqual({ state: "Pending" });
  await simulator.control.advance("14d");
  expect(await cni.interconnects.status(port.name, account)).toEqual({ state: "Healthy" });

  const session = await cni.cnis.create({
    ...account,
    account: account_id,
    interconnect: port.name,
    magic: { conduit_name: "amsterdam", description: "first", mtu: 1500 },
    bgp: { customer_asn: 65_010, extra_prefixes: ["0.0.0.0/0"], md5_key: "rehearsal" },
  });
  const { id, ...fields } = session;
  const changed = await cni.cnis.update(id, {
    ...account,
    ...fields,
    id,
    bgp_mode: "dynamic_route_exchange",
    magic: { ...session.magic, mtu: 1476 },
  });
  expect(changed).toMatchObject({ bgp_mode: "dynamic_route_exchange", magic: { mtu: 1476 } });
  expect(await cni.settings.update({ ...account, default_asn: 64_512 })).toEqual({
    default_asn: 64_512,
  });

  const { interconnects: [tunnel] = [] } = await magic.cfInterconnects.list(account);
  expect(tunnel).toMatchObject({
    name: "amsterdam",
    mtu: 1476,
    interface_address: session.p2p_ip,
    virtual_port_reservation_id: port.virtual_port_reservation_id.replaceAll("-", ""),
  });
  await magic.cfInterconnects.update(tunnel?.id ?? "", { ...account, description: "by Magic" });
  expect((await cni.cnis.get(id, account)).magic.description).toBe("by Magic");

  const nexthop = session.cust_ip.replace("/31", "");
  const route = await magic.routes.create({
    ...account,
    prefix: "10.20.0.0/16",
    nexthop,
    priority: 100,
  });
  expect((await magic.routes.get(route.id, account)).route).toMatchObject({ nexthop });
  await magic.routes.delete(route.id, account);

  const policy = await alerting.policies.create({
    ...account,
    name: "maintenance",
    alert_type: "cni_maintenance_notification",
    enabled: true,
    mechanisms: { email: [{ id: "ops@example.com" }] },
  });
  expect(await alerting.policies.get(policy.id ?? "", account)).toMatchObject({ enabled: true });
  await alerting.policies.delete(policy.id ?? "", account);

  await expect(cni.interconnects.delete(port.name, account)).rejects.toMatchObject({ status: 400 });
  await cni.cnis.delete(id, account);
  await cni.interconnects.delete(port.name, account);
  await expect(cni.interconnects.get(port.name, account)).rejects.toMatchObject({ status: 404 });
  expect(await simulator.control.state()).toMatchObject({
    interconnects: [],
    cnis: [],
    occupiedSlots: [],
    accounts: [{ settings: { default_asn: 64_512 }, routes: [], policies: [] }],
  });
});
