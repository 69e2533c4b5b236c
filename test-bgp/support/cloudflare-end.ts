/** Cloudflare's end of a link. BIRD runs as AS 13335 and supports graceful restarts of the customer's router. */
import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { daemonIn, end, eventually, run } from "./command";
import type { LINKS } from "./network";

export interface EndOptions {
  md5Key?: string;
  announce: readonly string[];
  bfd?: boolean;
  /** Prefixes that another site announces with the customer's ASN. */
  fromOwnAsn?: readonly string[];
  /** Hold time in seconds. @default Cloudflare's hold time, 240 */
  holdTime?: number;
}

export class CloudflareEnd {
  private daemon: ChildProcess | undefined;
  private readonly file: string;
  private readonly socket: string;

  constructor(
    private readonly directory: string,
    private readonly link: (typeof LINKS)[number],
  ) {
    this.file = join(directory, `${link.end}.conf`);
    this.socket = join(directory, `${link.end}.ctl`);
  }

  async start(options: EndOptions): Promise<void> {
    writeFileSync(this.file, configuration(this.link, options));
    const log = join(this.directory, `${this.link.end}.log`);
    const files = ["-c", this.file, "-s", this.socket];
    this.daemon = daemonIn(this.link.end, log, "/usr/sbin/bird", "-f", ...files);
    await eventually(`BIRD runs in ${this.link.end}`, 10, () => this.ask("show status") !== "");
  }

  change(options: EndOptions): void {
    writeFileSync(this.file, configuration(this.link, options));
    this.ask("configure");
  }

  /** Returns the prefixes that the customer announces to this end. */
  learnt(): string[] {
    const text = this.ask("show route where source = RTS_BGP");
    return [...text.matchAll(/^([0-9a-f.:]+\/\d+) /gm)].map(([, prefix]) => prefix ?? "").sort();
  }

  /** Returns the attributes with which the customer announces a prefix to this end. */
  attributes(prefix: string): { path: string; communities: string } {
    const text = this.ask(`show route ${prefix} all`);
    return {
      path: /BGP\.as_path: (.+)/.exec(text)?.[1]?.trim() ?? "",
      communities: /BGP\.community: (.+)/.exec(text)?.[1]?.trim() ?? "",
    };
  }

  /** Returns the negotiated hold and keepalive times of the sessions, in seconds. */
  timers(): string[] {
    const text = this.ask("show protocols all");
    return [...text.matchAll(/(Hold|Keepalive) timer: +\S+?\/(\d+)/g)].map(
      ([, name, seconds]) => `${name} ${seconds}`,
    );
  }

  /** Returns whether the sessions of both address families are up. */
  isUp(): boolean {
    return this.ask("show protocols").match(/Established/g)?.length === 2;
  }

  /** Stops the routing daemon without ending it, while the link stays up. */
  hang(): void {
    this.daemon?.kill("SIGSTOP");
  }

  async stop(): Promise<void> {
    if (this.daemon) await end(this.daemon);
  }

  private ask(question: string): string {
    return run("/usr/sbin/birdc", "-s", this.socket, ...question.split(" "));
  }
}

function configuration(link: (typeof LINKS)[number], options: EndOptions): string {
  return `
log stderr all;
router id 192.0.2.10${link.end.slice(-1)};
protocol device {}
${options.bfd ? 'protocol bfd { interface "cni" { interval 300 ms; multiplier 3; }; }' : ""}
${session("ipv4", link.cloudflareIp, link.customerIp, options)}
${session("ipv6", link.cloudflareIp6, link.customerIp6, options)}
`;
}

function session(family: string, ours: string, theirs: string, options: EndOptions): string {
  const [local] = ours.split("/");
  const [neighbor] = theirs.split("/");
  const inFamily = (prefixes: readonly string[]) =>
    prefixes.filter((prefix) => prefix.includes(":") === (family === "ipv6"));
  const fromOwnAsn = inFamily(options.fromOwnAsn ?? []);
  const prefixes = [...inFamily(options.announce), ...fromOwnAsn];
  return `
protocol kernel { ${family} { import none; export where source = RTS_BGP; }; }
protocol static 'announced-${family}' {
  ${family};
  ${prefixes.map((prefix) => `route ${prefix} blackhole;`).join("\n  ")}
}
protocol bgp 'customer-${family}' {
  local ${local} as 13335;
  neighbor ${neighbor} as 65010;
  passive on; # so that the customer's configuration must open the connection
  hold time ${options.holdTime ?? 240};
  keepalive time ${Math.floor((options.holdTime ?? 240) / 3)};
  error wait time 1, 5;
  graceful restart aware;
  ${options.md5Key === undefined ? "" : `password "${options.md5Key}";`}
  ${options.bfd ? "bfd on;" : ""}
  ${family} {
    import all;
    export filter {
      ${fromOwnAsn.map((prefix) => `if net = ${prefix} then bgp_path.prepend(65010);`).join(" ")}
      if proto = "announced-${family}" then accept;
      reject;
    };
  };
}`;
}
