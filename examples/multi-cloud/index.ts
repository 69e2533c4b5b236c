import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";
import { assess, type Port } from "pulumi-cloudflare-cni/topology";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const onPremises = ["10.0.0.0/16"];

// Google Cloud. This program declares both sides, and orders the port with the pairing key of the attachment.
const google = { region: "us-east4", prefix: "10.64.0.0/16", bandwidth: "1G" } as const;
const router = new gcp.compute.Router("cloudflare", {
  region: google.region,
  network: config.require("googleNetwork"),
  // Google accepts only this ASN for partner attachments.
  bgp: { asn: 16550 },
});
const attachment = new gcp.compute.InterconnectAttachment("cloudflare", {
  region: google.region,
  router: router.id,
  type: "PARTNER",
  edgeAvailabilityDomain: "AVAILABILITY_DOMAIN_1",
  adminEnabled: true,
  mtu: "1500",
});
const googlePort = new cni.Interconnect("gcp", {
  accountId,
  pairingKey: attachment.pairingKey,
  bandwidth: google.bandwidth,
});
const googleSession = new cni.CniBgpSession("gcp", {
  accountId,
  interconnect: googlePort,
  // The MTU must match the attachment.
  magic: { conduitName: "gcp", description: "Google Cloud", mtu: 1500 },
});
// Google Cloud supports only a legacy bidirectional health check. A policy-based route must send packets from its
// target back to the session.
const healthCheck = {
  enabled: true,
  direction: "bidirectional",
  target: "172.64.240.253",
} as const;
new cni.MagicInterconnect("gcp", { session: googleSession, healthCheck });
// Cloudflare and the Cloud Router do not exchange routes, so Cloudflare needs a static route.
new cloudflare.MagicWanStaticRoute("gcp", {
  accountId,
  prefix: google.prefix,
  nexthop: googleSession.customerIp.apply((ip) => ip.replace(/\/.*/, "")),
  priority: 100,
});
/** Command to run by hand, because Google creates the router's peer together with the attachment. */
export const googleRoutes = pulumi.interpolate`gcloud compute routers update-bgp-peer ${router.name} --region ${google.region} --peer-name <peer> --set-custom-learned-route-ranges ${onPremises.join(",")}`;

// AWS. Cloudflare's API does not support it. This program orders the connection, and you hand it over to Cloudflare.
const dedicated = {
  location: "EqDC2",
  facility: "Equinix DC2",
  prefix: "10.128.0.0/16",
  vlan: 100,
};
const connection = new aws.directconnect.Connection("cloudflare", {
  bandwidth: "10Gbps",
  location: dedicated.location,
});
const gateway = new aws.directconnect.Gateway("cloudflare", { amazonSideAsn: "64520" });
new aws.directconnect.PrivateVirtualInterface("cloudflare", {
  connectionId: connection.id,
  dxGatewayId: gateway.id,
  addressFamily: "ipv4",
  bgpAsn: 13335,
  vlan: dedicated.vlan,
});
const vpnGatewayId = config.require("awsVpnGateway");
new aws.directconnect.GatewayAssociation("cloudflare", {
  dxGatewayId: gateway.id,
  associatedGatewayId: vpnGatewayId,
  allowedPrefixes: [dedicated.prefix],
});
// The VPC learns its routes toward Cloudflare by BGP.
new aws.ec2.VpnGatewayRoutePropagation("cloudflare", {
  vpnGatewayId,
  routeTableId: config.require("awsRouteTable"),
});
/** Data for Cloudflare's account team. AWS's plugin does not return the letter, so this contains a command. */
export const awsHandover = {
  connection: connection.id,
  location: dedicated.location,
  vlan: dedicated.vlan,
  letter: pulumi.interpolate`aws directconnect describe-loa --connection-id ${connection.id} --query loaContent --output text | base64 --decode > loa.pdf`,
};
const awsNexthop = config.require("awsNexthop");
if (awsNexthop !== "") {
  new cloudflare.MagicWanStaticRoute("aws", {
    accountId,
    prefix: dedicated.prefix,
    nexthop: awsNexthop,
    priority: 100,
  });
}

// Assess the failures. Each cloud has only one port, so the loss of a port matters.
const awsPort: Port = {
  name: "aws",
  kind: "aws_dedicated",
  dataplane: "v1",
  facility: dedicated.facility,
  vlan: dedicated.vlan,
  speed: 10,
  customer: { router: "Direct Connect gateway" },
};
export const assessment = googlePort.status.apply(({ state }) =>
  assess({
    name: "clouds",
    intent: "single",
    ports: [
      {
        name: "gcp",
        kind: "gcp_partner",
        metro: "IAD",
        speed: 1,
        state,
        customer: { router: "Cloud Router" },
      },
      awsPort,
    ],
    sessions: [
      {
        name: "gcp",
        port: "gcp",
        mtu: 1500,
        healthCheck,
        prefixes: [google.prefix],
        routePriority: 100,
      },
      {
        name: "aws",
        port: "aws",
        healthCheck: { enabled: true },
        mtu: 1476,
        mss: 1436,
        prefixes: [dedicated.prefix],
        routePriority: 100,
      },
    ],
    backup: { kind: "tunnel", name: "IPsec to each cloud", routePriority: 200 },
    maintenanceNotification: [
      { alertType: "cni_maintenance_notification" },
      { alertType: "maintenance_event_notification" },
    ],
  }),
);
