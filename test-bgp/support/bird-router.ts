import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { daemonIn, end, eventually, run } from "./command";
import { type CustomerRouter, prepareHost } from "./customer-router";

export class BirdRouter implements CustomerRouter {
  readonly platform = "bird";
  private daemon: ChildProcess | undefined;
  private readonly socket: string;

  constructor(private readonly directory: string) {
    this.socket = join(directory, "bird.ctl");
  }

  async start(text: string): Promise<void> {
    const file = join(this.directory, "bird.conf");
    writeFileSync(file, text);
    const again = this.daemon !== undefined;
    if (!again) prepareHost(text);
    const log = join(this.directory, "bird.log");
    // -R: it is coming back after a crash.
    const options = ["-f", ...(again ? ["-R"] : []), "-c", file, "-s", this.socket];
    this.daemon = daemonIn("cust", log, "/usr/sbin/bird", ...options);
    await eventually("BIRD runs", 10, () => this.ask("show status") !== "");
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
