import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { daemonIn, end, eventually, run } from "./command";
import { type CustomerRouter, prepareHost } from "./customer-router";

const PROGRAMS = "/usr/lib/frr";
/** Daemons in the order in which they start. Only newer versions of FRR have mgmtd. */
const DAEMONS = ["mgmtd", "zebra", "staticd", "bfdd", "bgpd"].filter((name) =>
  existsSync(join(PROGRAMS, name)),
);

const BASE = `
router bgp 65099
 bgp router-id 192.0.2.9
 bgp graceful-restart-disable
 neighbor 203.0.113.10 remote-as 65020
 neighbor 203.0.113.10 timers 7 21
 address-family ipv4 unicast
  network 203.0.113.0/24
  maximum-paths 3
  neighbor 203.0.113.10 route-map ALL in
  neighbor 203.0.113.10 route-map ALL out
 exit-address-family
exit
ipv6 forwarding
route-map ALL permit 10
exit
`;

export class FrrRouter implements CustomerRouter {
  readonly platform = "frr";
  readonly base = BASE;
  private readonly daemons = new Map<string, ChildProcess>();
  private readonly directory: string;

  constructor(
    parent: string,
    private readonly namespace = "cust",
  ) {
    this.directory = join(parent, "frr");
    mkdirSync(this.directory);
    writeFileSync(join(this.directory, "vtysh.conf"), "");
    // FRR's daemons switch from root to their own user, who needs access to these folders.
    chmodSync(parent, 0o755);
    run("chown", "frr:frr", this.directory);
  }

  async start(text: string): Promise<void> {
    const file = join(this.directory, "frr.conf");
    writeFileSync(file, text);
    if (this.daemons.size === 0) prepareHost(text, this.namespace);
    for (const name of DAEMONS) {
      if (!this.daemons.has(name)) await this.startDaemon(name);
    }
    this.vtysh("-f", file);
  }

  paste(text: string): void {
    const file = join(this.directory, "pasted.conf");
    writeFileSync(file, text);
    try {
      this.vtysh("-f", file);
    } catch (error) {
      // FRR continues after a line that it refuses. It refuses a graceful-restart line that is already set.
      const refused = String(error).match(/^line \d+: .*$/gm) ?? [];
      if (refused.length === 0 || !refused.every((line) => line.endsWith(" graceful-restart"))) {
        throw error;
      }
    }
  }

  others(): string {
    const settings = this.vtysh("-c", "show running-config")
      .split("\n")
      .filter((line) => /^router| bgp |maximum-paths|203\.0\.113\.10|ALL/.test(line));
    return [...settings, this.resets()["203.0.113.10"]].join("\n");
  }

  resets(): Record<string, string> {
    type Counted = { connectionsEstablished: number; connectionsDropped: number };
    const neighbors: Record<string, Counted> = this.json("show bgp neighbors json");
    return Object.fromEntries(
      Object.entries(neighbors).map(([address, neighbor]) => [
        address,
        `${neighbor.connectionsEstablished} up, ${neighbor.connectionsDropped} down`,
      ]),
    );
  }

  up(): string[] {
    return [...this.sessions("ipv4"), ...this.sessions("ipv6")].sort();
  }

  accepted(family: "ipv4" | "ipv6"): string[] {
    const { routes }: { routes: Record<string, { locPrf?: number }[]> } = this.json(
      `show bgp ${family} unicast json`,
    );
    // Prefixes that the router announces itself have no local preference.
    return Object.keys(routes)
      .filter((prefix) => routes[prefix]?.some(({ locPrf }) => locPrf !== undefined))
      .sort();
  }

  preferences(prefix: string): number[] {
    const { paths = [] }: { paths?: { locPrf?: number }[] } = this.json(
      `show bgp ${prefix.includes(":") ? "ipv6" : "ipv4"} unicast ${prefix} json`,
    );
    return paths.map(({ locPrf }) => locPrf ?? Number.NaN).sort((one, other) => other - one);
  }

  widen(prefix: string): void {
    const rule = `ip prefix-list cni-in-link-1-ipv4 seq 100 permit ${prefix} le 32`;
    this.vtysh("-c", "configure terminal", "-c", rule);
  }

  async crash(): Promise<void> {
    await this.endDaemon("bgpd");
  }

  async stop(): Promise<void> {
    for (const name of [...this.daemons.keys()].reverse()) await this.endDaemon(name);
  }

  table(): string {
    return this.vtysh("-c", "show bgp summary", "-c", "show bgp ipv4 unicast");
  }

  private sessions(family: string): string[] {
    const { peers = {} }: { peers?: Record<string, { state: string }> } = this.json(
      `show bgp ${family} unicast summary json`,
    );
    return Object.keys(peers).filter((address) => peers[address]?.state === "Established");
  }

  private async startDaemon(name: string): Promise<void> {
    const { directory } = this;
    const file = join(directory, `${name}.conf`);
    writeFileSync(file, "log stdout\n");
    const places = ["--vty_socket", directory, "-z", join(directory, "zserv.api")];
    const daemon = daemonIn(
      this.namespace,
      join(directory, `${name}.log`),
      join(PROGRAMS, name),
      ...["-f", file, "-i", join(directory, `${name}.pid`), "-P", "0", ...places],
      ...(name === "bfdd" ? ["--bfdctl", join(directory, "bfdd.sock")] : []),
    );
    this.daemons.set(name, daemon);
    await eventually(`${name} runs`, 10, () => this.vtysh("-d", name, "-c", "show version") !== "");
  }

  private async endDaemon(name: string): Promise<void> {
    const daemon = this.daemons.get(name);
    this.daemons.delete(name);
    if (daemon) await end(daemon);
  }

  private json<T>(question: string): T {
    return JSON.parse(this.vtysh("-c", question));
  }

  private vtysh(...args: string[]): string {
    const { directory } = this;
    return run("vtysh", "--vty_socket", directory, "--config_dir", directory, ...args);
  }
}
