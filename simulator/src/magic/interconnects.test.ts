import { useSimulator } from "../testing/use-simulator";
import { createTunnel, refusal, request } from "../testing/v4";

const bench = useSimulator();
const path = "/magic/cf_interconnects";

function magic() {
  return bench().cloudflare.magicTransit.cfInterconnects;
}

test("Magic lists every CNI as an interconnect", async () => {
  const { port, cni, id } = await createTunnel(bench());
  const { account } = bench();
  const { virtual_port_reservation_id } = await bench().sdk.interconnects.get(port, account);
  const { interconnects } = await magic().list(account);
  expect(interconnects).toEqual([
    {
      id,
      name: "newark",
      colo_name: "ewr-a",
      description: "",
      interface_address: cni.p2p_ip,
      mtu: 1500,
      health_check: {
        enabled: true,
        rate: "mid",
        type: "reply",
        direction: "unidirectional",
        target: cni.cust_ip.split("/")[0],
      },
      automatic_return_routing: false,
      bgp: cni.bgp,
      version: "2",
      virtual_port_reservation_id: virtual_port_reservation_id.replaceAll("-", ""),
      created_on: expect.any(String),
      modified_on: expect.any(String),
    },
  ]);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await magic().get(id, account)).toEqual({ interconnect: interconnects?.[0] });
});

test("Magic lists a new CNI only after the time in the switch magicAppearsAfter", async () => {
  const { control } = bench().simulator;
  await control.behave({ magicAppearsAfter: "10m" });
  const { id } = await createTunnel(bench());
  const { account } = bench();
  expect(await magic().list(account)).toEqual({ interconnects: [] });
  await expect(magic().get(id, account)).rejects.toMatchObject({ status: 404 });
  await control.advance("10m");
  await expect(magic().get(id, account)).resolves.toMatchObject({ interconnect: { id } });
});

test.each(["unidirectional", "bidirectional"] as const)(
  "a health check without a direction is %s if healthCheckDirection selects that default",
  async (healthCheckDirection) => {
    await bench().simulator.control.behave({ healthCheckDirection });
    const { id } = await createTunnel(bench());
    const { account } = bench();
    const read = async () => (await magic().get(id, account)).interconnect?.health_check?.direction;
    expect(await read()).toBe(healthCheckDirection);
    await magic().update(id, { ...account, health_check: { rate: "low" } });
    expect(await read()).toBe(healthCheckDirection);
  },
);

test("the target of a health check is a string or an object, depending on the header", async () => {
  const { id } = await createTunnel(bench());
  const { account } = bench();
  const asObject = { ...account, "x-magic-new-hc-target": true };
  const usual = { saved: "", effective: "10.255.0.1" };
  expect((await magic().get(id, asObject)).interconnect?.health_check?.target).toEqual(usual);

  await bench().simulator.control.advance("1h");
  const target = { saved: "10.0.0.1" };
  const answer = await magic().update(id, { ...asObject, health_check: { rate: "low", target } });
  expect(answer.modified_interconnect?.health_check).toMatchObject({
    rate: "low",
    target: { saved: "10.0.0.1", effective: "10.0.0.1" },
  });
  const { interconnect } = await magic().get(id, account);
  expect(interconnect?.health_check).toMatchObject({ rate: "low", target: "10.0.0.1" });
  const { created_on = "", modified_on = "" } = interconnect ?? {};
  expect(Date.parse(modified_on) - Date.parse(created_on)).toBeGreaterThanOrEqual(3_600_000);

  await magic().update(id, { ...account, health_check: {} });
  expect((await magic().get(id, asObject)).interconnect?.health_check).toMatchObject({
    rate: "mid",
    target: usual,
  });
});

test("the Magic endpoints send errors in the envelope, regardless of the switch errorBody", async () => {
  await bench().simulator.control.behave({ errorBody: "empty" });
  const nowhere = `${path}/${"0".repeat(32)}`;
  expect(await refusal(bench(), "GET", nowhere)).toMatchObject({ status: 404 });
  expect(await refusal(bench(), "PUT", nowhere, {})).toMatchObject({ status: 404 });
  expect(await refusal(bench(), "POST", path, {})).toMatchObject({ status: 405 });
  expect(await refusal(bench(), "DELETE", nowhere)).toMatchObject({ status: 405 });
  expect(await refusal(bench(), "PUT", path, "neither")).toMatchObject({ status: 400, code: 1022 });
  const headers = { "x-magic-new-hc-target": "perhaps" };
  const answer = await request(bench(), "GET", path, undefined, headers);
  expect(answer.status).toBe(400);
});
