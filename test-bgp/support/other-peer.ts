/** Another router of the customer. It runs in the host's namespace and has a session of its own. */
import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { daemonIn, end, eventually, run } from "./command";

export class OtherPeer {
  private daemon: ChildProcess | undefined;
  private readonly socket: string;

  constructor(private readonly directory: string) {
    this.socket = join(directory, "other.ctl");
  }

  async start(): Promise<void> {
    const file = join(this.directory, "other.conf");
    writeFileSync(
      file,
      `
router id 192.0.2.20;
protocol device {}
protocol static { ipv4; route 198.18.0.0/15 blackhole; }
protocol bgp customer {
  local 203.0.113.10 as 65020;
  neighbor 203.0.113.1 as 65099;
  ipv4 { import all; export all; };
}
`,
    );
    const log = join(this.directory, "other.log");
    this.daemon = daemonIn("host", log, "/usr/sbin/bird", "-f", "-c", file, "-s", this.socket);
    await eventually("BIRD runs in host", 10, () => this.ask("show status") !== "");
  }

  isUp(): boolean {
    return this.ask("show protocols").includes("Established");
  }

  async stop(): Promise<void> {
    if (this.daemon) await end(this.daemon);
  }

  private ask(question: string): string {
    return run("/usr/sbin/birdc", "-s", this.socket, ...question.split(" "));
  }
}
