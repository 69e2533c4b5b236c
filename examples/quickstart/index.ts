import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const config = new pulumi.Config();

// The order. A cross-connect takes weeks, so it does not wait.
const port = new cni.Interconnect("ewr", { slotId: config.require("slotId") });

// The gate. It opens when the link is up; until then `pulumi up` can be run again and again.
const ready = new cni.InterconnectReady("ewr", {
  interconnect: port,
  timeout: config.require("readyTimeout"),
});

const session = new cni.CniBgpSession(
  "ewr",
  {
    interconnect: port,
    magic: { conduitName: "ewr", description: "Newark", mtu: 1500 },
    bgp: {
      customerAsn: config.requireNumber("customerAsn"),
      extraPrefixes: ["0.0.0.0/0"],
      md5Key: config.requireSecret("md5Key"),
    },
  },
  { dependsOn: ready },
);

export const interconnect = port.name;
export const facility = port.facility;
export const status = ready.status;
export const addresses = { ours: session.customerIp, cloudflare: session.cloudflareIp };
