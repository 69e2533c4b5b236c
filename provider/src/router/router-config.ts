import { CniError } from "../domain/errors";
import { isObject } from "../domain/is-object";
import type { RouterConfigArgs, RouterPlatform } from "./args";
import { bird } from "./bird";
import { eos } from "./eos";
import { frr } from "./frr";
import { iosXr } from "./ios-xr";
import { junos } from "./junos";
import { findProblems } from "./problems";
import { type LinkedRouter, type Router, routerOf } from "./router";
import type { StaticRouterConfigArgs } from "./static/args";
import { birdStatic } from "./static/bird";
import { eosStatic } from "./static/eos";
import { frrStatic } from "./static/frr";
import { iosXrStatic } from "./static/ios-xr";
import { junosStatic } from "./static/junos";
import { findStaticProblems } from "./static/problems";
import { type StaticRouter, staticRouterOf } from "./static/static-router";
import { headOf, type RouterText } from "./text";

interface Platform {
  system: string;
  comment: string;
  render: (router: Router) => RouterText;
  renderStatic: (router: StaticRouter) => RouterText;
}

const PLATFORMS: Record<RouterPlatform, Platform> = {
  frr: { system: "FRR 8 or newer", comment: "!", render: frr, renderStatic: frrStatic },
  bird: { system: "BIRD 2.0.9 or newer", comment: "#", render: bird, renderStatic: birdStatic },
  junos: { system: "Junos", comment: "#", render: junos, renderStatic: junosStatic },
  "ios-xr": { system: "Cisco IOS XR", comment: "!", render: iosXr, renderStatic: iosXrStatic },
  eos: { system: "Arista EOS", comment: "!", render: eos, renderStatic: eosStatic },
};

/**
 * Generates the configuration of a router at the customer's end of CNI BGP sessions. It contains addresses, MTU, the
 * sessions with their MD5 keys, timers (by default, hold 240 s and keepalive 80 s), graceful restart (120 s), local
 * preference, communities, filters in both directions, and a prefix limit. The same arguments always return the same
 * text.
 *
 * With {@link StaticRouterConfigArgs.routes | routes} instead of an ASN, the sessions do not use BGP. The text then has
 * a static route to each of these prefixes over each session. `steering` determines their order.
 *
 * You can paste the text into a running router. It changes only these sessions and their interfaces, and its comments
 * list what the router must already have. With `standalone`, the text is for a router without configuration and
 * contains these settings too.
 *
 * With an `md5Key`, **the text is a secret**. In a Pulumi program, create it from outputs, so that it becomes a secret
 * output, or set `hideKeys`:
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
 * @returns the text, which ends with a newline
 * @throws CniError with one line for each problem of the arguments. Each line contains the property, the value (never a
 * key), the rule and advice.
 */
export function routerConfig(args: RouterConfigArgs | StaticRouterConfigArgs): string {
  return hasStaticRoutes(args) ? staticConfig(args) : bgpConfig(args);
}

function hasStaticRoutes(
  args: RouterConfigArgs | StaticRouterConfigArgs,
): args is StaticRouterConfigArgs {
  return isObject(args) && "routes" in args;
}

function bgpConfig(args: RouterConfigArgs): string {
  refuse(findProblems(args));
  const router = routerOf(args);
  const platform = PLATFORMS[args.platform];
  return format(platform, router, "these sessions and their interfaces", platform.render(router));
}

function staticConfig(args: StaticRouterConfigArgs): string {
  refuse(findStaticProblems(args));
  const router = staticRouterOf(args);
  const platform = PLATFORMS[args.platform];
  const text = platform.renderStatic(router);
  return format(platform, router, "these interfaces and the static routes over them", text);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new CniError(problems.join("\n"));
}

function format(
  { system, comment }: Platform,
  router: LinkedRouter,
  scope: string,
  text: RouterText,
): string {
  const title = `Cloudflare Network Interconnect, customer side, for ${system}`;
  const head = [title, ...headOf(router, scope, text)].map((line) => `${comment} ${line}`);
  return [...head, ...text.body, ""].join("\n");
}
