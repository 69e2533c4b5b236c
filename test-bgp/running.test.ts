/** Generated configurations that are pasted into a router with another session. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type RouterConfigArgs, type RouterSession, routerConfig } from "../provider/src/router";
import { BirdRouter } from "./support/bird-router";
import { CloudflareEnd } from "./support/cloudflare-end";
import { eventually, runIn, show } from "./support/command";
import { type CustomerRouter, prepareHost } from "./support/customer-router";
import { FrrRouter } from "./support/frr-router";
import {
  createNetwork,
  exits,
  LINK_SESSIONS,
  LINKS,
  removeNetwork,
  TARGET,
} from "./support/network";
import { OtherPeer } from "./support/other-peer";
import { sendTraffic } from "./support/traffic";

const PREFIX = "203.0.113.0/24";
const PREFIX6 = "2001:db8:20::/48";
const [FIRST, SECOND] = LINKS;
const OTHER_SITE = "198.51.100.128/25";
/** Target of a health check over the second link. Without a policy route, its replies would leave over the first link. */
const HEALTH_TARGET = "172.64.240.254";

function text(platform: "frr" | "bird", first: Partial<RouterSession> = {}): string {
  const sessions: RouterSession[] = LINK_SESSIONS.map((session, index) => ({
    ...session,
    ...(index === 0
      ? { steering: "primary", communities: ["65010:7"], holdTime: 9, ...first }
      : {
          steering: "secondary",
          prepends: 2,
          healthCheck: { direction: "bidirectional", type: "request", target: HEALTH_TARGET },
        }),
  }));
  const args: RouterConfigArgs = {
    platform,
    sessions,
    customerAsn: 65010,
    routerAsn: 65099,
    allowOwnAsn: 1,
    announce: [PREFIX, PREFIX6],
    accept: "all",
    holdTime: 90,
  };
  return routerConfig(args);
}

function answersHealthCheck(): boolean {
  try {
    runIn("cf2", "ping", "-c1", "-W1", "-I", TARGET, HEALTH_TARGET);
    return true;
  } catch {
    return false;
  }
}

describe.each([
  ["FRR", FrrRouter],
  ["BIRD", BirdRouter],
])("%s with another session", (name, Router) => {
  let directory: string;
  let router: CustomerRouter;
  let other: OtherPeer;
  let ends: [CloudflareEnd, CloudflareEnd];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "cni-bgp-"));
    createNetwork();
    router = new Router(directory);
    other = new OtherPeer(directory);
    ends = [new CloudflareEnd(directory, FIRST), new CloudflareEnd(directory, SECOND)];
    await other.start();
    for (const end of ends)
      await end.start({ announce: ["0.0.0.0/0", PREFIX6], fromOwnAsn: [OTHER_SITE] });
    await router.start(router.base);
    await eventually("the other session is up", 30, () => other.isUp());
  });

  afterAll(async () => {
    await Promise.all([router.stop(), other.stop(), ...ends.map((end) => end.stop())]);
    removeNetwork();
    rmSync(directory, { recursive: true });
  });

  it("keeps the other session unchanged when the generated configuration is pasted", async () => {
    const before = router.others();
    prepareHost(text(router.platform));
    router.paste(text(router.platform));
    await eventually("both links are up", 30, () => ends.every((end) => end.isUp()));
    await eventually("the first link carries all", 10, () => exits("0.0.0.0/0").join() === "eth1");
    expect(router.others()).toBe(before);
    expect(other.isUp()).toBe(true);
    show(`${name}, pasted`, router.table());
  });

  it("announces prefixes with the sessions' ASN, communities and prepends, not with the router's ASN", async () => {
    await eventually("the prefix is announced", 10, () =>
      ends.every((end) => end.attributes(PREFIX).path !== ""),
    );
    expect(ends.map((end) => end.attributes(PREFIX))).toEqual([
      { path: "65010", communities: "(13335,60050) (65010,7)" },
      { path: "65010 65010 65010", communities: "(13335,60150)" },
    ]);
  });

  it("does not accept its own announcements, even if it accepts all prefixes", () => {
    expect(router.accepted("ipv4")).toContain("0.0.0.0/0");
    expect(router.accepted("ipv6")).toEqual([]);
    expect(exits(PREFIX6)).toEqual(["lan"]);
  });

  it("accepts the routes of another site with the same ASN", () => {
    expect(router.accepted("ipv4")).toContain(OTHER_SITE);
    expect(exits(OTHER_SITE)).toEqual(["eth1"]);
  });

  it("negotiates the declared hold time of each link: 9 and 90 seconds", () => {
    expect(ends[0].timers()).toEqual(["Hold 9", "Keepalive 3", "Hold 9", "Keepalive 3"]);
    expect(ends[1].timers()).toEqual(["Hold 90", "Keepalive 30", "Hold 90", "Keepalive 30"]);
  });

  it("answers a legacy health check over the link on which the probe arrived", async () => {
    runIn("cf2", "ip", "route", "add", HEALTH_TARGET, "via", "10.0.0.3");
    await eventually("it answers", 5, answersHealthCheck);
    runIn("cust", "ip", "rule", "delete", "from", HEALTH_TARGET);
    expect(answersHealthCheck()).toBe(false);
  });

  it("does not reset a session when the same configuration is pasted again", async () => {
    const before = router.resets();
    router.paste(text(router.platform));
    await pause(7_000);
    expect(router.resets()).toEqual(before);
    expect(Object.keys(before)).toHaveLength(5);
  });

  it("moves the traffic to the other link for a drain and back afterwards, without losing packets", async () => {
    const before = [router.resets(), router.others()];
    const traffic = sendTraffic(TARGET);
    router.paste(text(router.platform, { drain: true }));
    await eventually("the other link carries all", 20, () => exits("0.0.0.0/0").join() === "eth2");
    await eventually("Cloudflare knows", 20, () =>
      ends[0].attributes(PREFIX).communities.includes("65535,0"),
    );
    expect(ends[0].attributes(PREFIX)).toEqual({
      path: "65010 65010 65010 65010",
      communities: "(13335,60901) (65010,7) (65535,0)",
    });
    await pause(1_000);
    router.paste(text(router.platform));
    await eventually("the first link carries all", 20, () => exits("0.0.0.0/0").join() === "eth1");
    await eventually("Cloudflare knows", 20, () => ends[0].attributes(PREFIX).path === "65010");
    expect(ends[0].attributes(PREFIX).communities).toBe("(13335,60050) (65010,7)");
    await pause(1_000);
    const { sent, lost } = await traffic.end();
    show(`${name}, drained and back`, `${sent} packets, ${lost} lost`);
    expect(sent).toBeGreaterThan(50);
    expect(lost).toBe(0);
    expect([router.resets(), router.others()]).toEqual(before);
  });
});
