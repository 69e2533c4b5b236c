/**
 * Links over switches to one router that stands in for Cloudflare's whole edge.
 *
 *   host --- lan [cust] eth1 --- [sw] --- cni1 [edge] 198.51.100.0/24
 *                       eth2 --- [sw] --- cni2
 *   host 192.0.2.0 ------- answers ------- 192.0.2.1 edge
 *
 * Replies take a separate path, so that a ping measures only one direction.
 */
import { ipIn, nameOf, run, runIn } from "./command";
import { wire } from "./network";

export const CUSTOMER_PREFIX = "203.0.113.0/24";
export const HOST = "203.0.113.10";
export const TARGETS = "198.51.100.0/24";
/** Source addresses of pings whose replies return directly. */
export const RETURN = { host: "192.0.2.0", edge: "192.0.2.1" } as const;

export interface EdgeLink {
  /** Position of the link, starting at 1. */
  index: number;
  /** Name of the customer's interface. */
  interface: string;
  customerIp: string;
  cloudflareIp: string;
}

export class EdgeNetwork {
  readonly host: string;
  readonly customer: string;
  readonly edge: string;
  readonly links: readonly EdgeLink[];
  private readonly switches: string;

  constructor(name: string, count: number) {
    [this.host, this.customer, this.edge, this.switches] = [
      `${name}-host`,
      `${name}-cust`,
      `${name}-edge`,
      `${name}-sw`,
    ];
    this.links = Array.from({ length: count }, (_, at) => ({
      index: at + 1,
      interface: `eth${at + 1}`,
      customerIp: `10.0.${at + 1}.1/31`,
      cloudflareIp: `10.0.${at + 1}.0/31`,
    }));
  }

  create(): void {
    const { host, customer, edge, switches } = this;
    for (const namespace of [host, customer, edge, switches]) {
      run("ip", "netns", "add", nameOf(namespace));
      ipIn(namespace, "link", "set", "lo", "up");
    }
    runIn(customer, "sysctl", "-qw", "net.ipv4.ip_forward=1");
    wire(host, "eth0", customer, "lan");
    wire(host, "answers", edge, "answers");
    ipIn(host, "address", "add", `${RETURN.host}/31`, "dev", "answers");
    ipIn(edge, "address", "add", `${RETURN.edge}/31`, "dev", "answers");
    ipIn(customer, "address", "add", "203.0.113.1/24", "dev", "lan");
    ipIn(host, "address", "add", `${HOST}/24`, "dev", "eth0");
    ipIn(host, "route", "add", "default", "via", "203.0.113.1");
    ipIn(edge, "address", "add", TARGETS, "dev", "lo");
    for (const link of this.links) this.connect(link);
  }

  remove(): void {
    for (const namespace of [this.host, this.customer, this.edge, this.switches]) {
      run("ip", "netns", "delete", nameOf(namespace));
    }
  }

  /** Takes the link down at the customer's end. Because of the switch, Cloudflare's end stays up. */
  cut({ index }: EdgeLink): void {
    ipIn(this.switches, "link", "set", `left${index}`, "down");
  }

  /** Takes the link down at both ends. */
  cutBothEnds(link: EdgeLink): void {
    this.cut(link);
    ipIn(this.switches, "link", "set", `right${link.index}`, "down");
  }

  /** Drops all packets in both directions, while both ends stay up. */
  drop({ index }: EdgeLink): void {
    ipIn(this.switches, "link", "set", `right${index}`, "nomaster");
  }

  repair({ index }: EdgeLink): void {
    ipIn(this.switches, "link", "set", `left${index}`, "up");
    ipIn(this.switches, "link", "set", `right${index}`, "up", "master", `br${index}`);
  }

  private connect({ index, interface: device, cloudflareIp }: EdgeLink): void {
    const { customer, edge, switches } = this;
    const bridge = `br${index}`;
    wire(customer, device, switches, `left${index}`);
    wire(edge, `cni${index}`, switches, `right${index}`);
    ipIn(switches, "link", "add", bridge, "type", "bridge");
    ipIn(switches, "link", "set", bridge, "up");
    for (const end of ["left", "right"]) {
      ipIn(switches, "link", "set", `${end}${index}`, "master", bridge);
    }
    ipIn(edge, "address", "add", cloudflareIp, "dev", `cni${index}`);
  }
}
