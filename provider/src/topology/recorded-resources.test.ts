import { type Port, recordedPort, recordedSession, type Session } from ".";

const PORT = {
  type: "direct",
  name: "cni-ewr-a-000001",
  facility: { name: "Equinix NY1", address: ["Equinix NY1", "Newark, NJ"] },
  site: "ewr-a",
  device: "ccr01.ewr-a",
  speed: "10G",
  status: { state: "Healthy" },
};
const SLOT = { facility: "Equinix CH2", site: "ord-a", metro: "ORD", speed: "100G" };

it.each<[string, Record<string, unknown>, Partial<Port>]>([
  [
    "an ordered port from its outputs",
    { ...PORT, slot: SLOT, bandwidth: "1G" },
    {
      interconnect: "cni-ewr-a-000001",
      facility: "Equinix NY1",
      address: ["Equinix NY1", "Newark, NJ"],
      site: "ewr-a",
      metro: "ORD",
      device: "ccr01.ewr-a",
      speed: 10,
      state: "Healthy",
    },
  ],
  [
    "a port that is not ordered yet from its slot requirement",
    { slot: SLOT },
    { facility: "Equinix CH2", site: "ord-a", metro: "ORD", speed: 100 },
  ],
  [
    "a Google port",
    { type: "gcp_partner", bandwidth: "1G", slot: SLOT },
    {
      kind: "gcp_partner",
      facility: "Equinix CH2",
      site: "ord-a",
      metro: "ORD",
      speed: 1,
    },
  ],
  [
    "a port without any readable property",
    { name: 1, facility: "Equinix NY1", slot: null, site: {}, device: null, status: 7, speed: 10 },
    {},
  ],
  [
    "an address and omits parts that are not text",
    { facility: { address: ["Newark, NJ", 7] } },
    { address: ["Newark, NJ"] },
  ],
])("recordedPort reads %s", (_what, props, expected) => {
  expect(recordedPort("ewr", props)).toEqual({ name: "ewr", kind: "direct", ...expected });
});

it.each<[string, Record<string, unknown>, Partial<Session>]>([
  [
    "a session with BGP and an MD5 key",
    {
      customerIp: "10.0.0.1/31",
      cloudflareIp: "10.0.0.0/31",
      magic: { mtu: 1500 },
      bgp: { customerAsn: 65_010, md5Key: { secret: true } },
    },
    {
      customerIp: "10.0.0.1/31",
      cloudflareIp: "10.0.0.0/31",
      mtu: 1500,
      bgp: true,
      customerAsn: 65_010,
      md5: true,
    },
  ],
  [
    "a session with BGP but without an MD5 key",
    { bgp: { customerAsn: 65_010 } },
    { bgp: true, customerAsn: 65_010, md5: false },
  ],
  ["a session with static routes", { magic: { mtu: 1476 } }, { mtu: 1476, bgp: false }],
  [
    "a session and omits its secret and unknown properties",
    { customerIp: {}, magic: { mtu: "1500" }, bgp: { customerAsn: "unknown" } },
    { bgp: true, md5: false },
  ],
])("recordedSession reads %s", (_what, props, expected) => {
  expect(recordedSession("primary", "ewr", props)).toEqual({
    name: "primary",
    port: "ewr",
    ...expected,
  });
});
