import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const prefixes = ["203.0.113.0/24"];

/** One port. If it fails, the Internet carries all traffic. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "single",
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
    ord: {
      slot: { facility: "Equinix CH2" },
      customer: { router: "edge-1" },
      // The router withdraws its route to Cloudflare if Cloudflare's end stops responding.
      session: { steering: "primary", trackedWithin: 3, prefixes },
    },
  },
});

/** Static routes to create. The example `magic-transit-v2` creates them with `MagicWanStaticRoute`. */
export const { routes } = transit;
export const { configured, operational, blockers, structure, capacity, outage } = transit;
