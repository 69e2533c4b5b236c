import { failureIn } from "../testing/envelope";
import { createCni, orderPort, slotsAt, useSimulator } from "../testing/use-simulator";

const bench = useSimulator();
const nowhere = "00000000-0000-4000-8000-000000000000";

async function refusal(response: Promise<Response>): Promise<[number, string | undefined]> {
  const { status, message } = await failureIn(response);
  return [status, message];
}

function order(fields: object): Promise<[number, string | undefined]> {
  const account = bench().account.account_id;
  return refusal(bench().send("POST", "/interconnects", { account, type: "direct", ...fields }));
}

describe("an order", () => {
  test("is refused if the slot is unknown, occupied or of another speed", async () => {
    const [slot_id] = await slotsAt(bench(), "ewr-a");
    expect(await order({ slot_id: nowhere })).toEqual([400, `There is no slot ${nowhere}`]);
    expect(await order({ slot_id, speed: "100G" })).toEqual([
      400,
      `Slot ${slot_id} has a speed of 10G, not 100G`,
    ]);
    await orderPort(bench(), "ewr-a");
    expect(await order({ slot_id })).toEqual([400, `Slot ${slot_id} is occupied`]);
  });

  test.each([
    [{ type: "partner" }, "type"],
    [{}, "slot_id"],
    [{ slot_id: "first" }, "slot_id"],
    [{ slot_id: nowhere, account: "another" }, "account"],
    [{ type: "gcp_partner", bandwidth: "3G", pairing_key: "k" }, "bandwidth"],
    [{ type: "gcp_partner", bandwidth: "1G" }, "pairing_key"],
    [{ type: "gcp_partner", bandwidth: "1G", pairing_key: "k" }, "The pairing key"],
  ])("is refused with the fields %j", async (fields, reason) => {
    const [status, message] = await order(fields);
    expect(status).toBe(400);
    expect(message).toContain(reason);
  });
});

describe("a CNI", () => {
  const magic = { conduit_name: "newark", description: "", mtu: 1500 };
  const bgp = { customer_asn: 65_010, extra_prefixes: [] };

  test.each([
    [{ interconnect: "cni-nowhere" }, "There is no interconnect cni-nowhere"],
    [{ account: "another" }, "account"],
    [{ magic: { ...magic, mtu: -1 } }, "magic.mtu"],
    [{ magic: { conduit_name: "newark", mtu: 1500 } }, "magic.description"],
    [{ bgp: null }, "bgp"],
    [{ bgp: { ...bgp, customer_asn: 0 } }, "bgp.customer_asn"],
    [{ bgp: { ...bgp, customer_asn: 2 ** 32 } }, "bgp.customer_asn"],
    [{ bgp: { ...bgp, extra_prefixes: ["2001:db8::/32"] } }, "bgp.extra_prefixes.0"],
    [{ bgp: { ...bgp, extra_prefixes: ["10.0.0.0"] } }, "bgp.extra_prefixes.0"],
    [{ bgp: { ...bgp, md5_key: "" } }, "bgp.md5_key"],
    [{ bgp: { ...bgp, md5_key: "why?" } }, "bgp.md5_key"],
  ])("is refused with the fields %j in its order", async (fields, reason) => {
    const account = bench().account.account_id;
    const interconnect = await orderPort(bench());
    const body = { account, interconnect, magic, ...fields };
    const [status, message] = await refusal(bench().send("POST", "/cnis", body));
    expect(status).toBe(400);
    expect(message).toContain(reason);
  });

  test("is refused if another CNI has its name, both on creation and on a rename", async () => {
    const port = await orderPort(bench());
    await createCni(bench(), port, "taken");
    await expect(createCni(bench(), port, "taken")).rejects.toMatchObject({ status: 409 });
    const other = await createCni(bench(), port, "other");
    const renamed = { ...other, magic: { ...other.magic, conduit_name: "taken" } };
    expect((await bench().send("PUT", `/cnis/${other.id}`, renamed)).status).toBe(409);
  });

  test.each([
    ["id", nowhere],
    ["account", "another"],
    ["interconnect", "cni-nowhere"],
    ["p2p_ip", "10.255.9.0/31"],
    ["cust_ip", "10.255.9.1/31"],
  ])("is not updated if the update changes %s", async (field, value) => {
    const cni = await createCni(bench(), await orderPort(bench()));
    const update = bench().send("PUT", `/cnis/${cni.id}`, { ...cni, [field]: value });
    expect(await refusal(update)).toEqual([400, `${field} cannot be changed`]);
  });

  test("prevents the deletion of its port, and the refusal names it", async () => {
    const port = await orderPort(bench());
    const { id } = await createCni(bench(), port);
    const [status, message] = await refusal(bench().send("DELETE", `/interconnects/${port}`));
    expect(status).toBe(400);
    expect(message).toContain(id);
  });
});

test.each([
  ["GET", `/slots/${nowhere}`],
  ["GET", "/interconnects/cni-nowhere"],
  ["DELETE", "/interconnects/cni-nowhere"],
  ["GET", "/interconnects/cni-nowhere/status"],
  ["GET", "/interconnects/cni-nowhere/loa"],
  ["GET", `/cnis/${nowhere}`],
  ["DELETE", `/cnis/${nowhere}`],
])("%s %s gets status 404", async (method, path) => {
  expect((await bench().send(method, path)).status).toBe(404);
});

test.each([
  "/slots?occupied=maybe",
  "/slots?limit=-1",
  "/slots?cursor=null",
  "/slots/first",
  "/cnis/first",
])("GET %s gets status 400", async (path) => {
  expect((await bench().send("GET", path)).status).toBe(400);
});
