import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const facility = config.require("facility");
const session = { steering: "share", trackedWithin: 3, prefixes: ["203.0.113.0/24"] } as const;

// Named after the stack, because conduit names must be unique in the account.
const site = pulumi.getStack();
const group = new cni.InterconnectGroup(site, {
  intent: "device-diverse",
  demand: { toCustomer: 10, toCloudflare: 1 },
  backup: { kind: "internet", name: "two ISPs", capacity: 10, localPreference: 40 },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  healthCheck: { enabled: true },
  ready: { timeout: config.require("readyTimeout") },
  ports: {
    a: { slot: { facility }, customer: { router: `${site}-edge-1`, site }, session },
    b: { slot: { facility }, customer: { router: `${site}-edge-2`, site }, session },
  },
});

/** The `network` stack reads these outputs and assesses the designs of all facilities together. */
export const { configured, operational, design } = group;
