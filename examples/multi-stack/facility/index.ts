import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const facility = config.require("facility");
const customerAsn = config.requireNumber("customerAsn");
const prefixes = ["203.0.113.0/24"];

// Named after the stack: conduit names are unique in the account.
const site = pulumi.getStack();
const group = new cni.InterconnectGroup(site, {
  intent: "device-diverse",
  demand: { toCustomer: 10, toCloudflare: 1 },
  backup: { kind: "internet", name: "two ISPs", capacity: 10, localPreference: 50 },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  bgp: { customerAsn, extraPrefixes: ["0.0.0.0/0"], md5Key: config.requireSecret("md5Key") },
  ready: { timeout: config.require("readyTimeout") },
  ports: {
    a: { slot: { facility }, session: { prefixes } },
    b: { slot: { facility }, session: { prefixes } },
  },
});

/** The stack above judges the designs of all facilities together. */
export const { configured, operational, design } = group;
