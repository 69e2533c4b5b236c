/**
 * Creates the network: a host, the customer's router with two links, and Cloudflare's end of each link. The same
 * address is behind both ends, because Cloudflare's addresses are anycast.
 *
 *   host --- lan [cust] eth1 --- cni [cf1] 198.51.100.1
 *                       eth2 --- cni [cf2] 198.51.100.1
 */
import { ipIn, nameOf, run, runIn } from "./command";

export const TARGET = "198.51.100.1";
export const TARGET6 = "2001:db8:99::1";
export const LINKS = [
  {
    interface: "eth1",
    end: "cf1",
    customerIp: "10.0.0.1/31",
    cloudflareIp: "10.0.0.0/31",
    customerIp6: "2001:db8:1::1/127",
    cloudflareIp6: "2001:db8:1::/127",
  },
  {
    interface: "eth2",
    end: "cf2",
    customerIp: "10.0.0.3/31",
    cloudflareIp: "10.0.0.2/31",
    customerIp6: "2001:db8:2::1/127",
    cloudflareIp6: "2001:db8:2::/127",
  },
] as const;

/** Sessions of the links for a router configuration. Tests add their own settings. */
export const LINK_SESSIONS = LINKS.map(({ end, ...link }, index) => ({
  name: `link-${index + 1}`,
  ...link,
}));

export function createNetwork(): void {
  for (const name of ["host", "cust", "cf1", "cf2"]) {
    run("ip", "netns", "add", nameOf(name));
    ipIn(name, "link", "set", "lo", "up");
    // Disables duplicate address detection, for which a new IPv6 address would wait a second.
    runIn(name, "sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0");
  }
  runIn("cust", "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");

  wire("host", "eth0", "cust", "lan");
  address("host", "eth0", "203.0.113.10/24", "2001:db8:20::10/48");
  address("cust", "lan", "203.0.113.1/24", "2001:db8:20::1/48");
  ipIn("host", "route", "add", "default", "via", "203.0.113.1");
  ipIn("host", "route", "add", "default", "via", "2001:db8:20::1");

  for (const link of LINKS) {
    wire("cust", link.interface, link.end, "cni");
    address(link.end, "cni", link.cloudflareIp, link.cloudflareIp6);
    address(link.end, "lo", `${TARGET}/32`, `${TARGET6}/128`);
  }
}

export function removeNetwork(): void {
  for (const name of ["host", "cust", "cf1", "cf2"]) run("ip", "netns", "delete", nameOf(name));
}

/** Takes a link down at both ends, as a cut fibre does. */
export function cut(end: string): void {
  ipIn(end, "link", "set", "cni", "down");
}

export function repair(end: string, ipv6: string): void {
  ipIn(end, "link", "set", "cni", "up");
  // Linux removes the IPv6 addresses of a link that goes down.
  ipIn(end, "address", "replace", ipv6, "dev", "cni");
}

/** Returns whether the host gets a reply from an address behind Cloudflare's ends. */
export function reaches(target: string): boolean {
  try {
    runIn("host", "ping", "-c1", "-W1", target);
    return true;
  } catch {
    return false;
  }
}

/** Returns the interfaces over which a router sends traffic to a prefix, or an empty list if it has no route. */
export function exits(prefix: string, namespace = "cust"): string[] {
  const family = prefix.includes(":") ? "-6" : "-4";
  const text = ipIn(namespace, family, "-j", "route", "show", "exact", prefix);
  const routes: { dev?: string; nexthops?: { dev: string }[] }[] = JSON.parse(text);
  return routes
    .flatMap(({ dev, nexthops }) => (nexthops ? nexthops.map((hop) => hop.dev) : [dev ?? ""]))
    .sort();
}

/** Returns how many TCP segments a namespace dropped because of their MD5 signature. */
export function md5Failures(namespace: string): number {
  const text = runIn(namespace, "cat", "/proc/net/netstat");
  const [names, values] = text
    .split("\n")
    .filter((line) => line.startsWith("TcpExt:"))
    .map((line) => line.split(" "));
  const of = (name: string) => Number(values?.[names?.indexOf(name) ?? -1] ?? Number.NaN);
  return of("TCPMD5NotFound") + of("TCPMD5Unexpected") + of("TCPMD5Failure");
}

export function wire(
  one: string,
  interfaceOfOne: string,
  other: string,
  interfaceOfOther: string,
): void {
  const far = ["peer", "name", interfaceOfOther, "netns", nameOf(other)];
  ipIn(one, "link", "add", interfaceOfOne, "type", "veth", ...far);
  ipIn(one, "link", "set", interfaceOfOne, "up");
  ipIn(other, "link", "set", interfaceOfOther, "up");
}

function address(namespace: string, device: string, ...addresses: string[]): void {
  for (const one of addresses) {
    ipIn(namespace, "address", "add", one, "dev", device);
  }
}
