/** Links with preferences, the path that the model predicts for them, and the path that packets take. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FACTS } from "../../provider/src/domain/facts";
import { PREFERENCES } from "../../provider/src/domain/steering";
import { type RouterSession, routerConfig } from "../../provider/src/router";
import { assess, type Design, type Path } from "../../provider/src/topology";
import { outcomeWithout } from "../../provider/src/topology/outcomes";
import { eventually } from "./command";
import { CUSTOMER_PREFIX, EdgeNetwork } from "./edge-network";
import { EdgeRouter } from "./edge-router";
import { exits } from "./network";
import { ROUTERS, type RouterName } from "./outage-lab";
import { countPackets, type PathSeen, pathSeen } from "./path-seen";

/** Preferences of a link, which both the router configuration and the design contain. */
export type Preferences = Pick<
  RouterSession,
  "steering" | "localPreference" | "communities" | "prepends"
> & {
  /** Whether Cloudflare uses a static route over the link and learns no routes by BGP. */
  advertiseOnly?: boolean;
};

/**
 * Setting without which FRR 8.4 does not use a repaired link again if the link shared traffic. The kernel removes the link
 * from the group of next hops, and zebra does not add it again (FRRouting/frr#14481, #13413).
 */
const NO_NEXTHOP_GROUPS = "no zebra nexthop kernel enable";

/** Failure to test: no failure, or the failure of the link with this name. */
export type Loss = "nothing" | `link-${number}`;

export function lossesOf(links: readonly Preferences[]): readonly Loss[] {
  return ["nothing", ...links.map((_, at): Loss => `link-${at + 1}`)];
}

/** Returns the path that the model predicts. */
export function predictPath(links: readonly Preferences[], loss: Loss): Path {
  const design = designOf(links);
  if (loss === "nothing") return outcomeWithout(design, []).path;
  const outcome = assess(design).singleFailures.find(({ failures: [failure] }) => {
    return failure?.kind === "port" && failure.name === loss;
  });
  if (outcome === undefined) throw new Error(`The model has no failure of ${loss}.`);
  return outcome.path;
}

function designOf(links: readonly Preferences[]): Design {
  return {
    name: "steered",
    intent: "single",
    ports: links.map((_, at) => ({ name: `link-${at + 1}`, dataplane: "v2" })),
    sessions: links.map((preferences, at) => ({
      name: `link-${at + 1}`,
      port: `link-${at + 1}`,
      bgp: true,
      healthCheck: { enabled: true },
      prefixes: [CUSTOMER_PREFIX],
      ...preferences,
    })),
  };
}

/** Returns the paths that packets take before and after the failure of each link, in a network of its own. */
export async function observe(
  name: string,
  router: RouterName,
  links: readonly Preferences[],
): Promise<Map<Loss, PathSeen>> {
  const directory = mkdtempSync(join(tmpdir(), "cni-bgp-"));
  const network = new EdgeNetwork(name, links.length);
  const edge = new EdgeRouter(directory, network);
  const customer = new ROUTERS[router](directory, network.customer);
  const seen = new Map<Loss, PathSeen>();
  network.create();
  countPackets(network);
  try {
    await edge.start({ staticPriorities: staticPrioritiesOf(links) });
    const text = textFor(customer.platform, network, links);
    await customer.start(router === "FRR" ? `${NO_NEXTHOP_GROUPS}\n${text}` : text);
    seen.set("nothing", await pathAfter(network, links, "nothing"));
    for (const link of network.links) {
      const loss: Loss = `link-${link.index}`;
      network.cutBothEnds(link);
      seen.set(loss, await pathAfter(network, links, loss));
      network.repair(link);
      await waitForPath(network, links, "nothing");
    }
  } finally {
    await Promise.all([customer.stop(), edge.stop()]);
    network.remove();
    rmSync(directory, { recursive: true });
  }
  return seen;
}

function staticPrioritiesOf(links: readonly Preferences[]): ReadonlyMap<number, number> {
  return new Map(
    links.flatMap(({ advertiseOnly, steering }, at) =>
      advertiseOnly && steering ? [[at + 1, PREFERENCES[steering].routePriority] as const] : [],
    ),
  );
}

/** Returns the path that packets take once both routers have the predicted routes, or after a timeout. */
async function pathAfter(
  network: EdgeNetwork,
  links: readonly Preferences[],
  loss: Loss,
): Promise<PathSeen> {
  // The path of the packets explains a failure better than a timeout does.
  await waitForPath(network, links, loss).catch(() => undefined);
  return pathSeen(network);
}

async function waitForPath(network: EdgeNetwork, links: readonly Preferences[], loss: Loss) {
  const { toCloudflare, toCustomer } = predictPath(links, loss);
  const interfaces = (path: readonly string[], device: string) =>
    path.map((name) => name.replace("link-", device)).join();
  await eventually(
    `the routes without ${loss} are as predicted`,
    60,
    () =>
      exits("0.0.0.0/0", network.customer).join() === interfaces(toCloudflare, "eth") &&
      exits(CUSTOMER_PREFIX, network.edge).join() === interfaces(toCustomer, "cni"),
    500,
  );
}

function textFor(
  platform: "frr" | "bird",
  network: EdgeNetwork,
  links: readonly Preferences[],
): string {
  const sessions = network.links.map((link, at): RouterSession => {
    const { advertiseOnly, ...preferences } = links[at] ?? {};
    return {
      name: `link-${link.index}`,
      interface: link.interface,
      customerIp: link.customerIp,
      cloudflareIp: link.cloudflareIp,
      ...preferences,
    };
  });
  const isAlike = (one: RouterSession) =>
    sessions.filter(({ steering }) => steering !== undefined && steering === one.steering).length >
    1;
  return routerConfig({
    platform,
    sessions,
    customerAsn: 65010,
    standalone: true,
    routerId: "192.0.2.10",
    announce: [CUSTOMER_PREFIX],
    accept: ["0.0.0.0/0"],
    holdTime: FACTS.holdTimeTunnel.value,
    // In the model, links with the same preference share the traffic. A router configuration needs `ecmp` for that.
    ecmp: sessions.some(isAlike),
  });
}
