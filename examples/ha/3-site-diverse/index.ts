import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
// The routers withdraw their routes to Cloudflare if Cloudflare's end stops responding.
const session = { trackedWithin: 3, prefixes: ["203.0.113.0/24"] };

/** Two ports in different metros, which survive the failure of a facility or a metro. Chicago normally carries the traffic. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "site-diverse",
  // Gbps that the design must carry during every single failure.
  demand: { toCustomer: 10, toCloudflare: 1 },
  // Cloudflare requires a backup path that does not use interconnects.
  backup: { kind: "internet", name: "two ISPs", capacity: 10, localPreference: 40 },
  // Alerts about maintenance. The example `magic-transit-v2` declares the notification policies.
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  magic: { mtu: 1500 },
  // Cloudflare stops using a dead link only if a health check fails.
  healthCheck: { enabled: true },
  ready: { timeout: config.require("readyTimeout") },
  order: ["ord", "lax"],
  ports: {
    ord: {
      slot: { facility: "Equinix CH2" },
      customer: { router: "edge-1", site: "Chicago" },
      session: { ...session, steering: "primary" },
    },
    lax: {
      slot: { facility: "CoreSite LA1" },
      customer: { router: "edge-2", site: "Los Angeles" },
      session: { ...session, steering: "secondary" },
    },
  },
});

const throughCloudflare = ["0.0.0.0/0"];

/** Configuration to paste into each router. */
export const edge1 = transit.routerConfig({
  router: "edge-1",
  platform: "junos",
  interfaces: { ord: "et-0/0/0" },
  routes: throughCloudflare,
});
export const edge2 = transit.routerConfig({
  router: "edge-2",
  platform: "ios-xr",
  interfaces: { lax: "HundredGigE0/0/0/0" },
  routes: throughCloudflare,
});

/** Static routes to create. The example `magic-transit-v2` creates them with `MagicWanStaticRoute`. */
export const { routes } = transit;
export const { configured, operational, blockers, structure, capacity, outage } = transit;
