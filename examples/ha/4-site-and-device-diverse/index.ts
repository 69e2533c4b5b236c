import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const prefixes = ["203.0.113.0/24"];
const chicago = { facility: "Equinix CH2" };
const losAngeles = { facility: "CoreSite LA1" };
// Equal preferences: 2 Gbps toward Cloudflare need two ports at once, whichever are left.
const session = { prefixes };

/** Two metros with two devices each: a metro may fail, and what is left still has a device to spare. */
const transit = new cni.InterconnectGroup("transit", {
  intent: "site-and-device-diverse",
  // Gbps that have to get through whatever single thing fails.
  demand: { toCustomer: 20, toCloudflare: 2 },
  // Cloudflare requires a path that needs no interconnect.
  backup: { kind: "internet", name: "two ISPs", capacity: 20, localPreference: 50 },
  // Somebody is told of planned work: see `magic-transit-v2` for the policies that do.
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  magic: { mtu: 1500 },
  bgp: {
    customerAsn: config.requireNumber("customerAsn"),
    extraPrefixes: ["0.0.0.0/0"],
    md5Key: config.requireSecret("md5Key"),
  },
  ready: { timeout: config.require("readyTimeout") },
  ports: {
    ord1: { slot: chicago, session },
    ord2: { slot: chicago, session },
    lax1: { slot: losAngeles, session },
    lax2: { slot: losAngeles, session },
  },
});

export const { configured, operational, blockers, structure, capacity } = transit;
