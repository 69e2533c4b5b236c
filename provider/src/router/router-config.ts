import { CniError } from "../domain/errors";
import { bird } from "./bird";
import { eos } from "./eos";
import { frr } from "./frr";
import { iosXr } from "./ios-xr";
import { junos } from "./junos";
import { findProblems } from "./problems";
import { type Router, routerOf } from "./router";
import type { RouterConfigArgs, RouterPlatform } from "./session";

const PLATFORMS: Record<
  RouterPlatform,
  { system: string; comment: string; render: (router: Router) => string[] }
> = {
  frr: { system: "FRR 8 or newer", comment: "!", render: frr },
  bird: { system: "BIRD 2.0.9 or newer", comment: "#", render: bird },
  junos: { system: "Junos", comment: "#", render: junos },
  "ios-xr": { system: "Cisco IOS XR", comment: "!", render: iosXr },
  eos: { system: "Arista EOS", comment: "!", render: eos },
};

/**
 * Writes the customer's side of CNI BGP sessions for a router: addresses, MTU, the sessions with
 * their MD5 keys, Cloudflare's timers (hold 240 s, keepalive 80 s) and graceful restart (120 s),
 * local preference, filters in both directions and a prefix limit. The same arguments always return
 * the same text.
 *
 * With an `md5Key`, **the text is a secret**. In a Pulumi program, create it from outputs, so that it
 * becomes a secret output, or set `hideKeys`:
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const config = new pulumi.Config();
 * const session = cni.CniBgpSession.get("ewr", "1b671a64-40d5-491e-99b0-da01ff1f3341");
 * const settings = cni.getCniSettings(); // Cloudflare's ASN
 * export const router = pulumi
 *   .all([session.customerIp, session.cloudflareIp, config.requireSecret("md5Key"), settings])
 *   .apply(([customerIp, cloudflareIp, md5Key, settings]) =>
 *     cni.routerConfig({
 *       platform: "frr",
 *       settings,
 *       sessions: [{ name: "ewr", interface: "eth1", customerIp, cloudflareIp, md5Key }],
 *       customerAsn: 65010,
 *       routerId: "192.0.2.1",
 *       announce: ["203.0.113.0/24"],
 *       accept: ["0.0.0.0/0"],
 *     }),
 *   ); // secret, because the key is a secret
 * ```
 *
 * @returns the text, ending in a newline
 * @throws CniError with one line for each problem of the arguments: property, value (never a key),
 *   rule and what to do
 */
export function routerConfig(args: RouterConfigArgs): string {
  const problems = findProblems(args);
  if (problems.length > 0) throw new CniError(problems.join("\n"));
  const { system, comment, render } = PLATFORMS[args.platform];
  const title = `Cloudflare Network Interconnect, customer side, for ${system}`;
  return [`${comment} ${title}`, ...render(routerOf(args)), ""].join("\n");
}
