/**
 * Compares the complete text for each platform with a golden file. `UPDATE_GOLDEN=1` rewrites the files; read them
 * before you commit. `npm run test:bgp` runs the texts on FRR and BIRD.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type RouterConfigArgs,
  type RouterPlatform,
  routerConfig,
  type StaticRouterConfigArgs,
} from ".";

const INTERFACES: Record<RouterPlatform, [string, string]> = {
  frr: ["eth1", "eth2"],
  bird: ["eth1", "eth2"],
  junos: ["xe-0/0/0", "xe-0/0/1.100"],
  "ios-xr": ["HundredGigE0/0/0/0", "HundredGigE0/0/0/1"],
  eos: ["Ethernet1", "Ethernet2/1"],
};
const PLATFORMS: RouterPlatform[] = ["frr", "bird", "junos", "ios-xr", "eos"];

function plain(platform: RouterPlatform): RouterConfigArgs {
  const [first] = INTERFACES[platform];
  return {
    platform,
    sessions: [
      { name: "ewr", interface: first, customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.0/31" },
    ],
    customerAsn: 65010,
    announce: ["203.0.113.0/24"],
    accept: ["0.0.0.0/0"],
  };
}

function everything(platform: RouterPlatform): RouterConfigArgs {
  const [first, second] = INTERFACES[platform];
  return {
    platform,
    sessions: [
      {
        name: "ewr",
        interface: first,
        customerIp: "10.0.0.1/31",
        cloudflareIp: "10.0.0.0/31",
        customerIp6: "2001:DB8:0:0::1/127",
        cloudflareIp6: "2001:db8::/127",
        mtu: 1476,
        md5Key: "k3y-'#;$ewr",
        localPreference: 200,
        description: "Newark (primary), LOA 17/4",
      },
      {
        name: "iad-2",
        interface: second,
        customerIp: "10.0.0.5/30",
        cloudflareIp: "10.0.0.6/30",
        localPreference: 200,
      },
    ],
    customerAsn: 4200000001,
    cloudflareAsn: 64512,
    standalone: true,
    routerId: "192.0.2.1",
    announce: ["203.0.113.0/24", "10.20.0.0/16", "2001:db8:20::/48"],
    accept: ["0.0.0.0/0", "100.96.0.0/12"],
    maxPrefixes: 100,
    mssClamp: 1436,
    dataplane: "v1",
    bfd: true,
    ecmp: true,
  };
}

/** Links of a router. The texts below give them different roles. */
function linksOf(platform: RouterPlatform) {
  const [first, second] = INTERFACES[platform];
  return {
    ewr: { name: "ewr", interface: first, customerIp: "10.0.0.1/31", cloudflareIp: "10.0.0.0/31" },
    iad: { name: "iad", interface: second, customerIp: "10.0.0.3/31", cloudflareIp: "10.0.0.2/31" },
  };
}
const IPV6 = { customerIp6: "2001:db8::1/127", cloudflareIp6: "2001:db8::/127" };

/** Arguments for a running router that use every option not covered by the other texts. */
function pasted(platform: RouterPlatform): RouterConfigArgs {
  const { ewr, iad } = linksOf(platform);
  return {
    platform,
    sessions: [
      {
        ...ewr,
        ...IPV6,
        steering: "primary",
        communities: ["64500:1"],
        prepends: 1,
        healthCheck: { direction: "bidirectional", target: "172.64.240.253" },
      },
      {
        ...iad,
        steering: "secondary",
        holdTime: 15,
        drain: true,
        healthCheck: { direction: "unidirectional" },
      },
    ],
    customerAsn: 65010,
    routerAsn: 65011,
    routerId: "192.0.2.1",
    vrf: "cloudflare",
    announce: ["10.20.0.0/16", "2001:db8:20::/48"],
    accept: [{ prefix: "10.0.0.0/8", le: 24 }, "100.96.0.0/12"],
    allowOwnAsn: 2,
    holdTime: 30,
  };
}

/** Arguments with static routes for a running router. */
function staticRoutes(platform: RouterPlatform): StaticRouterConfigArgs {
  const { ewr, iad } = linksOf(platform);
  return {
    platform,
    sessions: [
      {
        ...ewr,
        steering: "primary",
        trackedWithin: 5,
        healthCheck: { direction: "bidirectional", target: "172.64.240.253" },
      },
      {
        ...iad,
        steering: "secondary",
        healthCheck: { direction: "unidirectional" },
      },
    ],
    routes: ["0.0.0.0/0"],
    mssClamp: 1436,
  };
}

/** Arguments with static routes that share the traffic, in both address families and in a VRF. */
function sharedStaticRoutes(platform: RouterPlatform): StaticRouterConfigArgs {
  const { ewr, iad } = linksOf(platform);
  return {
    platform,
    sessions: [
      {
        ...ewr,
        ...IPV6,
        steering: "share",
        trackedWithin: 10,
      },
      {
        ...iad,
        steering: "share",
        trackedWithin: 10,
      },
    ],
    vrf: "cloudflare",
    routes: ["10.0.0.0/8", "2001:db8:20::/48"],
  };
}

describe.each(PLATFORMS)("routerConfig for %s", (platform) => {
  it.each([
    ["plain", plain(platform)],
    ["everything", everything(platform)],
    ["pasted", pasted(platform)],
    ["static", staticRoutes(platform)],
    ["static-shared", sharedStaticRoutes(platform)],
    ["static-standalone", { ...staticRoutes(platform), standalone: true }],
  ])('matches the golden file "%s"', (name, args) => {
    const file = join(__dirname, "golden", `${platform}-${name}.txt`);
    const text = routerConfig(args);
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, "utf8"));
  });
});
