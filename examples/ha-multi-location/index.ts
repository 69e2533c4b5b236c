import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";
import { assess, type Backup, type Design, scorecardOf } from "pulumi-cloudflare-cni/topology";

const config = new pulumi.Config();
const customerAsn = config.requireNumber("customerAsn");
const md5Key = config.requireSecret("md5Key");

/**
 * Two facilities in one metro survive the failure of a device or a facility. A third facility in another metro survives
 * the failure of the first metro. Local preference orders the paths out of your network, and the community that your
 * routers announce orders the paths into it.
 *
 * This example uses BGP over CNI, which is in closed beta. Ask Cloudflare's account team to enable it. The other
 * examples use static routes.
 */
const locations = [
  {
    name: "ewr1",
    description: "Newark, Equinix NY1: primary",
    customer: { router: "edge-1", site: "Newark" },
    steering: "primary",
    mtu: config.requireNumber("primaryMtu"),
  },
  {
    name: "ewr2",
    description: "Newark, Digital Realty JFK10: other building and device",
    customer: { router: "edge-2", site: "Newark" },
    steering: "secondary",
  },
  {
    name: "lax1",
    description: "Los Angeles, CoreSite LA1: other metro",
    customer: { router: "edge-3", site: "Los Angeles" },
    steering: "standby",
    conduitName: config.require("lax1ConduitName"),
  },
] as const;

/** Settings of your routers: the hold time that they propose, and no graceful restart. */
const routers = { holdTime: 30, gracefulRestart: false };

/** Backup path: a tunnel over the Internet. The example `magic-transit-v2` declares such tunnels. */
const backup: Backup = {
  kind: "tunnel",
  name: "GRE over two ISPs",
  localPreference: 40,
  routePriority: 700_000,
};

const paths = locations.map(({ name, description, customer, steering, ...settings }) => {
  const port = new cni.Interconnect(name, { slotId: config.require(`${name}SlotId`) });

  // Configure BGP once the link is up. A slow cross-connect does not delay the other ports.
  const ready = new cni.InterconnectReady(name, {
    interconnect: port,
    timeout: config.require("readyTimeout"),
  });

  const session = new cni.CniBgpSession(
    name,
    {
      interconnect: port,
      magic: {
        conduitName: "conduitName" in settings ? settings.conduitName : name,
        description,
        mtu: "mtu" in settings ? settings.mtu : 1500,
      },
      bgp: { customerAsn, extraPrefixes: ["0.0.0.0/0"], md5Key },
    },
    { dependsOn: ready },
  );

  // With BGP, Cloudflare recommends a health check. Your router must return its probes by a policy-based route.
  const magic = new cni.MagicInterconnect(name, {
    session,
    healthCheck: { enabled: true, direction: "bidirectional", target: "172.64.240.253" },
  });

  return {
    name,
    customer,
    steering,
    healthCheck: magic.healthCheck,
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

/** Addresses and preferences of each session, which your routers need. */
export const customerSide = paths;

/** Design with all three ports, in the places where Cloudflare put them. */
const design = pulumi.output(paths).apply(
  (known): Design => ({
    name: "transit",
    intent: "site-diverse",
    demand: { toCustomer: 10, toCloudflare: 1 },
    backup,
    order: known.map(({ name }) => name),
    ports: known.map(({ name, interconnect, facility, site, device, state, customer }) => ({
      ...{ name, interconnect, facility, site, device, state, customer },
      speed: 10,
    })),
    sessions: known.map(({ name, steering, healthCheck, customerIp, cloudflareIp, mtu }) => ({
      ...{ name, steering, healthCheck, customerIp, cloudflareIp, mtu, ...routers },
      port: name,
      bgp: true,
      customerAsn,
      md5: true,
      prefixes: ["203.0.113.0/24"],
    })),
  }),
);

/** Assessment of the design, and the capacity after each single failure. `assess` also checks every pair of failures. */
export const assessment = design.apply((design) => {
  const assessed = assess(design);
  const { intent, configured, operational, met, singleFailures } = assessed;
  return {
    scorecard: scorecardOf(design, assessed),
    ...{ intent, configured, operational, met },
    afterLossOf: Object.fromEntries(
      singleFailures.map(({ failures, verdict, capacity }) => [
        failures.map(({ kind, name }) => `${kind} ${name}`).join(" and "),
        `${verdict}, ${capacity.toCustomer} Gbps left`,
      ]),
    ),
  };
});
