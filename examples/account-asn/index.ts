import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const defaultAsn = new pulumi.Config().requireNumber("defaultAsn");

// One for the whole account. Expect every BGP session of the account to reset when it changes.
const settings = new cni.CniSettings("account", { defaultAsn });

export const asn = settings.defaultAsn;
export const restoredOnDestroy = settings.previousDefaultAsn;

const sessions = cni.getCnis().then(({ cnis }) => cnis.filter(({ bgp }) => bgp !== undefined));

/** Known in preview: the sessions that the change resets, those of other stacks included. */
export const affected = sessions.then((all) => all.map(({ magic }) => magic.conduitName));

/** Known in preview, so that the routers can be ready before `pulumi up`. */
export const routers = sessions.then((all) => Object.fromEntries(all.flatMap(routerOf)));

function routerOf({ magic, bgp, customerIp, cloudflareIp }: cni.GetCniResult) {
  if (!bgp || !customerIp || !cloudflareIp) return [];
  // A lookup returns no key; `hideKeys` writes where it goes.
  const md5Key = bgp.hasMd5Key ? "set on the router" : undefined;
  const text = cni.routerConfig({
    platform: "frr",
    settings: { defaultAsn },
    sessions: [{ name: magic.conduitName, interface: "eth1", customerIp, cloudflareIp, md5Key }],
    customerAsn: bgp.customerAsn,
    announce: ["203.0.113.0/24"],
    accept: ["0.0.0.0/0"],
    hideKeys: true,
  });
  return [[magic.conduitName, text]];
}
