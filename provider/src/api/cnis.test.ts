/** Tests that updating a CNI sends back the whole object, including fields that this package does not know. */

import { systemClock } from "../domain/clock";
import type { SessionSettings } from "../domain/objects";
import { type FakeApi, startFakeApi } from "../testing/fake-api";
import { AccountApi } from "./account";
import { createHttp } from "./http";

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const ID = "0b1c2d3e-0000-4000-8000-000000000001";
const MAGIC = { conduitName: "ewr", description: "Newark", mtu: 1500 };

const PRESENT = {
  id: ID,
  account: ACCOUNT,
  interconnect: "cni-ewr-a-000001",
  p2p_ip: "10.255.0.0/31",
  cust_ip: "10.255.0.1/31",
  vlan_of_the_future: { tag: 7 },
  magic: { conduit_name: "old", description: "old", mtu: 1476, color: "blue" },
  bgp: { customer_asn: 65001, extra_prefixes: [], md5_key: "old key", bfd: true },
  bgp_mode: "advertise_only",
};

let fake: FakeApi;
let api: AccountApi;
let present: object;

beforeAll(async () => {
  fake = await startFakeApi(({ method, body }) => ({
    body: method === "PUT" ? JSON.parse(body) : present,
  }));
  api = new AccountApi(
    createHttp({ baseUrl: fake.baseUrl, headers: {} }, systemClock),
    ACCOUNT,
    systemClock,
  );
});
beforeEach(() => {
  present = PRESENT;
});
afterAll(() => fake.close());

/** Returns the body of the PUT request that an update to these settings sends. */
async function updateBodyFor(settings: SessionSettings): Promise<unknown> {
  await api.cnis.update(ID, settings);
  const put = fake.received.at(-1);
  expect(put).toMatchObject({ method: "PUT", path: `/accounts/${ACCOUNT}/cni/cnis/${ID}` });
  return JSON.parse(put?.body ?? "");
}

it("changes only the declared fields of a CNI at each level and keeps all others", async () => {
  const bgp = { customerAsn: 65010, extraPrefixes: ["0.0.0.0/0"], md5Key: "new key" };
  expect(await updateBodyFor({ magic: MAGIC, bgp, bgpMode: "dynamic_route_exchange" })).toEqual({
    ...PRESENT,
    magic: { conduit_name: "ewr", description: "Newark", mtu: 1500, color: "blue" },
    bgp: { customer_asn: 65010, extra_prefixes: ["0.0.0.0/0"], md5_key: "new key", bfd: true },
    bgp_mode: "dynamic_route_exchange",
  });
});

it("sends null as the MD5 key if the session declares no key", async () => {
  const bgp = { customerAsn: 65010, extraPrefixes: [] };
  expect(await updateBodyFor({ magic: MAGIC, bgp })).toMatchObject({ bgp: { md5_key: null } });
});

it("sends no BGP settings if the session declares none", async () => {
  expect(await updateBodyFor({ magic: MAGIC })).not.toHaveProperty("bgp");
});

it("adds BGP settings to a CNI that has none", async () => {
  present = { ...PRESENT, bgp: null };
  const bgp = { customerAsn: 65010, extraPrefixes: [], md5Key: "key" };
  expect(await updateBodyFor({ magic: MAGIC, bgp })).toMatchObject({
    bgp: { customer_asn: 65010, extra_prefixes: [], md5_key: "key" },
  });
});

it("keeps the BGP mode if the session declares none", async () => {
  expect(await updateBodyFor({ magic: MAGIC })).toMatchObject({ bgp_mode: "advertise_only" });
});

it("reads a CNI with absent, null and unknown fields", async () => {
  present = { ...PRESENT, bgp: { customer_asn: 65001, extra_prefixes: null }, bgp_mode: null };
  expect(await api.cnis.get(ID)).toEqual({
    id: ID,
    account: ACCOUNT,
    interconnect: "cni-ewr-a-000001",
    cloudflareIp: "10.255.0.0/31",
    customerIp: "10.255.0.1/31",
    magic: { conduitName: "old", description: "old", mtu: 1476 },
    bgp: { customerAsn: 65001, extraPrefixes: [], md5Key: undefined },
    bgpMode: undefined,
  });
});
