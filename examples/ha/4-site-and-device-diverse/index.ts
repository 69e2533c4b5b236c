import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const chicago = { facility: "Equinix CH2" };
const losAngeles = { facility: "CoreSite LA1" };
// All sessions share the traffic, because 2 Gbps toward Cloudflare need two ports under every failure.
const session = { steering: "share", trackedWithin: 3, prefixes: ["203.0.113.0/24"] } as const;

/** Two metros with two devices each: a metro may fail, and the other one still has a spare device. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "site-and-device-diverse",
  // Gbps that must get through under every single failure.
  demand: { toCustomer: 20, toCloudflare: 2 },
  // Cloudflare requires a path that works without interconnects.
  backup: { kind: "internet", name: "two ISPs", capacity: 20, localPreference: 40 },
  // Somebody is notified of maintenance: `magic-transit-v2` declares the policies.
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  magic: { mtu: 1500 },
  // Cloudflare leaves a dead link only if a health check tells it to.
  healthCheck: { enabled: true },
  ready: { timeout: config.require("readyTimeout") },
  maxOutage: "30s",
  // Nobody publishes these: they are what the owner of this design has measured, with a margin.
  assumptions: { probeInterval: 5, probeTimeout: 2, customerConvergence: 5 },
  ports: {
    ord1: { slot: chicago, customer: { router: "edge-1", site: "Chicago" }, session },
    ord2: { slot: chicago, customer: { router: "edge-2", site: "Chicago" }, session },
    lax1: { slot: losAngeles, customer: { router: "edge-3", site: "Los Angeles" }, session },
    lax2: { slot: losAngeles, customer: { router: "edge-4", site: "Los Angeles" }, session },
  },
});

/** Static routes to declare: `magic-transit-v2` does it with `MagicWanStaticRoute`. */
export const { routes } = transit;
export const { configured, operational, blockers, structure, capacity, outage } = transit;
