import { createCni, orderPort, slotsAt, useSimulator } from "../testing/use-simulator";
import { Cni, CniList } from "./schemas/cni";
import { Interconnect, InterconnectList } from "./schemas/interconnect";
import { Settings } from "./schemas/settings";
import { SlotInfo, SlotList } from "./schemas/slot";
import { StatusInfo } from "./schemas/status";

const bench = useSimulator({ accountName: "Rehearsal" });
const pairingKey = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";

function orderGcp(pairing_key = pairingKey) {
  const { sdk, account } = bench();
  return sdk.interconnects.create({
    ...account,
    account: account.account_id,
    type: "gcp_partner",
    bandwidth: "1G",
    pairing_key,
  });
}

test("a direct port is listed, and occupies its slot until the port is deleted", async () => {
  const { sdk, account } = bench();
  const slots = SlotList.strict().parse(await sdk.slots.list({ ...account, site: "ams-a" }));
  expect(slots.items.map(({ speed, ccr_device_name }) => `${ccr_device_name} ${speed}`)).toEqual([
    "ccr01.ams-a 10G",
    "ccr01.ams-a 10G",
    "ccr01.ams-a 100G",
    "ccr02.ams-a 10G",
    "ccr02.ams-a 10G",
    "ccr02.ams-a 100G",
  ]);
  const slot = slots.items[3];

  const port = Interconnect.parse(
    await sdk.interconnects.create({
      ...account,
      account: account.account_id,
      type: "direct",
      slot_id: slot?.id ?? "",
      speed: "10G",
    }),
  );
  expect(port).toMatchObject({
    name: "cni-ams-a-000001",
    slot_id: slot?.id,
    site: "ams-a",
    speed: "10G",
    facility: slot?.facility,
    ccr_device_name: "ccr02.ams-a",
  });
  expect(Interconnect.parse(await sdk.interconnects.get(port.name, account))).toEqual(port);
  expect(InterconnectList.parse(await sdk.interconnects.list(account)).items).toEqual([port]);
  expect((await sdk.interconnects.list({ ...account, site: "ewr-b" })).items).toEqual([]);

  const taken = SlotInfo.parse(await sdk.slots.get(slot?.id ?? "", account));
  expect(taken).toMatchObject({ occupied: true, account: account.account_id });

  await sdk.interconnects.delete(port.name, account);
  expect((await sdk.slots.get(slot?.id ?? "", account)).occupied).toBe(false);
  await expect(sdk.interconnects.get(port.name, account)).rejects.toMatchObject({ status: 404 });
});

test("the name of a deleted interconnect is not reused", async () => {
  const { sdk, account } = bench();
  const first = await orderPort(bench());
  await sdk.interconnects.delete(first, account);
  expect(await orderPort(bench())).toBe("cni-ewr-a-000002");
});

test("a port is Pending until its cross-connect is due, then Healthy", async () => {
  const { sdk, account, simulator } = bench();
  const name = await orderPort(bench());
  const status = async () => StatusInfo.parse(await sdk.interconnects.status(name, account));
  await simulator.control.advance("13d");
  expect(await status()).toEqual({ state: "Pending" });
  await simulator.control.advance("1d");
  expect(await status()).toEqual({ state: "Healthy" });
});

test("a GCP partner port has the region of its pairing key and is up within minutes", async () => {
  const { sdk, account, simulator } = bench();
  const port = Interconnect.parse(await orderGcp());
  expect(port).toMatchObject({ type: "gcp_partner", region: "us-east4", speed: "1G" });
  expect(JSON.stringify(port)).not.toContain(pairingKey);
  await expect(orderGcp()).rejects.toMatchObject({ status: 400 });
  await simulator.control.advance("2m");
  expect(await sdk.interconnects.status(port.name, account)).toEqual({ state: "Healthy" });
  expect((await sdk.interconnects.list({ ...account, type: "direct" })).items).toEqual([]);
  await expect(sdk.interconnects.loa(port.name, account)).rejects.toMatchObject({ status: 400 });

  await sdk.interconnects.delete(port.name, account);
  await expect(orderGcp()).resolves.toMatchObject({ type: "gcp_partner" });
});

test("a new CNI gets its own /31, and a PUT without bgp removes its BGP settings", async () => {
  const { sdk, account } = bench();
  const port = await orderPort(bench());
  const first = Cni.strict().parse(await createCni(bench(), port, "one"));
  const second = Cni.strict().parse(await createCni(bench(), port, "two"));
  expect(first).toMatchObject({ p2p_ip: "10.255.0.0/31", cust_ip: "10.255.0.1/31" });
  expect(second).toMatchObject({ p2p_ip: "10.255.0.2/31", cust_ip: "10.255.0.3/31" });

  const { bgp: _, ...withoutBgp } = first;
  const magic = { ...first.magic, mtu: 1476 };
  const changed = { ...withoutBgp, magic, bgp_mode: "advertise_only" as const };
  expect(Cni.parse(await sdk.cnis.update(first.id, { ...account, ...changed }))).toEqual(changed);
  expect(await sdk.cnis.get(first.id, account)).toEqual(changed);
  expect(CniList.parse(await sdk.cnis.list(account)).items).toEqual([changed, second]);

  await sdk.cnis.delete(first.id, account);
  await sdk.cnis.delete(second.id, account);
  await expect(sdk.cnis.get(first.id, account)).rejects.toMatchObject({ status: 404 });
  await sdk.interconnects.delete(port, account);
});

test("CNIs can be filtered by slot and by tunnel", async () => {
  const { sdk, account, simulator } = bench();
  const [slot = ""] = await slotsAt(bench(), "ewr-a");
  const here = await createCni(bench(), await orderPort(bench(), "ewr-a"), "here");
  const there = await createCni(bench(), await orderPort(bench(), "ams-a"), "there");
  expect((await sdk.cnis.list({ ...account, slot })).items).toEqual([here]);
  const { tunnels } = await simulator.control.state();
  const tunnel_id = tunnels[there.id]?.id ?? "";
  expect((await sdk.cnis.list({ ...account, tunnel_id })).items).toEqual([there]);
});

test("slots can be filtered by site, speed, address and whether they are occupied", async () => {
  const { sdk, account } = bench();
  await orderPort(bench(), "ewr-b");
  const count = async (query: object) =>
    (await sdk.slots.list({ ...account, ...query })).items.length;
  expect(await count({ site: "ewr-b" })).toBe(3);
  expect(await count({ site: "ewr-b", speed: "100G" })).toBe(1);
  expect(await count({ site: "ewr-b", occupied: false })).toBe(2);
  expect(await count({ occupied: true })).toBe(1);
  expect(await count({ address_contains: "equinix ny1" })).toBe(3);
});

test("default_asn is Cloudflare's ASN at first, and a PUT with null or without a value keeps it", async () => {
  const { sdk, account } = bench();
  expect(Settings.parse(await sdk.settings.get(account))).toEqual({ default_asn: 13335 });
  const update = (body: { default_asn?: number | null }) =>
    sdk.settings.update({ ...account, ...body });
  expect(Settings.parse(await update({ default_asn: 64_512 }))).toEqual({ default_asn: 64_512 });
  expect(await update({ default_asn: null })).toEqual({ default_asn: 64_512 });
  expect(await update({})).toEqual({ default_asn: 64_512 });
});
