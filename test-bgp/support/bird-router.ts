import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { daemonIn, end, eventually, run } from "./command";
import { type CustomerRouter, prepareHost } from "./customer-router";

export class BirdRouter implements CustomerRouter {
  readonly platform = "bird";
  private daemon: ChildProcess | undefined;
  private readonly socket: string;
  private readonly pasted: string;

  get base(): string {
    return `
router id 192.0.2.9;
protocol device {}
protocol direct { ipv4; ipv6; }
protocol kernel { learn; ipv4 { import all; export where source = RTS_BGP; }; }
protocol kernel { learn; ipv6 { import all; export where source = RTS_BGP; }; }
protocol bgp inside {
  local 203.0.113.1 as 65099;
  neighbor 203.0.113.10 as 65020;
  hold time 21;
  ipv4 { import all; export all; };
}
include "${this.pasted}";
`;
  }

  constructor(
    private readonly directory: string,
    private readonly namespace = "cust",
  ) {
    this.socket = join(directory, "bird.ctl");
    this.pasted = join(directory, "cni.conf");
  }

  async start(text: string): Promise<void> {
    const file = join(this.directory, "bird.conf");
    writeFileSync(file, text);
    writeFileSync(this.pasted, "");
    const again = this.daemon !== undefined;
    if (!again) prepareHost(text, this.namespace);
    const log = join(this.directory, "bird.log");
    // -R makes BIRD recover from a crash with a graceful restart.
    const options = ["-f", ...(again ? ["-R"] : []), "-c", file, "-s", this.socket];
    this.daemon = daemonIn(this.namespace, log, "/usr/sbin/bird", ...options);
    await eventually("BIRD runs", 10, () => this.ask("show status") !== "");
  }

  paste(text: string): void {
    writeFileSync(this.pasted, text);
    const answer = this.ask("configure");
    if (!/Reconfigured|Reconfiguration in progress/.test(answer)) throw new Error(answer);
  }

  others(): string {
    return this.ask("show protocols")
      .split("\n")
      .filter((line) => !/cni-session|^Reconfig/.test(line))
      .join("\n");
  }

  resets(): Record<string, string> {
    const blocks = this.ask("show protocols all").split(/\n(?=\S)/);
    return Object.fromEntries(
      blocks.flatMap((block) => {
        const address = /Neighbor address: (\S+)/.exec(block)?.[1];
        const since = /^\S+ +BGP +\S+ +up +(\S+) +Established/.exec(block)?.[1];
        return address && since ? [[address, since]] : [];
      }),
    );
  }

  up(): string[] {
    const text = this.ask("show protocols all");
    return text
      .split(/\n(?=cni-session)/)
      .filter((block) => /^cni-session\S* +BGP .* Established/.test(block))
      .map((block) => /Neighbor address: (\S+)/.exec(block)?.[1] ?? "")
      .sort();
  }

  accepted(family: "ipv4" | "ipv6"): string[] {
    const table = family === "ipv4" ? "master4" : "master6";
    const text = this.ask(`show route table ${table} where source = RTS_BGP`);
    return [...text.matchAll(/^([0-9a-f.:]+\/\d+) /gm)].map(([, prefix]) => prefix ?? "").sort();
  }

  preferences(prefix: string): number[] {
    const text = this.ask(`show route ${prefix} all`);
    return [...text.matchAll(/BGP\.local_pref: (\d+)/g)]
      .map(([, value]) => Number(value))
      .sort((one, other) => other - one);
  }

  async crash(): Promise<void> {
    await this.stop();
  }

  async stop(): Promise<void> {
    if (this.daemon) await end(this.daemon);
  }

  table(): string {
    return `${this.ask("show protocols")}${this.ask("show route table master4")}`;
  }

  private ask(question: string): string {
    return run("/usr/sbin/birdc", "-s", this.socket, ...question.split(" "));
  }
}
