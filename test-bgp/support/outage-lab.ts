/** Measures the failure of one of two links while traffic flows in both directions, and returns the model's prediction. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { FACTS } from "../../provider/src/domain/facts";
import { type RouterConfigArgs, routerConfig } from "../../provider/src/router";
import { assess, type Design, type Outage } from "../../provider/src/topology";
import { BirdRouter } from "./bird-router";
import { eventually } from "./command";
import { CUSTOMER_PREFIX, type EdgeLink, EdgeNetwork, HOST, RETURN } from "./edge-network";
import { EdgeRouter } from "./edge-router";
import { FrrRouter } from "./frr-router";
import { exits, TARGET } from "./network";
import { OneWayTraffic } from "./one-way";

export const ROUTERS = { FRR: FrrRouter, BIRD: BirdRouter };
export type RouterName = keyof typeof ROUTERS;
/** Kind of failure. "seen": the customer's interface goes down. "silent": packets are lost and the interface stays up. */
export type Death = "seen" | "silent";

export interface Sessions {
  router: RouterName;
  /** Hold time in seconds. */
  holdTime: number;
  gracefulRestart: boolean;
  bfd: boolean;
  /** Whether the edge keeps routes after the hold time, which long-lived graceful restart allows. */
  longLivedRestart?: boolean;
}

/** Seconds without traffic in each direction. */
export interface Measured {
  toCloudflare: number;
  toCustomer: number;
}

/** Preferences that also work on a v1 port, for which Cloudflare publishes no communities. */
const PREFERENCES = [
  { localPreference: 200, prepends: 0 },
  { localPreference: 150, prepends: 2 },
];

/** Measures each kind of failure of the first link, in a network of its own. */
export async function measure(
  name: string,
  sessions: Sessions,
  deaths: readonly Death[],
): Promise<Map<Death, Measured>> {
  const directory = mkdtempSync(join(tmpdir(), "cni-bgp-"));
  const network = new EdgeNetwork(name, 2);
  const edge = new EdgeRouter(directory, network);
  const router = new ROUTERS[sessions.router](directory, network.customer);
  const measured = new Map<Death, Measured>();
  network.create();
  try {
    await edge.start(sessions);
    await router.start(textFor(router.platform, network.links, sessions));
    for (const death of deaths) {
      await eventually("the first link carries all", 90, () => carriesAll(network, 1));
      await pause(phaseOf(sessions) * 1_000);
      measured.set(death, await failFirstLink(directory, network, death, limitOf(sessions)));
      for (const link of network.links) network.repair(link);
    }
  } finally {
    await Promise.all([router.stop(), edge.stop()]);
    network.remove();
    rmSync(directory, { recursive: true });
  }
  return measured;
}

function carriesAll({ customer, edge }: EdgeNetwork, index: number): boolean {
  return (
    exits("0.0.0.0/0", customer).join() === `eth${index}` &&
    exits(CUSTOMER_PREFIX, edge).join() === `cni${index}`
  );
}

async function failFirstLink(
  directory: string,
  network: EdgeNetwork,
  death: Death,
  limit: number,
): Promise<Measured> {
  const [first] = network.links;
  if (first === undefined) throw new Error("The network has no link.");
  const log = (direction: string) => join(directory, `${death}-${direction}.log`);
  const up = new OneWayTraffic(network.host, log("up"), RETURN.host, TARGET);
  const down = new OneWayTraffic(network.edge, log("down"), RETURN.edge, HOST);
  try {
    await eventually("traffic flows", 10, () => up.flows() && down.flows());
    const since = Date.now();
    if (death === "seen") network.cut(first);
    else network.drop(first);
    const [toCloudflare, toCustomer] = await Promise.all([
      outageOf(up, since, limit, () => exits("0.0.0.0/0", network.customer).join() === "eth2"),
      outageOf(down, since, limit, () => exits(CUSTOMER_PREFIX, network.edge).join() === "cni2"),
    ]);
    return { toCloudflare, toCustomer };
  } finally {
    await Promise.all([up.end(), down.end()]);
  }
}

/**
 * Returns the seconds from the last message to the failure. Sessions without graceful restart fail late in the keepalive
 * interval, which BIRD shortens by up to a quarter, and the others fail early. The model's range includes both.
 */
function phaseOf({ holdTime, gracefulRestart, bfd }: Sessions): number {
  return gracefulRestart || bfd ? 0 : (holdTime * 2) / 9;
}

/** Returns the maximum duration of a measurement, in seconds. */
function limitOf({ holdTime, longLivedRestart }: Sessions): number {
  return holdTime + 30 + (longLivedRestart ? FACTS.gracefulRestart.value : 0);
}

/** Waits until the traffic has moved, and another second to detect packets that are lost later. */
async function outageOf(
  traffic: OneWayTraffic,
  since: number,
  limit: number,
  hasMoved: () => boolean,
): Promise<number> {
  await eventually("the second link carries all", limit, () => traffic.flows() && hasMoved());
  await pause(1_000);
  return traffic.outage(since) ?? 0;
}

function textFor(
  platform: RouterConfigArgs["platform"],
  links: readonly EdgeLink[],
  { holdTime, gracefulRestart, bfd }: Sessions,
): string {
  return routerConfig({
    platform,
    sessions: links.map(({ index, interface: device, customerIp, cloudflareIp }, at) => ({
      name: `link-${index}`,
      interface: device,
      customerIp,
      cloudflareIp,
      ...PREFERENCES[at],
    })),
    customerAsn: 65010,
    standalone: true,
    routerId: "192.0.2.10",
    announce: [CUSTOMER_PREFIX],
    accept: ["0.0.0.0/0"],
    holdTime,
    gracefulRestart,
    bfd,
    dataplane: bfd ? "v1" : "v2",
  });
}

/** Returns the outage that the model predicts for the failure of the first port, in an equivalent design. */
export function predictOutage({ holdTime, gracefulRestart, bfd }: Sessions): Outage {
  const names = PREFERENCES.map((_, at) => `link-${at + 1}`);
  const design: Design = {
    name: "measured",
    intent: "single",
    ports: names.map((name) => ({
      name,
      ...(bfd ? { dataplane: "v1", bfd, peering: true } : { dataplane: "v2" }),
    })),
    sessions: names.map((name, at) => ({
      name,
      port: name,
      bgp: true,
      prefixes: [CUSTOMER_PREFIX],
      // The router that stands in for Cloudflare's edge has no health checks.
      healthCheck: { enabled: false },
      holdTime,
      gracefulRestart,
      ...PREFERENCES[at],
    })),
  };
  const outcome = assess(design).singleFailures.find(({ failures: [failure] }) => {
    return failure?.kind === "port" && failure.name === names[0];
  });
  if (outcome?.outage === undefined)
    throw new Error("The model does not predict an outage for the port.");
  return outcome.outage;
}
