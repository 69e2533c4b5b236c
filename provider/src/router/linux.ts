/** What a routing daemon on Linux leaves to the host. */
import type { Router } from "./router";

/** Commands that set the MTU and clamp the segment size; the text has them as comments. */
export function hostCommands({ links, peers, mssClamp }: Router): string[] {
  const clamp = mssClamp && [
    "nft add table inet cni",
    "nft 'add chain inet cni clamp { type filter hook forward priority mangle; }'",
    // What leaves limits what Cloudflare's side sends; what comes in, what the hosts here send.
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
