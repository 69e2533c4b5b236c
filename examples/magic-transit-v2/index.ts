import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const prefixes = ["203.0.113.0/24", "198.51.100.0/24"];

const paths = {
  ord: { facility: "Equinix CH2", router: "edge-1", steering: "primary" },
  lax: { facility: "CoreSite LA1", router: "edge-2", steering: "secondary" },
} as const;

/** Backup path if every interconnect fails: a GRE tunnel over each of two Internet providers. */
const tunnels = [
  {
    name: "gre-isp-1",
    endpoint: "192.0.2.10",
    interfaceAddress: "10.213.0.0/31",
    nexthop: "10.213.0.1",
  },
  {
    name: "gre-isp-2",
    endpoint: "198.18.0.10",
    interfaceAddress: "10.213.0.2/31",
    nexthop: "10.213.0.3",
  },
];
const gre = tunnels.map(
  ({ name, endpoint, interfaceAddress }) =>
    new cloudflare.MagicWanGreTunnel(name, {
      accountId,
      name,
      customerGreEndpoint: endpoint,
      cloudflareGreEndpoint: config.require("cloudflareGreEndpoint"),
      interfaceAddress,
      mtu: 1476,
      healthCheck: { enabled: true, direction: "unidirectional" },
    }),
);

// Cloudflare's pages disagree on whether it sends the first alert for ports on dataplane v2. It sends the second
// alert for maintenance of the data centres behind the ports.
const policy = {
  accountId,
  enabled: true,
  mechanisms: { emails: [{ id: config.require("notify") }] },
};
const cniWork = new cloudflare.NotificationPolicy("cni-work", {
  ...policy,
  name: "Work on our interconnects",
  alertType: "cni_maintenance_notification",
});
const popWork = new cloudflare.NotificationPolicy("pop-work", {
  ...policy,
  name: "Work on the data centres of our interconnects",
  alertType: "maintenance_event_notification",
  filters: { airportCodes: Object.keys(paths).map((path) => path.toUpperCase()) },
});

const transit = new cni.InterconnectGroup("transit", {
  accountId,
  intent: "site-diverse",
  demand: { toCustomer: 10, toCloudflare: 1 },
  // With direct server return, replies leave over the Internet providers.
  useCase: "magic-transit-dsr",
  transitMss: 1436,
  backup: {
    kind: "tunnel",
    name: "GRE over two ISPs",
    tunnels: tunnels.map(({ name, nexthop }) => ({
      name,
      nexthop,
      encapsulation: "gre",
      capacity: 5,
      healthCheck: { enabled: true },
    })),
  },
  maintenanceNotification: [cniWork, popWork],
  magic: { mtu: 1500 },
  // Cloudflare stops using a dead link only if a health check fails.
  healthCheck: { enabled: true, direction: "unidirectional" },
  ready: { timeout: config.require("readyTimeout") },
  ports: Object.fromEntries(
    Object.entries(paths).map(([name, { facility, router, steering }]) => [
      name,
      { slot: { facility }, customer: { router }, session: { steering, prefixes } },
    ]),
  ),
});

for (const { name, ...route } of transit.routes) {
  // A route can be created only after the tunnel of its next hop.
  new cloudflare.MagicWanStaticRoute(name, { accountId, ...route }, { dependsOn: gre });
}

export const { configured, operational, blockers, capacity, outage } = transit;
