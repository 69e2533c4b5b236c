/** Settings of a Linux host that the routing daemon does not make. */
import type { Link, LinkedRouter } from "./router";

/** Routing table of the packets from a health check's target, plus the last byte of the target. */
const HEALTH_TABLE = 13100;

/** Commands that set up the interfaces. The configuration contains them as comments. */
export function hostCommands({ links, mssClamp, vrf }: LinkedRouter): string[] {
  const clamp = mssClamp && [
    "nft add table inet cni",
    "nft 'add chain inet cni clamp { type filter hook forward priority mangle; }'",
    // Clamping outgoing SYNs limits what Cloudflare sends; clamping incoming SYNs limits what hosts send.
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
      // Strict mode would drop packets whose replies leave by another link.
      `sysctl -w net/ipv4/conf/${link.interface}/rp_filter=2`,
    ]),
    ...(clamp ?? []),
    ...links.flatMap(healthCommands),
  ];
}

/** Sends packets from a target back into its link. The rule's priority goes before those of VRFs. */
function healthCommands({ healthCheck, ends, ...link }: Link): string[] {
  const [end] = ends;
  if (healthCheck?.returned === undefined || end === undefined) return [];
  const { returned, answers } = healthCheck;
  const last = Number(returned.split(".").at(-1));
  const table = HEALTH_TABLE + last;
  return [
    ...(answers ? [`ip address add ${returned}/32 dev lo`] : []),
    // FRR assigns the link's address later, so the kernel does not yet know that the next hop is on the link. `onlink`
    // skips that check.
    `ip route replace default via ${end.neighbor} dev ${link.interface} onlink table ${table}`,
    `ip rule add from ${returned} priority ${last} lookup ${table}`,
    // Packets leave through the interface that they arrive on, to which Linux would respond with redirects.
    `sysctl -w net/ipv4/conf/${link.interface}/send_redirects=0`,
  ];
}

/** Requirement for sharing traffic by flow, which applies to all routes of the host. */
export function sharingRequirement({ paths }: LinkedRouter): string[] {
  return paths > 1 ? ["net.ipv4.fib_multipath_hash_policy=1, to share by flow"] : [];
}
