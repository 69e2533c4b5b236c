/** Settings of a Linux host that the routing daemon does not make. */
import type { Router } from "./router";

/** Commands that set the MTU and clamp the MSS. The configuration has them as comments. */
export function hostCommands({ links, peers, mssClamp }: Router): string[] {
  const clamp = mssClamp && [
    "nft add table inet cni",
    "nft 'add chain inet cni clamp { type filter hook forward priority mangle; }'",
    // Clamping outgoing SYNs limits what Cloudflare sends; clamping incoming SYNs limits what hosts send.
    ...peers.flatMap((peer) =>
      ["iifname", "oifname"].map(
        (side) =>
          `nft add rule inet cni clamp ${side} ${peer.interface} meta nfproto ${peer.family} tcp flags syn tcp option maxseg size set ${mssClamp[peer.family]}`,
      ),
    ),
  ];
  const mtu = links.map((link) => `ip link set dev ${link.interface} mtu ${link.mtu}`);
  return ["On the host:", ...[...mtu, ...(clamp ?? [])].map((command) => `  ${command}`)];
}
