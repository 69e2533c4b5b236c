import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();

// Orders the port. It does not wait for the link, because a cross-connect takes weeks.
const port = new cni.Interconnect("ewr", { slotId: config.require("slotId") });

// Waits until the link is up. If the wait times out, run `pulumi up` again later.
const ready = new cni.InterconnectReady("ewr", {
  interconnect: port,
  timeout: config.require("readyTimeout"),
});

// A session for static routes. BGP over CNI is in closed beta: see the example `ha-multi-location`.
const session = new cni.CniBgpSession(
  "ewr",
  {
    interconnect: port,
    magic: { conduitName: "ewr", description: "Newark", mtu: 1500 },
  },
  { dependsOn: ready },
);

// Without a health check, Cloudflare would continue to send traffic to a dead link.
const magic = new cni.MagicInterconnect("ewr", { session, healthCheck: { enabled: true } });

export const interconnect = port.name;
export const facility = port.facility;
export const status = ready.status;
export const addresses = { ours: session.customerIp, cloudflare: session.cloudflareIp };
export const healthCheck = magic.healthCheck;
