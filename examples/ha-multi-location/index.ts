import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";
import { assess, type Backup } from "pulumi-cloudflare-cni/topology";

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

/** The last way: a tunnel over the ISPs. `MagicWanGreTunnel` of `@pulumi/cloudflare` declares it. */
const backup: Backup = { kind: "tunnel", name: "GRE over two ISPs", localPreference: 50 };

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
    site: port.site,
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

/** What the three are worth together, judged by where the ports turned out to be. */
const judged = pulumi.output(paths).apply((known) =>
  assess({
    name: "transit",
    intent: "site-diverse",
    demand: { toCustomer: 10, toCloudflare: 1 },
    backup,
    order: known.map(({ name }) => name),
    ports: known.map(({ name, interconnect, facility, site, device, state }) => ({
      ...{ name, interconnect, facility, site, device, state },
      speed: 10,
    })),
    sessions: known.map(({ name, localPreference, customerIp, cloudflareIp, mtu }) => ({
      ...{ name, localPreference, customerIp, cloudflareIp, mtu },
      port: name,
      bgp: true,
      customerAsn,
      md5: true,
      prefixes: ["203.0.113.0/24"],
    })),
  }),
);

/** The judgement, and what each single failure leaves. `assess` also judges every pair of failures. */
export const assessment = judged.apply(
  ({ intent, configured, operational, met, singleFailures }) => ({
    ...{ intent, configured, operational, met },
    afterLossOf: Object.fromEntries(
      singleFailures.map(({ failures, verdict, capacity }) => [
        failures.map(({ kind, name }) => `${kind} ${name}`).join(" and "),
        `${verdict}, ${capacity.toCustomer} Gbps left`,
      ]),
    ),
  }),
);
