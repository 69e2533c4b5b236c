import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();

const transit = new cni.InterconnectGroup("transit", {
  // What the ports must survive. One port survives nothing.
  intent: "single",
  // Cloudflare requires a path that works without interconnects.
  backup: { kind: "internet", name: "two ISPs", capacity: 10 },
  // Cloudflare leaves a dead link only if a health check tells it to.
  healthCheck: { enabled: true },
  // How long one `pulumi up` waits for the cross-connects.
  ready: { timeout: config.get("readyTimeout") ?? "30m" },
  ports: {
    ord: {
      slot: { facility: "Equinix CH2" },
      customer: { router: "edge-1" },
      session: { prefixes: ["203.0.113.0/24"] },
    },
  },
});

export const { configured, operational, routes } = transit;
