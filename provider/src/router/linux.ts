/** Settings of a Linux host that the routing daemon does not manage. */
import type { Link, LinkedRouter } from "./router";

/** Number of the routing table for packets from a health check's target. The last byte of the target is added to it. */
const HEALTH_TABLE = 13100;

/** Returns the commands that set up the interfaces. The configuration contains these commands as comments. */
export function hostCommands({ links, mssClamp, vrf }: LinkedRouter): string[] {
  const clamp = mssClamp && [
    "nft add table inet cni",
    "nft 'add chain inet cni clamp { type filter hook forward priority mangle; }'",
    // Clamping outgoing SYN packets limits what Cloudflare sends. Clamping incoming SYN packets limits what hosts send.
    ...links.flatMap((link) =>
      link.ends.flatMap(({ family }) =>
        ["iifname", "oifname"].map(
          (side) =>
            `nft add rule inet cni clamp ${side} ${link.interface} meta nfproto ${family} tcp flags syn tcp option maxseg size set ${mssClamp[family]}`,
        ),
      ),
    ),
  ];
  return [
    ...links.flatMap((link) => [
      ...(vrf === undefined ? [] : [`ip link set dev ${link.interface} master ${vrf}`]),
      `ip link set dev ${link.interface} mtu ${link.mtu}`,
      // In strict mode, the host would drop packets whose replies leave over another link.
      `sysctl -w net/ipv4/conf/${link.interface}/rp_filter=2`,
    ]),
    ...(clamp ?? []),
    ...links.flatMap(healthCommands),
  ];
}

/**
 * Returns the commands that send packets from a target back into its link. The priority of the rule puts it before
 * those of VRFs.
 */
function healthCommands({ healthCheck, ends, ...link }: Link): string[] {
  const [end] = ends;
  if (healthCheck?.returned === undefined || end === undefined) return [];
  const { returned, answers } = healthCheck;
  const last = Number(returned.split(".").at(-1));
  const table = HEALTH_TABLE + last;
  return [
    ...(answers ? [`ip address add ${returned}/32 dev lo`] : []),
    // FRR assigns the address of the link later, so the kernel does not know yet that the next hop is on the link.
    // `onlink` skips this check.
    `ip route replace default via ${end.neighbor} dev ${link.interface} onlink table ${table}`,
    `ip rule add from ${returned} priority ${last} lookup ${table}`,
    // These packets leave through the interface on which they arrive. Without this setting, Linux would respond with
    // redirects.
    `sysctl -w net/ipv4/conf/${link.interface}/send_redirects=0`,
  ];
}

/** Requirement for sharing traffic by flow. It applies to all routes of the host. */
export function sharingRequirement({ paths }: LinkedRouter): string[] {
  return paths > 1 ? ["net.ipv4.fib_multipath_hash_policy=1, to share traffic by flow"] : [];
}
