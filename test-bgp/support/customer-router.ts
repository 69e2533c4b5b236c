/** Customer's router, which starts with only a generated configuration. */
import { runIn } from "./command";

export interface CustomerRouter {
  readonly platform: "frr" | "bird";
  start(text: string): Promise<void>;
  /** Pastes a configuration into the running router, as a person would. */
  paste(text: string): void;
  /** Configuration besides the generated one: another session to 203.0.113.10, as ASN 65099. */
  readonly base: string;
  /** Returns the settings and the state of `base`, which show whether its session was reset. */
  others(): string;
  /** Returns a text for each neighbor's address that changes when the session is reset. */
  resets(): Record<string, string>;
  /** Returns Cloudflare's addresses of the sessions that are up. */
  up(): string[];
  /** Returns the prefixes from Cloudflare that the filter accepted. */
  accepted(family: "ipv4" | "ipv6"): string[];
  /** Returns the local preferences of the known routes to a prefix, highest first. */
  preferences(prefix: string): number[];
  /** Accepts more prefixes than the generated configuration, as a manual change does. */
  widen?(prefix: string): void;
  /** Kills the routing daemon without closing its sessions. */
  crash(): Promise<void>;
  stop(): Promise<void>;
  /** Returns the tables that an operator would look at. */
  table(): string;
}

/** Runs the commands that the comments of a generated configuration list for the host. */
export function prepareHost(text: string, namespace = "cust"): void {
  const commands = [...text.matchAll(/^[!#] {3}((?:ip|nft|sysctl) .+)$/gm)].map(
    ([, line]) => line ?? "",
  );
  for (const command of commands) runIn(namespace, "sh", "-c", command);
}
