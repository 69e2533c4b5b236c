import { createCni, useSimulator } from "../testing/use-simulator";
import { createTunnel, refusal } from "../testing/v4";

const bench = useSimulator();
const path = "/magic/cf_interconnects";

function magic() {
  return bench().cloudflare.magicTransit.cfInterconnects;
}

test("an edit of the name, description, MTU or BGP settings changes the CNI", async () => {
  const { cni, id } = await createTunnel(bench());
  const { account } = bench();
  await bench().simulator.control.advance("1h");
  const edits = { name: "jersey", description: "changed", mtu: 1400 };
  const bgp = { customer_asn: 65_010, extra_prefixes: [], import_filter_id: "f1" };
  const { modified, modified_interconnect } = await magic().update(id, {
    ...account,
    ...edits,
    bgp,
  });
  expect(modified).toBe(true);
  expect(modified_interconnect).toMatchObject({ ...edits, bgp });
  const { created_on = "", modified_on = "" } = modified_interconnect ?? {};
  expect(Date.parse(modified_on) - Date.parse(created_on)).toBeGreaterThanOrEqual(3_600_000);

  const changed = await bench().sdk.cnis.get(cni.id, account);
  expect(changed.magic).toEqual({ conduit_name: "jersey", description: "changed", mtu: 1400 });
  expect(changed.bgp).toEqual({ customer_asn: 65_010, extra_prefixes: [] });

  await magic().update(id, { ...account, bgp: { customer_asn: 65_011, as_no: 1 } });
  expect((await bench().sdk.cnis.get(cni.id, account)).bgp?.customer_asn).toBe(65_011);
  await magic().update(id, { ...account, bgp: { as_no: 65_012 } });
  expect((await bench().sdk.cnis.get(cni.id, account)).bgp?.customer_asn).toBe(65_012);
});

test("an edit is not visible in /cni if the switch magicEdits is hidden", async () => {
  const { control } = bench().simulator;
  await control.behave({ magicEdits: "hidden" });
  const { cni, id } = await createTunnel(bench());
  const { account } = bench();
  await magic().update(id, { ...account, name: "jersey", mtu: 1400 });
  expect(await bench().sdk.cnis.get(cni.id, account)).toEqual(cni);
  expect((await magic().get(id, account)).interconnect).toMatchObject({
    name: "jersey",
    mtu: 1400,
  });
  const other = await createCni(bench(), cni.interconnect, "other");
  const tunnel = (await control.state()).tunnels[other.id]?.id ?? "";
  expect(await refusal(bench(), "PUT", `${path}/${tunnel}`, { name: "jersey" })).toMatchObject({
    status: 409,
  });

  await control.behave({ magicEdits: "shown" });
  await magic().update(id, { ...account, mtu: 1300 });
  expect((await magic().get(id, account)).interconnect).toMatchObject({
    name: "jersey",
    mtu: 1300,
  });
  expect((await bench().sdk.cnis.get(cni.id, account)).magic).toMatchObject({
    conduit_name: "newark",
    mtu: 1300,
  });
});

test("an edit with validate_only changes nothing", async () => {
  const { id, cni } = await createTunnel(bench());
  const { account } = bench();
  const before = await bench().simulator.control.state();
  const query = { query: { validate_only: true } };
  const answer = await magic().update(id, { ...account, name: "jersey" }, query);
  expect(answer.modified_interconnect?.name).toBe("jersey");
  const body = { interconnects: [{ id, mtu: 1400, health_check: { enabled: false } }] };
  await magic().bulkUpdate({ ...account, body }, query);
  expect((await magic().get(id, account)).interconnect).toMatchObject({
    name: "newark",
    mtu: 1500,
    health_check: { enabled: true },
  });
  expect((await bench().simulator.control.state()).cnis).toEqual(before.cnis);
  expect(await bench().sdk.cnis.get(cni.id, account)).toEqual(cni);
});

test("a bulk edit changes either all interconnects or none", async () => {
  const { port, id } = await createTunnel(bench());
  const { account } = bench();
  await createCni(bench(), port, "other");
  const [first, second] = (await magic().list(account)).interconnects ?? [];
  expect(first?.id).toBe(id);
  const body = {
    interconnects: [
      { id, mtu: 1400 },
      { id: second?.id, description: "both" },
    ],
  };
  const { modified_interconnects } = await magic().bulkUpdate({ ...account, body });
  expect(modified_interconnects).toMatchObject([{ mtu: 1400 }, { description: "both" }]);

  const clash = {
    interconnects: [
      { id, mtu: 1300 },
      { id: second?.id, name: "newark" },
    ],
  };
  await expect(magic().bulkUpdate({ ...account, body: clash })).rejects.toMatchObject({
    status: 409,
  });
  expect((await magic().get(id, account)).interconnect).toMatchObject({ mtu: 1400 });
  const single = await magic().bulkUpdate({ ...account, body: { id, mtu: 1200 } });
  expect(single.modified_interconnects).toMatchObject([{ id, mtu: 1200 }]);
});

test.each([
  [{ gre: { cloudflare_endpoint: "203.0.113.1" } }, 400, "gre"],
  [{ automatic_return_routing: true }, 400, "automatic_return_routing"],
  [
    { health_check: { source: "10.0.0.1", direction: "bidirectional" } },
    400,
    "health_check.source",
  ],
  [{ health_check: { target: { saved: "10.0.0.1" } } }, 400, "health_check.target"],
  [{ health_check: { target: "everywhere" } }, 400, "health_check.target"],
  [{ health_check: { rate: "never" } }, 400, "health_check.rate"],
  [{ mtu: 575 }, 400, "mtu"],
  [{ interface_address: "10.0.0.0/29" }, 400, "interface_address"],
  [{ interface_address: "10.0.0.0/31" }, 400, "interface_address: cannot be changed"],
  [{ interface_address6: "2001:db8::/64" }, 400, "interface_address6"],
  [{ bgp: { extra_prefixes: [] } }, 400, "bgp.customer_asn"],
  [{ bgp: { customer_asn: 65_010, md5_key: "" } }, 400, "bgp.md5_key"],
  [{ name: "other" }, 409, "other"],
])("refuses the edit %j", async (edit, status, reason) => {
  const { port, id } = await createTunnel(bench());
  await createCni(bench(), port, "other");
  const refused = await refusal(bench(), "PUT", `${path}/${id}`, edit);
  expect(refused.status).toBe(status);
  expect(refused.code).toBeGreaterThanOrEqual(1000);
  expect(refused.message).toContain(reason);
});

test("edits obey the switches fixedFields, entitlement and md5Key", async () => {
  const { control } = bench().simulator;
  const { cni, id } = await createTunnel(bench());
  const { account } = bench();
  const interface_address = "10.9.9.0/31";
  await control.behave({ fixedFields: "ignored", md5Key: "null" });
  const ignored = await magic().update(id, { ...account, interface_address });
  expect(ignored.modified_interconnect?.interface_address).toBe(cni.p2p_ip);
  expect(ignored.modified_interconnect?.bgp).not.toHaveProperty("md5_key");
  await control.behave({ fixedFields: "changed", entitlement: "no-bgp" });
  expect(await refusal(bench(), "PUT", `${path}/${id}`, { interface_address })).toMatchObject({
    status: 400,
  });
  const bgp = { customer_asn: 65_010 };
  expect(await refusal(bench(), "PUT", `${path}/${id}`, { bgp })).toMatchObject({ status: 403 });
});
