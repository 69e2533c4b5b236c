/** Finds the links that carry packets, using counters on the customer's router. */
import { runIn } from "./command";
import { type EdgeNetwork, TARGETS } from "./edge-network";

/** Names of the links that carry the traffic in each direction. */
export interface PathSeen {
  toCustomer: string[];
  toCloudflare: string[];
}

/** Number of flows. Each has another address, so that every link that shares the traffic carries some of them. */
const FLOWS = 24;

export function countPackets({ customer, links }: EdgeNetwork): void {
  const rules = links.flatMap(({ index, interface: device }) => [
    `add counter ip seen up${index}`,
    `add counter ip seen down${index}`,
    `add rule ip seen forward iifname lan oifname ${device} icmp type echo-request counter name up${index}`,
    `add rule ip seen forward iifname ${device} oifname lan icmp type echo-reply counter name down${index}`,
  ]);
  const chain = "add chain ip seen forward { type filter hook forward priority 0; }";
  runIn(customer, "nft", ["add table ip seen", chain, ...rules].join("\n"));
}

/** Sends one packet for each flow. The reply takes the path to the customer. */
export function pathSeen({ customer, host, links }: EdgeNetwork): PathSeen {
  const [network] = TARGETS.split("0/");
  runIn(customer, "nft", "reset", "counters");
  const flows = `for i in $(seq 1 ${FLOWS}); do ping -n -q -c1 -W1 ${network}$i & done; wait`;
  runIn(host, "sh", "-c", flows);
  const counters = runIn(customer, "nft", "list", "counters");
  const carriers = (direction: string) =>
    links
      .filter(({ index }) => packets(counters, `${direction}${index}`) > 0)
      .map(({ index }) => `link-${index}`);
  return { toCustomer: carriers("down"), toCloudflare: carriers("up") };
}

function packets(counters: string, name: string): number {
  return Number(new RegExp(`counter ${name} \\{\\s+packets (\\d+)`).exec(counters)?.[1]);
}
