import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const prefixes = ["203.0.113.0/24"];

/** One port. Whatever fails, the Internet carries all traffic. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "single",
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
  ports: {
    ord: {
      slot: { facility: "Equinix CH2" },
      customer: { router: "edge-1" },
      // The router withdraws its route to Cloudflare if the far end stops answering.
      session: { steering: "primary", trackedWithin: 3, prefixes },
    },
  },
});

/** Static routes to declare: `magic-transit-v2` does it with `MagicWanStaticRoute`. */
export const { routes } = transit;
export const { configured, operational, blockers, structure, capacity, outage } = transit;
