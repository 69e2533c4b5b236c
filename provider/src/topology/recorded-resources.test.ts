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
    "a port that is ordered, as it is",
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
    "a port that is not ordered yet, as it is asked for",
    { slot: SLOT },
    { facility: "Equinix CH2", site: "ord-a", metro: "ORD", speed: 100 },
  ],
  [
    "a port at Google",
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
    "a port of which nothing can be read",
    { name: 1, facility: "Equinix NY1", slot: null, site: {}, device: null, status: 7, speed: 10 },
    {},
  ],
  [
    "an address that has parts which are no text",
    { facility: { address: ["Newark, NJ", 7] } },
    { address: ["Newark, NJ"] },
  ],
])("reads %s", (_what, props, expected) => {
  expect(recordedPort("ewr", props)).toEqual({ name: "ewr", kind: "direct", ...expected });
});

it.each<[string, Record<string, unknown>, Partial<Session>]>([
  [
    "a session with BGP and a key",
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
    "BGP without a key",
    { bgp: { customerAsn: 65_010 } },
    { bgp: true, customerAsn: 65_010, md5: false },
  ],
  ["a session with static routes", { magic: { mtu: 1476 } }, { mtu: 1476, bgp: false }],
  [
    "what is a secret or not known yet as nothing",
    { customerIp: {}, magic: { mtu: "1500" }, bgp: { customerAsn: "unknown" } },
    { bgp: true, md5: false },
  ],
])("reads %s", (_what, props, expected) => {
  expect(recordedSession("primary", "ewr", props)).toEqual({
    name: "primary",
    port: "ewr",
    ...expected,
  });
});
