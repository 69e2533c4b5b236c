/** The customer's router, started from nothing but a generated text. */
import { runIn } from "./command";

export interface CustomerRouter {
  readonly platform: "frr" | "bird";
  start(text: string): Promise<void>;
  /** Changes a running router by a text, as a person would. */
  paste(text: string): void;
  /** What a router runs besides the sessions of the text: another session to 203.0.113.10, as ASN 65099. */
  readonly base: string;
  /** Settings and state of `base`, which show whether its session was reset. */
  others(): string;
  /** By the neighbor's address, a text that changes when a session is reset. */
  resets(): Record<string, string>;
  /** Cloudflare's addresses of the sessions that are up. */
  up(): string[];
  /** Prefixes from Cloudflare that have passed the filter. */
  accepted(family: "ipv4" | "ipv6"): string[];
  /** Local preferences of what is known of a prefix, highest first. */
  preferences(prefix: string): number[];
  /** A person lets in more than the text does. */
  widen?(prefix: string): void;
  /** The routing daemon is killed without a goodbye. */
  crash(): Promise<void>;
  stop(): Promise<void>;
  /** What a person would look at. */
  table(): string;
}

/** Does what the text's comments say is to be done on the host. */
export function prepareHost(text: string, namespace = "cust"): void {
  const commands = [...text.matchAll(/^[!#] {3}((?:ip|nft|sysctl) .+)$/gm)].map(
    ([, line]) => line ?? "",
  );
  for (const command of commands) runIn(namespace, "sh", "-c", command);
}
