import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";
import { assess, type Backup, type Design, scorecardOf } from "pulumi-cloudflare-cni/topology";

const config = new pulumi.Config();
const customerAsn = config.requireNumber("customerAsn");
const md5Key = config.requireSecret("md5Key");

/**
 * Two facilities in one metro, so that a device or a facility may fail, and one in another metro, so that the metro may.
 * The steering orders them in both directions: out of the network by local preference, and into it by the community that
 * your routers announce.
 *
 * This example uses BGP over CNI, which is in closed beta: ask Cloudflare's account team to enable it. The other examples
 * use static routes.
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

/** What your routers do: the hold time that they propose, and no graceful restart. */
const routers = { holdTime: 30, gracefulRestart: false };

/** The last path: a tunnel over the Internet. The example `magic-transit-v2` declares such tunnels. */
const backup: Backup = {
  kind: "tunnel",
  name: "GRE over two ISPs",
  localPreference: 40,
  routePriority: 700_000,
};

const paths = locations.map(({ name, description, customer, steering, ...settings }) => {
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
      magic: {
        conduitName: "conduitName" in settings ? settings.conduitName : name,
        description,
        mtu: "mtu" in settings ? settings.mtu : 1500,
      },
      bgp: { customerAsn, extraPrefixes: ["0.0.0.0/0"], md5Key },
    },
    { dependsOn: ready },
  );

  // Beside BGP, Cloudflare asks for a check whose target your router sends back by a policy-based route.
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

/** What your routers need: addresses and the steering of each session. */
export const customerSide = paths;

/** The three together, by where the ports turned out to be. */
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

/** The judgement, and what each single failure leaves. `assess` also judges every pair of failures. */
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
