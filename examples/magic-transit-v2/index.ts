import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const prefixes = ["203.0.113.0/24", "198.51.100.0/24"];

/** Toward the customer the lower `routePriority` wins, out of the network the higher preference. */
const paths = {
  ord: { facility: "Equinix CH2", routePriority: 100, localPreference: 200 },
  lax: { facility: "CoreSite LA1", routePriority: 200, localPreference: 100 },
};

// Cloudflare's pages disagree on whether the first alert is sent for ports on dataplane v2; the
// second one is sent for work on the data centres behind them.
const told = {
  accountId,
  enabled: true,
  mechanisms: { emails: [{ id: config.require("notify") }] },
};
const cniWork = new cloudflare.NotificationPolicy("cni-work", {
  ...told,
  name: "Work on our interconnects",
  alertType: "cni_maintenance_notification",
});
const popWork = new cloudflare.NotificationPolicy("pop-work", {
  ...told,
  name: "Work on the data centres of our interconnects",
  alertType: "maintenance_event_notification",
  filters: { airportCodes: Object.keys(paths).map((path) => path.toUpperCase()) },
});

const transit = new cni.InterconnectGroup("transit", {
  accountId,
  intent: "site-diverse",
  demand: { toCustomer: 10, toCloudflare: 1 },
  // Magic Transit answers by the Internet (direct server return), so the ISPs stay in any case.
  backup: { kind: "tunnel", name: "GRE over two ISPs", capacity: 10, routePriority: 300 },
  maintenanceNotification: [cniWork, popWork],
  magic: { mtu: 1500 },
  ready: { timeout: config.require("readyTimeout") },
  ports: Object.fromEntries(
    Object.entries(paths).map(([name, { facility, ...session }]) => [
      name,
      { slot: { facility }, session: { ...session, prefixes } },
    ]),
  ),
});

// No BGP: over CNI it is a beta that an account may not have. A route is passed over while the
// health checks of its path fail.
for (const [name, { routePriority }] of Object.entries(paths)) {
  for (const prefix of prefixes) {
    new cloudflare.MagicWanStaticRoute(`${name} ${prefix}`, {
      accountId,
      prefix,
      nexthop: transit.sessions[name].customerIp.apply((ip) => ip.replace(/\/.*/, "")),
      priority: routePriority,
      description: `${prefix} over ${name}`,
    });
  }
}

export const { configured, operational, blockers, capacity } = transit;
