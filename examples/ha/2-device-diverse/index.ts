import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();
const facility = { facility: "Equinix CH2" };
const session = { localPreference: 200, prefixes: ["203.0.113.0/24"] };

/**
 * Two ports in one facility. The group sees to it that they are on two devices, of which Cloudflare
 * works on one at a time; the same preference has them share the traffic.
 */
const transit = new cni.InterconnectGroup("transit", {
  intent: "device-diverse",
  // Gbps that have to get through whatever single thing fails.
  demand: { toCustomer: 10, toCloudflare: 1 },
  // Cloudflare requires a path that needs no interconnect.
  backup: { kind: "internet", name: "two ISPs", capacity: 10, localPreference: 50 },
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
    ord1: { slot: facility, session },
    ord2: { slot: facility, session },
  },
});

export const { configured, operational, blockers, structure, capacity } = transit;
