import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();

// The order. A cross-connect takes weeks, so it does not wait.
const port = new cni.Interconnect("ewr", { slotId: config.require("slotId") });

// The gate. It opens when the link is up; until then, run `pulumi up` as often as you like.
const ready = new cni.InterconnectReady("ewr", {
  interconnect: port,
  timeout: config.require("readyTimeout"),
});

// Static routes reach the session. BGP over CNI is in closed beta: see the example `ha-multi-location`.
const session = new cni.CniBgpSession(
  "ewr",
  {
    interconnect: port,
    magic: { conduitName: "ewr", description: "Newark", mtu: 1500 },
  },
  { dependsOn: ready },
);

// Without a health check, Cloudflare would keep sending traffic to a dead link.
const magic = new cni.MagicInterconnect("ewr", { session, healthCheck: { enabled: true } });

export const interconnect = port.name;
export const facility = port.facility;
export const status = ready.status;
export const addresses = { ours: session.customerIp, cloudflare: session.cloudflareIp };
export const healthCheck = magic.healthCheck;
