import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const customerAsn = config.requireNumber("customerAsn");
const md5Key = config.requireSecret("md5Key");

/**
 * Two facilities in one metro, so that a device or a building may fail, and one in another metro,
 * so that the metro may. The preference is the customer's side of the design: the path out of the
 * network with the highest one is taken while it is there.
 */
const locations = [
  {
    name: "ewr1",
    description: "Newark, Equinix NY1: primary",
    localPreference: 200,
    mtu: config.requireNumber("primaryMtu"),
  },
  {
    name: "ewr2",
    description: "Newark, Digital Realty JFK10: other building and device",
    localPreference: 150,
  },
  {
    name: "lax1",
    description: "Los Angeles, CoreSite LA1: other metro",
    localPreference: 100,
    conduitName: config.require("lax1ConduitName"),
  },
];

const paths = locations.map(({ name, description, localPreference, ...settings }) => {
  const port = new cni.Interconnect(name, { slotId: config.require(`${name}SlotId`) });

  // BGP is configured once the link is up; one slow cross-connect does not hold up the others.
  const ready = new cni.InterconnectReady(name, {
    interconnect: port,
    timeout: config.require("readyTimeout"),
  });

  const session = new cni.CniBgpSession(
    name,
    {
      interconnect: port,
      magic: { conduitName: settings.conduitName ?? name, description, mtu: settings.mtu ?? 1500 },
      bgp: { customerAsn, extraPrefixes: ["0.0.0.0/0"], md5Key },
    },
    { dependsOn: ready },
  );

  return {
    name,
    localPreference,
    interconnect: port.name,
    facility: port.facility.apply((facility) => facility?.name),
    device: port.device,
    speed: port.speed,
    state: ready.status.apply((status) => status.state),
    customerIp: session.customerIp,
    cloudflareIp: session.cloudflareIp,
    mtu: session.magic.mtu,
  };
});

/** What the customer's routers need: addresses, and the local preference of each path. */
export const customerSide = paths;
