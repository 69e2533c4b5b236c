/** Cloudflare's whole edge as one router. It runs BIRD and ranks routes by Cloudflare's published rules. */
import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FACTS } from "../../provider/src/domain/facts";
import { daemonIn, end, eventually, run } from "./command";
import { CUSTOMER_PREFIX, type EdgeLink, type EdgeNetwork } from "./edge-network";

export interface EdgeOptions {
  bfd?: boolean;
  /** Whether the edge keeps routes after the hold time (RFC 9494). RFC 4724 alone forbids that. */
  longLivedRestart?: boolean;
  /** Priorities of static routes, by the position of the link. Cloudflare learns no routes on a link with a static route. */
  staticPriorities?: ReadonlyMap<number, number>;
}

export class EdgeRouter {
  private daemon: ChildProcess | undefined;
  private readonly file: string;
  private readonly socket: string;

  constructor(
    private readonly directory: string,
    private readonly network: EdgeNetwork,
  ) {
    this.file = join(directory, "edge.conf");
    this.socket = join(directory, "edge.ctl");
  }

  async start(options: EdgeOptions = {}): Promise<void> {
    writeFileSync(this.file, configuration(this.network.links, options));
    const log = join(this.directory, "edge.log");
    const files = ["-c", this.file, "-s", this.socket];
    this.daemon = daemonIn(this.network.edge, log, "/usr/sbin/bird", "-f", ...files);
    await eventually("BIRD runs at the edge", 30, () => this.ask("show status") !== "");
  }

  async stop(): Promise<void> {
    if (this.daemon) await end(this.daemon);
  }

  /** Returns the tables that an operator would look at. */
  table(): string {
    return `${this.ask("show protocols")}${this.ask(`show route ${CUSTOMER_PREFIX} all`)}`;
  }

  private ask(question: string): string {
    return run("/usr/sbin/birdc", "-s", this.socket, ...question.split(" "));
  }
}

function configuration(links: readonly EdgeLink[], options: EdgeOptions): string {
  return `
log stderr all;
router id 192.0.2.101;
protocol device {}
${options.bfd ? 'protocol bfd { interface "cni*" { interval 300 ms; multiplier 3; }; }' : ""}
protocol kernel {
  merge paths on;
  ipv4 { import none; export filter { if net = ${CUSTOMER_PREFIX} then accept; reject; }; };
}
protocol static announced { ipv4; route 0.0.0.0/0 blackhole; }
function preference_of(int ranked) {
  # BIRD prefers the higher of two 16-bit values. The odd values are for static routes.
  if ranked < 500000 then return 60000 - 2 * ranked;
  if ranked < 1000000 then return 40000 - 2 * (ranked - 500000);
  return 20000 - 2 * (ranked - 1000000);
}
function ranking() int ranked; {
  ranked = ${FACTS.bgpPriority.value};
  ${byPriority()}
  return preference_of(ranked + ${FACTS.prependPenalty.value} * (bgp_path.len - 1));
}
${links.map((link) => session(link, options)).join("\n")}
`;
}

/** Checks the community with the lowest priority last, so that it decides if a route has several communities. */
function byPriority(): string {
  return Object.entries(FACTS.communityPriorities.value)
    .toSorted(([, one], [, other]) => other - one)
    .map(([community, priority]) => {
      return `if (${community.replace(":", ",")}) ~ bgp_community then ranked = ${priority};`;
    })
    .join("\n  ");
}

function session({ index, customerIp, cloudflareIp }: EdgeLink, options: EdgeOptions): string {
  const [neighbor] = customerIp.split("/");
  const [local] = cloudflareIp.split("/");
  const priority = options.staticPriorities?.get(index);
  const isLearnt = priority === undefined;
  return `
${isLearnt ? "" : staticRoute(index, `${neighbor}`, priority)}
protocol bgp 'link-${index}' {
  local ${local} as 13335;
  neighbor ${neighbor} as 65010;
  passive on; # so that the customer's configuration must open the connection
  hold time ${FACTS.holdTimeCni.value};
  error wait time 1, 5;
  graceful restart aware;
  ${options.longLivedRestart ? "" : "long lived graceful restart off;"}
  path metric off; # so that routes of the same rank share the traffic
  ${options.bfd ? "bfd on;" : ""}
  ipv4 {
    import ${isLearnt ? "filter { preference = ranking(); accept; }" : "none"};
    export where proto = "announced";
  };
}`;
}

function staticRoute(index: number, neighbor: string, priority: number): string {
  return `
protocol static 'to-link-${index}' {
  check link; # in place of a health check
  ipv4 { import filter { preference = preference_of(${priority}) + 1; accept; }; };
  route ${CUSTOMER_PREFIX} via ${neighbor};
}`;
}
