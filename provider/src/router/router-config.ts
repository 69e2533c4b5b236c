import { CniError } from "../domain/errors";
import type { RouterConfigArgs, RouterPlatform } from "./args";
import { bird } from "./bird";
import { eos } from "./eos";
import { frr } from "./frr";
import { iosXr } from "./ios-xr";
import { junos } from "./junos";
import { findProblems } from "./problems";
import { type Router, routerOf } from "./router";
import { headOf, type RouterText } from "./text";

const PLATFORMS: Record<
  RouterPlatform,
  { system: string; comment: string; render: (router: Router) => RouterText }
> = {
  frr: { system: "FRR 8 or newer", comment: "!", render: frr },
  bird: { system: "BIRD 2.0.9 or newer", comment: "#", render: bird },
  junos: { system: "Junos", comment: "#", render: junos },
  "ios-xr": { system: "Cisco IOS XR", comment: "!", render: iosXr },
  eos: { system: "Arista EOS", comment: "!", render: eos },
};

/**
 * Writes the customer's side of CNI BGP sessions for a router: addresses, MTU, the sessions with
 * their MD5 keys, timers (hold 240 s, keepalive 80 s by default) and graceful restart (120 s), local
 * preference, communities, filters in both directions and a prefix limit. The same arguments always
 * return the same text.
 *
 * The text can be pasted into a running router: it changes only these sessions and their interfaces,
 * and lists as comments what the router must already have. With `standalone`, it is for an empty
 * router and sets that too.
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
  const router = routerOf(args);
  const text = render(router);
  const head = [title, ...headOf(router, "these sessions and their interfaces", text)].map(
    (line) => `${comment} ${line}`,
  );
  return [...head, ...text.body, ""].join("\n");
}
