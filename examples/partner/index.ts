import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";
import { assess, type Design } from "pulumi-cloudflare-cni/topology";

const config = new pulumi.Config();
const customerAsn = config.requireNumber("customerAsn");
const name = config.require("interconnect");

/** Circuit that a person orders in the partner's portal. */
const ordered = { facility: "Equinix DC2", speed: "1G" };

const branch: Design = {
  name: "branch",
  intent: "single",
  ports: [
    {
      name: "circuit",
      kind: "partner",
      facility: ordered.facility,
      speed: 1,
      customer: { router: "branch-1" },
    },
  ],
  sessions: [
    {
      name: "circuit",
      port: "circuit",
      mtu: 1500,
      bgp: true,
      customerAsn,
      md5: true,
      healthCheck: { enabled: true },
      prefixes: ["203.0.113.0/24"],
    },
  ],
  demand: { toCustomer: 1, toCloudflare: 1 },
  backup: { kind: "internet", name: "the branch's ISP", capacity: 1 },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
};

/** Manual steps, until the circuit exists. */
export const next = name === "" ? whatToDo() : undefined;
export const circuit = name === "" ? undefined : configure(name);
export const operational = pulumi
  .output(circuit)
  .apply((there) => assess(there ? withCircuit(there.device, there.state) : branch).operational);

function whatToDo() {
  return cni
    .getInterconnectsOutput()
    .interconnects.apply((ports) => [
      `Order a virtual circuit of ${ordered.speed} to Cloudflare at ${ordered.facility} in the partner's portal.`,
      "Give its details to Cloudflare's account team, which accepts it there.",
      `Then run: pulumi config set interconnect <name>. Interconnects in the account: ${ports.map((port) => port.name).join(", ") || "none yet"}.`,
    ]);
}

/** Looks up the circuit, which belongs to the partner and is never changed, and declares a session on it. */
function configure(name: string) {
  const found = cni.getInterconnectOutput({ name }).apply((port) => {
    const { facility, speed } = port;
    const isOther =
      (facility && facility.name !== ordered.facility) || (speed && speed !== ordered.speed);
    if (isOther) {
      throw new cni.UserError(
        `${name} is a ${speed} circuit at ${facility?.name}, but the order was ${ordered.speed} at ${ordered.facility}. Ask the partner to correct the circuit.`,
      );
    }
    return port;
  });
  const ready = new cni.InterconnectReady("circuit", {
    interconnect: found.name,
    timeout: config.require("readyTimeout"),
  });
  const session = new cni.CniBgpSession(
    "circuit",
    {
      interconnect: found.name,
      magic: { conduitName: "branch", description: "Branch, by a partner", mtu: 1500 },
      bgp: { customerAsn, md5Key: config.requireSecret("md5Key") },
    },
    { dependsOn: ready },
  );
  return {
    name: found.name,
    device: found.device,
    state: ready.status.state,
    customerIp: session.customerIp,
    cloudflareIp: session.cloudflareIp,
  };
}

function withCircuit(device: string | undefined, state: string): Design {
  return { ...branch, ports: branch.ports.map((port) => ({ ...port, device, state })) };
}
