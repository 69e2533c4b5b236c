import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
// The routers withdraw their routes to Cloudflare if the far end stops answering.
const session = { trackedWithin: 3, prefixes: ["203.0.113.0/24"] };

/** Two ports in two metros, so that a facility or a metro may fail. Chicago carries the traffic. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "site-diverse",
  // Gbps that must get through under every single failure.
  demand: { toCustomer: 10, toCloudflare: 1 },
  // Cloudflare requires a path that works without interconnects.
  backup: { kind: "internet", name: "two ISPs", capacity: 10, localPreference: 40 },
  // Somebody is notified of maintenance: `magic-transit-v2` declares the policies.
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  magic: { mtu: 1500 },
  // Cloudflare leaves a dead link only if a health check tells it to.
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

/** Static routes to declare: `magic-transit-v2` does it with `MagicWanStaticRoute`. */
export const { routes } = transit;
export const { configured, operational, blockers, structure, capacity, outage } = transit;
