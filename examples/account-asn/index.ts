import * as pulumi from "@pulumi/pulumi";
import * as cni from "pulumi-cloudflare-cni";

const defaultAsn = new pulumi.Config().requireNumber("defaultAsn");

// The ASN of the whole account. When it changes, expect every BGP session of the account to reset.
const settings = new cni.CniSettings("account", { defaultAsn });

export const asn = settings.defaultAsn;
export const restoredOnDestroy = settings.previousDefaultAsn;

const sessions = cni.getCnis().then(({ cnis }) => cnis.filter(({ bgp }) => bgp !== undefined));

/** Sessions that the change resets, including sessions of other stacks. Preview shows them. */
export const affected = sessions.then((all) => all.map(({ magic }) => magic.conduitName));

/** Configuration of the customer's routers. Preview shows it, so that you can prepare the routers before `pulumi up`. */
export const routers = sessions.then((all) => Object.fromEntries(all.flatMap(routerOf)));

function routerOf({ magic, bgp, customerIp, cloudflareIp }: cni.GetCniResult) {
  if (!bgp || !customerIp || !cloudflareIp) return [];
  // Lookups do not return keys. With `hideKeys`, the configuration marks where to put the key.
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
