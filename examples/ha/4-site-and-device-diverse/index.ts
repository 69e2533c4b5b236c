import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const chicago = { facility: "Equinix CH2" };
const losAngeles = { facility: "CoreSite LA1" };
// All sessions share the traffic, because 2 Gbps toward Cloudflare need two ports during every failure.
const session = { steering: "share", trackedWithin: 3, prefixes: ["203.0.113.0/24"] } as const;

/** Two metros with two devices each. If one metro fails, the other one still has redundant devices. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "site-and-device-diverse",
  // Gbps that the design must carry during every single failure.
  demand: { toCustomer: 20, toCloudflare: 2 },
  // Cloudflare requires a backup path that does not use interconnects.
  backup: { kind: "internet", name: "two ISPs", capacity: 20, localPreference: 40 },
  // Alerts about maintenance. The example `magic-transit-v2` declares the notification policies.
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  magic: { mtu: 1500 },
  // Cloudflare stops using a dead link only if a health check fails.
  healthCheck: { enabled: true },
  ready: { timeout: config.require("readyTimeout") },
  maxOutage: "30s",
  // Cloudflare does not publish these times. Measure them in your network, and add a margin.
  assumptions: { probeInterval: 5, probeTimeout: 2, customerConvergence: 5 },
  ports: {
    ord1: { slot: chicago, customer: { router: "edge-1", site: "Chicago" }, session },
    ord2: { slot: chicago, customer: { router: "edge-2", site: "Chicago" }, session },
    lax1: { slot: losAngeles, customer: { router: "edge-3", site: "Los Angeles" }, session },
    lax2: { slot: losAngeles, customer: { router: "edge-4", site: "Los Angeles" }, session },
  },
});

/** Static routes to create. The example `magic-transit-v2` creates them with `MagicWanStaticRoute`. */
export const { routes } = transit;
export const { configured, operational, blockers, structure, capacity, outage } = transit;
