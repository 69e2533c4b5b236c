import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const slot = { facility: "Equinix CH2" };
// The router withdraws its route to Cloudflare if Cloudflare's end stops responding.
const session = { steering: "share", trackedWithin: 3, prefixes: ["203.0.113.0/24"] } as const;

/** Two ports that share the traffic, at one facility but on different devices and customer routers. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "device-diverse",
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
  ports: {
    ord1: { slot, customer: { router: "edge-1" }, session },
    ord2: { slot, customer: { router: "edge-2" }, session },
  },
});

/** Static routes to create. The example `magic-transit-v2` creates them with `MagicWanStaticRoute`. */
export const { routes } = transit;
export const { configured, operational, blockers, structure, capacity, outage } = transit;
