import { z } from "zod";
import { type Bench, createCni, orderPort, slotsAt, useSimulator } from "../testing/use-simulator";
import { Behaviour, type BehaviourChanges } from "./behaviour";

const bench = useSimulator({ healthyAfter: "1h" });
const nowhere = "00000000-0000-4000-8000-000000000000";
const pairing_key = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";

async function answerTo(method: string, path: string, body?: unknown): Promise<unknown[]> {
  const answer = await bench().send(method, path, body);
  const text = await answer.text();
  return [answer.status, text === "" ? undefined : JSON.parse(text)];
}

async function statusOf(method: string, path: string, body?: unknown): Promise<unknown> {
  return (await answerTo(method, path, body))[0];
}

function account() {
  return bench().account.account_id;
}

async function order(fields: object = {}): Promise<unknown[]> {
  const [slot_id] = await slotsAt(bench(), "ewr-a");
  return answerTo("POST", "/interconnects", {
    account: account(),
    type: "direct",
    slot_id,
    ...fields,
  });
}

function orderGcp(): Promise<unknown[]> {
  return order({ type: "gcp_partner", bandwidth: "1G", pairing_key });
}

async function session() {
  return createCni(bench(), await orderPort(bench()));
}

async function put(id: string, cni: object): Promise<unknown[]> {
  return answerTo("PUT", `/cnis/${id}`, cni);
}

async function firstOf(path: string): Promise<unknown> {
  const answer = await bench().send("GET", path);
  return z.object({ items: z.array(z.unknown()) }).parse(await answer.json()).items[0];
}

/** Request for one switch, and the expected result for each value of the switch. */
interface Question {
  readonly of: keyof BehaviourChanges;
  readonly ask: (bench: Bench) => Promise<unknown>;
  readonly answers: Readonly<Record<string, unknown>>;
}

const questions: Question[] = [
  {
    of: "errorBody",
    ask: async ({ send }) => (await send("GET", "/interconnects/cni-nowhere")).text(),
    answers: {
      envelope: expect.stringContaining('"errors"'),
      json: '{"error":"Interconnect not found"}',
      text: "Interconnect not found",
      empty: "",
    },
  },
  {
    of: "malformedJson",
    ask: async ({ simulator: { baseUrl, token } }) => {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const url = `${baseUrl}/accounts/${account()}/cni/cnis`;
      return (await fetch(url, { method: "POST", headers, body: "{" })).status;
    },
    answers: { "400": 400, "415": 415, "422": 422 },
  },
  {
    of: "interconnectNames",
    ask: async (here) => {
      const name = await orderPort(here);
      const got = await here.sdk.interconnects.get(name, here.account);
      return got.name === name ? name : undefined;
    },
    answers: { plain: "cni-ewr-a-000001", escaped: "cni/ewr-a #000001" },
  },
  {
    of: "cniInterconnect",
    ask: async () => {
      const cni = await session();
      const [status, changed] = await put(cni.id, { ...cni, magic: { ...cni.magic, mtu: 1400 } });
      return [status, changed];
    },
    answers: {
      name: [200, expect.objectContaining({ interconnect: "cni-ewr-a-000001" })],
      virtual_port_reservation_id: [
        200,
        expect.objectContaining({ interconnect: expect.stringMatching(/^[0-9a-f-]{36}$/) }),
      ],
    },
  },
  {
    of: "speedSpelling",
    ask: async () => [await firstOf("/slots?site=ewr-a"), (await order({ speed: "10G" }))[0]],
    answers: {
      "10G": [expect.objectContaining({ speed: "10G" }), 200],
      "10 Gbps": [expect.objectContaining({ speed: "10 Gbps" }), 400],
      "10000": [expect.objectContaining({ speed: "10000" }), 400],
    },
  },
  {
    of: "otherSpeed",
    ask: async () => (await order({ speed: "100G" }))[0],
    answers: { refused: 400, ignored: 200 },
  },
  {
    of: "takenSlot",
    ask: async (here) => {
      const [slot_id = ""] = await slotsAt(here, "ewr-a");
      await here.simulator.control.occupySlot(slot_id);
      return (await order({ slot_id }))[0];
    },
    answers: { "400": 400, "403": 403, "409": 409, "500": 500 },
  },
  {
    of: "unknownSlot",
    ask: async () => (await order({ slot_id: nowhere }))[0],
    answers: { "400": 400, "404": 404 },
  },
  {
    of: "foreignSlots",
    ask: async (here) => {
      const [slot_id = "", ...others] = await slotsAt(here, "ewr-a");
      await here.simulator.control.occupySlot(slot_id);
      const list = await here.sdk.slots.list({ ...here.account, site: "ewr-a" });
      return [list.items.length - others.length, await statusOf("GET", `/slots/${slot_id}`)];
    },
    answers: { shown: [1, 200], hidden: [0, 404] },
  },
  {
    of: "otherAccount",
    ask: async () => {
      const [status, port] = await order({ account: "another" });
      return [status, port];
    },
    answers: {
      refused: [400, expect.anything()],
      ignored: [200, expect.objectContaining({ account: "0123456789abcdef0123456789abcdef" })],
    },
  },
  {
    of: "deletion",
    ask: async (here) => answerTo("DELETE", `/interconnects/${await orderPort(here)}`),
    answers: {
      empty: [200, undefined],
      object: [200, expect.objectContaining({ name: "cni-ewr-a-000001" })],
      "204": [204, undefined],
    },
  },
  {
    of: "secondDeletion",
    ask: async (here) => {
      const cni = await session();
      await here.sdk.cnis.delete(cni.id, here.account);
      await here.sdk.interconnects.delete(cni.interconnect, here.account);
      return [
        await statusOf("DELETE", `/cnis/${cni.id}`),
        await statusOf("DELETE", `/interconnects/${cni.interconnect}`),
      ];
    },
    answers: { "404": [404, 404], "200": [200, 200] },
  },
  {
    of: "deletionWithCnis",
    ask: async () => {
      const cni = await session();
      return [
        await statusOf("DELETE", `/interconnects/${cni.interconnect}`),
        await statusOf("GET", `/interconnects/${cni.interconnect}`),
        await statusOf("GET", `/cnis/${cni.id}`),
      ];
    },
    answers: { refused: [400, 200, 200], cascades: [200, 404, 404], orphans: [200, 404, 200] },
  },
  {
    of: "deletionWithRoutes",
    ask: async ({ cloudflare, account }) => {
      const cni = await session();
      const route = { prefix: "10.1.0.0/24", nexthop: "10.255.0.1", priority: 100 };
      await cloudflare.magicTransit.routes.create({ ...account, ...route });
      const deletion = await statusOf("DELETE", `/cnis/${cni.id}`);
      const { routes } = await cloudflare.magicTransit.routes.list(account);
      return [deletion, await statusOf("GET", `/cnis/${cni.id}`), routes?.length];
    },
    answers: { orphans: [200, 404, 1], refused: [400, 200, 1], cascades: [200, 404, 0] },
  },
  {
    of: "changedMagic",
    ask: async () => {
      const cni = await session();
      const magic = { conduit_name: "other", description: "", mtu: 1400 };
      return put(cni.id, { ...cni, magic });
    },
    answers: {
      changed: [
        200,
        expect.objectContaining({ magic: { conduit_name: "other", description: "", mtu: 1400 } }),
      ],
      refused: [400, expect.anything()],
      ignored: [
        200,
        expect.objectContaining({ magic: { conduit_name: "newark", description: "", mtu: 1500 } }),
      ],
    },
  },
  {
    of: "fixedFields",
    ask: async () => {
      const cni = await session();
      return put(cni.id, { ...cni, cust_ip: "192.0.2.1/31" });
    },
    answers: {
      refused: [400, expect.anything()],
      ignored: [200, expect.objectContaining({ cust_ip: "10.255.0.1/31" })],
      changed: [200, expect.objectContaining({ cust_ip: "192.0.2.1/31" })],
    },
  },
  {
    of: "absentBgp",
    ask: async () => {
      const { bgp: _, ...cni } = await session();
      return put(cni.id, cni);
    },
    answers: {
      removes: [200, expect.not.objectContaining({ bgp: expect.anything() })],
      keeps: [200, expect.objectContaining({ bgp: expect.anything() })],
    },
  },
  {
    of: "nullBgp",
    ask: async () => {
      const cni = await session();
      return put(cni.id, { ...cni, bgp: null });
    },
    answers: {
      refused: [400, expect.anything()],
      removes: [200, expect.not.objectContaining({ bgp: expect.anything() })],
    },
  },
  {
    of: "initialBgpMode",
    ask: async () => (await session()).bgp_mode,
    answers: {
      absent: undefined,
      dynamic_route_exchange: "dynamic_route_exchange",
      advertise_only: "advertise_only",
    },
  },
  {
    of: "bgpModeWithoutBgp",
    ask: async () => {
      const { bgp: _, ...cni } = await session();
      return (await put(cni.id, { ...cni, bgp_mode: "advertise_only" }))[0];
    },
    answers: { allowed: 200, refused: 400 },
  },
  {
    of: "md5Key",
    ask: async () => (await session()).bgp?.md5_key,
    answers: { echoed: "not a secret", null: null, absent: undefined },
  },
  {
    of: "initialAsn",
    ask: async () => answerTo("GET", "/settings"),
    answers: {
      "13335": [200, { default_asn: 13_335 }],
      "0": [200, { default_asn: 0 }],
      "404": [404, expect.anything()],
    },
  },
  {
    of: "nullAsn",
    ask: async () => {
      await answerTo("PUT", "/settings", { default_asn: 64_512 });
      return answerTo("PUT", "/settings", { default_asn: null });
    },
    answers: { keeps: [200, { default_asn: 64_512 }], resets: [200, { default_asn: 13_335 }] },
  },
  {
    of: "asnRange",
    ask: async () => [
      await statusOf("PUT", "/settings", { default_asn: 4_200_000_000 }),
      await statusOf("PUT", "/settings", { default_asn: 64_512 }),
    ],
    answers: { any: [200, 200], documented: [400, 200] },
  },
  {
    of: "lastNext",
    ask: async () => answerTo("GET", "/interconnects"),
    answers: { null: [200, { items: [], next: null }], absent: [200, { items: [] }] },
  },
  {
    of: "gcpLetter",
    ask: async ({ send }) => {
      await orderGcp();
      const answer = await send("GET", "/interconnects/cni-us-east4-000001/loa");
      return [answer.status, (await answer.text()).slice(0, 4)];
    },
    answers: {
      "400": [400, expect.anything()],
      "404": [404, expect.anything()],
      pdf: [200, "%PDF"],
    },
  },
  {
    of: "letterType",
    ask: async (here) => {
      const answer = await here.send("GET", `/interconnects/${await orderPort(here)}/loa`);
      return answer.headers.get("content-type");
    },
    answers: {
      "application/pdf": "application/pdf",
      "application/octet-stream": "application/octet-stream",
    },
  },
  {
    of: "comingUp",
    ask: async (here) => {
      const name = await orderPort(here);
      const seen: unknown[] = [];
      for (const _ of [1, 2, 3, 4, 5, 6]) {
        seen.push((await here.sdk.interconnects.status(name, here.account)).state);
        await here.simulator.control.advance("12m");
      }
      return seen.join(" ");
    },
    answers: {
      straight: "Pending Pending Pending Pending Pending Healthy",
      "through-down": "Pending Pending Pending Pending Down Healthy",
    },
  },
  {
    of: "entitlement",
    ask: async () => [
      await statusOf("GET", "/slots"),
      await statusOf("POST", "/cnis", {
        account: account(),
        interconnect: (await order())[0] === 200 ? "cni-ewr-a-000001" : "none",
        magic: { conduit_name: "newark", description: "", mtu: 1500 },
        bgp: { customer_asn: 65_010, extra_prefixes: [] },
      }),
    ],
    answers: { all: [200, 200], "no-bgp": [200, 403] },
  },
  {
    of: "usedPairingKey",
    ask: async (here) => {
      await orderGcp();
      await here.sdk.interconnects.delete("cni-us-east4-000001", here.account);
      return (await orderGcp())[0];
    },
    answers: { free: 200, spent: 400 },
  },
];

test.each(
  questions.flatMap(({ of, ask, answers }) =>
    Object.entries(answers).map(([value, answer]) => ({ of, value, ask, answer })),
  ),
)(
  "the API responds as the switch $of selects with the value $value",
  async ({ of, value, ask, answer }) => {
    await bench().simulator.control.behave({ [of]: value });
    expect(await ask(bench())).toEqual(answer);
  },
);

test("every request of an account without CNI gets the status that notEntitled selects", async () => {
  const { control } = bench().simulator;
  await control.behave({ entitlement: "no-cni" });
  expect(await statusOf("GET", "/settings")).toBe(403);
  await control.behave({ notEntitled: "400" });
  expect(await statusOf("GET", "/settings")).toBe(400);
});

test("an update of fixed fields must name an existing port and free addresses if fixedFields allows it", async () => {
  await bench().simulator.control.behave({ fixedFields: "changed" });
  const { interconnect, p2p_ip, cust_ip } = await session();
  const other = await createCni(bench(), interconnect, "other");
  expect((await put(other.id, { ...other, p2p_ip }))[0]).toBe(400);
  // The customer's end of one CNI cannot be an end of another CNI.
  expect((await put(other.id, { ...other, p2p_ip: cust_ip }))[0]).toBe(400);
  expect((await put(other.id, { ...other, cust_ip: p2p_ip }))[0]).toBe(400);
  expect((await put(other.id, { ...other, interconnect: "nowhere" }))[0]).toBe(400);
});

test("a new CNI does not get an address that an update gave to another CNI", async () => {
  await bench().simulator.control.behave({ fixedFields: "changed" });
  const cni = await session();
  const moved = { p2p_ip: "10.255.0.3/31", cust_ip: "10.255.0.2/31" };
  expect((await put(cni.id, { ...cni, ...moved }))[0]).toBe(200);
  const [first, second] = [
    await createCni(bench(), cni.interconnect, "first"),
    await createCni(bench(), cni.interconnect, "second"),
  ];
  expect([first.p2p_ip, second.p2p_ip]).toEqual(["10.255.0.0/31", "10.255.0.4/31"]);
});

test("a CNI that keeps its BGP because of absentBgp may keep its bgp_mode", async () => {
  await bench().simulator.control.behave({ absentBgp: "keeps", bgpModeWithoutBgp: "refused" });
  const { bgp: _, ...cni } = await session();
  expect((await put(cni.id, { ...cni, bgp_mode: "advertise_only" }))[0]).toBe(200);
});

test("pairing keys ignore case", async () => {
  await orderGcp();
  const answer = await order({
    type: "gcp_partner",
    bandwidth: "1G",
    pairing_key: pairing_key.toUpperCase(),
  });
  expect(answer[0]).toBe(400);
});

describe("a switch with a duration", () => {
  test("visibleAfter hides a new port for a while, but its slot is occupied at once", async () => {
    const { simulator, sdk, account } = bench();
    await simulator.control.behave({ visibleAfter: "30s" });
    const name = await orderPort(bench());
    expect(await statusOf("GET", `/interconnects/${name}`)).toBe(404);
    expect((await sdk.interconnects.list(account)).items).toEqual([]);
    expect((await slotsAt(bench(), "ewr-a")).length).toBe(2);
    const cni = await createCni(bench(), name);
    expect(await statusOf("GET", `/cnis/${cni.id}`)).toBe(404);
    await simulator.control.advance("30s");
    expect((await sdk.interconnects.list(account)).items).toHaveLength(1);
    expect(await statusOf("GET", `/cnis/${cni.id}`)).toBe(200);
  });

  test("deletedAfter keeps a deleted object and its slot for a while", async () => {
    const { simulator } = bench();
    await simulator.control.behave({ deletedAfter: "1m" });
    const name = await orderPort(bench());
    expect(await statusOf("DELETE", `/interconnects/${name}`)).toBe(200);
    expect(await statusOf("GET", `/interconnects/${name}`)).toBe(200);
    expect(await slotsAt(bench(), "ewr-a")).toHaveLength(2);
    await simulator.control.advance("1m");
    expect(await statusOf("GET", `/interconnects/${name}`)).toBe(404);
    expect(await slotsAt(bench(), "ewr-a")).toHaveLength(3);
  });

  test("occupationLag delays changes in the slot list, but not the check of an order's slot", async () => {
    const { simulator, sdk, account } = bench();
    await simulator.control.behave({ occupationLag: "1m" });
    const [slot_id] = await slotsAt(bench(), "ewr-a");
    const name = await orderPort(bench());
    expect(await slotsAt(bench(), "ewr-a")).toHaveLength(3);
    expect((await order({ slot_id }))[0]).toBe(400);
    await simulator.control.advance("1m");
    expect(await slotsAt(bench(), "ewr-a")).toHaveLength(2);
    await sdk.interconnects.delete(name, account);
    expect(await slotsAt(bench(), "ewr-a")).toHaveLength(2);
    expect((await order({ slot_id }))[0]).toBe(200);
    await simulator.control.advance("1m");
    expect(await slotsAt(bench(), "ewr-a")).toHaveLength(2);
  });
});

test("pageSize sets the default length of a page", async () => {
  await bench().simulator.control.behave({ pageSize: 7 });
  const { sdk, account } = bench();
  expect((await sdk.slots.list(account)).items).toHaveLength(7);
});

test("largestPage limits the length of a page, even if the request asks for more", async () => {
  await bench().simulator.control.behave({ largestPage: 5 });
  const { sdk, account } = bench();
  const { items, next } = await sdk.slots.list({ ...account, limit: 50 });
  expect([items.length, next]).toEqual([5, 5]);
  expect((await sdk.slots.list(account)).items).toHaveLength(5);
});

test("every switch with several values has a test", () => {
  const elsewhere = [
    "magicAppearsAfter",
    "magicEdits",
    "healthCheckDirection",
    "probeIntervalHigh",
    "probeIntervalMid",
    "probeIntervalLow",
    "healthRecovery",
    "unhealthyLink",
    "analytics",
    "analyticsDelay",
    "tunnelNameInTraffic",
    "retryAfter",
    "notEntitled",
    "pageSize",
    "largestPage",
  ];
  const timed = ["visibleAfter", "deletedAfter", "occupationLag"];
  expect([...questions.map(({ of }) => of), ...elsewhere, ...timed].sort()).toEqual(
    Object.keys(Behaviour.shape).sort(),
  );
});

test("an unknown switch or value is refused, and the error names it", async () => {
  const { control } = bench().simulator;
  await expect(control.behave({ ["gravity" as string]: "off" })).rejects.toThrow("gravity");
  await expect(control.behave({ ["nullBgp" as string]: "explodes" })).rejects.toThrow("nullBgp");
  expect((await control.behaviour()).nullBgp).toBe("refused");
});
