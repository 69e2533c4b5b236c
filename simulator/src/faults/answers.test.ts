import type { FaultRequest } from "..";
import { createCni, orderPort, slotsAt, useSimulator } from "../testing/use-simulator";

const bench = useSimulator();
const control = () => bench().simulator.control;

async function json(path: string): Promise<unknown> {
  return (await bench().raw("GET", path)).json();
}

async function spoilt(path: string, respond: FaultRequest["respond"]): Promise<unknown> {
  await control().addFault({ respond });
  return json(path);
}

describe("a fault with edit", () => {
  test("adds, replaces and removes fields of an object", async () => {
    const name = await orderPort(bench());
    const path = `/interconnects/${name}`;
    const before = await json(path);
    const edit = {
      set: { site: null, undocumented: { since: [1] }, "facility.name": "Elsewhere" },
      remove: ["ccr_device_name", "facility.address", "nothing.of.the.kind"],
    };
    const { ccr_device_name, ...rest } = Object(before);
    expect(await spoilt(path, { edit })).toEqual({
      ...rest,
      site: null,
      undocumented: { since: [1] },
      facility: { name: "Elsewhere" },
    });
    expect(ccr_device_name).toBe("ccr01.ewr-a");
    expect(await json(path)).toEqual(before);
  });

  test("changes one or every element of a list", async () => {
    const edit = {
      set: { "items.*.ccr_device_name": null, "items.1.speed": "1T", next: 3 },
      remove: ["items.*.facility", "items.0"],
    };
    const { items } = Object(await json("/slots?limit=3"));
    const shown = ({ facility, ...slot }: { facility: unknown }) => ({
      ...slot,
      ccr_device_name: null,
    });
    expect(await spoilt("/slots?limit=3", { edit })).toEqual({
      items: [shown(items[1]), { ...shown(items[2]), speed: "1T" }],
      next: 3,
    });
  });

  test("replaces only existing fields, in lists and objects", async () => {
    const edit = {
      replace: { ccr_device_name: null, "items.*.ccr_device_name": null, "bgp.x": 1 },
    };
    const name = await orderPort(bench());
    const one = await spoilt(`/interconnects/${name}`, { edit });
    expect(one).toMatchObject({ name, ccr_device_name: null });
    expect(one).not.toHaveProperty("items");
    const list = await spoilt("/interconnects", { edit });
    expect(list).toMatchObject({ items: [{ name, ccr_device_name: null }] });
    expect(list).not.toHaveProperty("ccr_device_name");
  });

  test("changes only the response, including the response to an order and an error response", async () => {
    const set = { name: "cni-other" };
    await control().addFault({ method: "POST", respond: { edit: { set } } });
    const name = await orderPort(bench());
    expect(name).toBe("cni-other");
    expect((await control().state()).interconnects).toMatchObject([{ name: "cni-ewr-a-000001" }]);
    const edit = { set: { "errors.*.code": 1234 } };
    expect(await spoilt("/interconnects/none", { edit })).toMatchObject({
      errors: [{ code: 1234 }],
    });
  });

  test("leaves a response that is not JSON unchanged", async () => {
    const name = await orderPort(bench());
    await control().addFault({ times: 2, respond: { edit: { set: { hello: "world" } } } });
    const letter = await bench().raw("GET", `/interconnects/${name}/loa`);
    expect(letter.headers.get("content-type")).toBe("application/pdf");
    const bytes = Buffer.from(await letter.arrayBuffer());
    expect(bytes.subarray(-6).toString()).toContain("%%EOF");
    const deletion = await bench().raw("DELETE", `/interconnects/${name}`);
    expect([deletion.status, await deletion.text()]).toEqual([200, ""]);
  });
});

describe("a garbled response", () => {
  test("has status 200, looks complete and is not JSON", async () => {
    const whole = await (await bench().send("GET", "/slots")).text();
    await control().addFault({ respond: { garble: true } });
    const answer = await bench().raw("GET", "/slots");
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("json");
    expect(answer.headers.get("content-length")).toBe(String(text.length));
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(whole.startsWith(text)).toBe(true);
  });

  test.each(["empty", "204"] as const)(
    "replaces the empty response to a deletion if deletionBody is %s",
    async (deletion) => {
      await control().behave({ deletion });
      const name = await orderPort(bench());
      await control().addFault({ respond: { garble: true } });
      const answer = await bench().raw("DELETE", `/interconnects/${name}`);
      expect([answer.status, await answer.text()]).toEqual(
        deletion === "204" ? [204, ""] : [200, "{"],
      );
      expect((await control().state()).interconnects).toEqual([]);
    },
  );
});

describe("a fault with occupySlot", () => {
  test("makes another customer occupy the slot before the order", async () => {
    const [slot_id = ""] = await slotsAt(bench(), "ewr-a");
    await control().addFault({ respond: { occupySlot: true } });
    expect((await bench().send("GET", "/slots")).status).toBe(200);
    const order = { account: bench().account.account_id, type: "direct", slot_id };
    const answer = await bench().send("POST", "/interconnects", order);
    expect(answer.status).toBe(400);
    expect(await json(`/slots/${slot_id}`)).toMatchObject({ id: slot_id, occupied: true });
    expect((await control().state()).interconnects).toEqual([]);
    expect(await slotsAt(bench(), "ewr-a")).not.toContain(slot_id);
  });

  test("leaves occupied slots and requests without a slot alone", async () => {
    const { account_id: account } = bench().account;
    const [slot_id = ""] = await slotsAt(bench(), "ewr-a");
    await orderPort(bench());
    await control().addFault({ times: 4, respond: { occupySlot: true } });
    for (const order of [{ slot_id }, { slot_id: "none" }, {}, { slot_id: 1 }]) {
      const answer = await bench().send("POST", "/interconnects", {
        account,
        type: "direct",
        ...order,
      });
      expect(answer.status).toBe(400);
    }
    expect((await control().state()).occupiedSlots).toEqual([slot_id]);
    expect(await control().slots()).toContainEqual(
      expect.objectContaining({ id: slot_id, occupied: true, account }),
    );
  });
});

test("a fault changes a CNI in the response only, not in the simulator's state", async () => {
  const { id } = await createCni(bench(), await orderPort(bench()));
  const edit = { set: { "bgp.md5_key": null, "magic.mtu": 9000 }, remove: ["cust_ip"] };
  const answer = await spoilt(`/cnis/${id}`, { edit });
  expect(answer).toMatchObject({ id, bgp: { md5_key: null }, magic: { mtu: 9000 } });
  expect(answer).not.toHaveProperty("cust_ip");
  const { cnis } = await control().state();
  expect(cnis).toMatchObject([{ id, bgp: { md5_key: "not a secret" }, magic: { mtu: 1500 } }]);
  expect(cnis[0]).toHaveProperty("cust_ip");
});
