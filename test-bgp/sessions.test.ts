/** Checks on real routers that generated configurations have the documented effects. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RouterConfigArgs, routerConfig } from "../provider/src/router";
import { BirdRouter } from "./support/bird-router";
import { CloudflareEnd } from "./support/cloudflare-end";
import { eventually, show } from "./support/command";
import type { CustomerRouter } from "./support/customer-router";
import { FrrRouter } from "./support/frr-router";
import {
  createNetwork,
  cut,
  exits,
  LINK_SESSIONS,
  LINKS,
  md5Failures,
  reaches,
  removeNetwork,
  repair,
  TARGET,
  TARGET6,
} from "./support/network";

const KEY = "s3cret-'#!|$(x)\\";
const MAX_PREFIXES = 10;
const ACCEPT = ["0.0.0.0/0", "100.96.0.0/12", "::/0"];
/** Prefixes that the configuration does not declare, so the router must not accept them. */
const STRAYS = ["192.168.77.0/24", "203.0.113.128/25", "100.96.1.0/24", "2001:db8:77::/48"];
const FLOOD = Array.from({ length: MAX_PREFIXES }, (_, index) => `172.16.${index}.0/24`);
const [FIRST, SECOND] = LINKS;

function text(platform: "frr" | "bird", more: Partial<RouterConfigArgs> = {}): string {
  return routerConfig({
    platform,
    sessions: LINK_SESSIONS.map((session, index) => ({
      ...session,
      mtu: 1476,
      md5Key: KEY,
      localPreference: more.ecmp ? 200 : 200 - 50 * index,
    })),
    customerAsn: 65010,
    standalone: true,
    routerId: "192.0.2.1",
    announce: ["203.0.113.0/24", "2001:db8:20::/48", "198.18.0.0/15"],
    accept: ACCEPT,
    maxPrefixes: MAX_PREFIXES,
    ...more,
  });
}

function addressOf(prefix: string): string {
  return prefix.split("/")[0] ?? "";
}

describe.each([
  ["FRR", FrrRouter],
  ["BIRD", BirdRouter],
])("%s", (name, Router) => {
  let directory: string;
  let router: CustomerRouter;
  let ends: [CloudflareEnd, CloudflareEnd];

  function build() {
    directory = mkdtempSync(join(tmpdir(), "cni-bgp-"));
    createNetwork();
    router = new Router(directory);
    ends = [new CloudflareEnd(directory, FIRST), new CloudflareEnd(directory, SECOND)];
  }

  async function tearDown() {
    await Promise.all([router.stop(), ...ends.map((end) => end.stop())]);
    removeNetwork();
    rmSync(directory, { recursive: true });
  }

  function isUp(link: (typeof LINKS)[number]): boolean {
    const up = router.up();
    return [link.cloudflareIp, link.cloudflareIp6].map(addressOf).every((ip) => up.includes(ip));
  }

  describe("with MD5 and local preference", () => {
    const announce = [...ACCEPT, ...STRAYS];

    beforeAll(build);
    afterAll(tearDown);

    it("stays down with a wrong key while the other link comes up", async () => {
      await ends[0].start({ md5Key: `${KEY}x`, announce });
      await ends[1].start({ md5Key: KEY, announce });
      await router.start(text(router.platform));
      await eventually("the second link is up", 30, () => isUp(SECOND));
      await eventually("signatures are refused", 30, () => md5Failures("cf1") > 2);
      expect(isUp(FIRST)).toBe(false);
      await eventually(
        "the second link carries all",
        10,
        () => exits("0.0.0.0/0").join() === "eth2",
      );
    });

    it("comes up with the right key", async () => {
      ends[0].change({ md5Key: KEY, announce });
      await eventually("both links are up", 30, () => isUp(FIRST) && isUp(SECOND));
    });

    it("prefers the route with local preference 200 to the route with local preference 150", async () => {
      await eventually("both paths are known", 10, () =>
        ["0.0.0.0/0", "::/0"].every((prefix) => router.preferences(prefix).join() === "200,150"),
      );
      await eventually("the first link carries all", 10, () =>
        ["0.0.0.0/0", "::/0", "100.96.0.0/12"].every((prefix) => exits(prefix).join() === "eth1"),
      );
      show(`${name}, before`, router.table());
    });

    it("accepts only the declared prefixes", () => {
      expect([...router.accepted("ipv4"), ...router.accepted("ipv6")]).toEqual(ACCEPT);
      for (const stray of STRAYS) expect(exits(stray)).toEqual([]);
    });

    it("announces only the declared prefixes that it has a route for", async () => {
      // The customer's network has no route to 198.18.0.0/15.
      const announced = ["2001:db8:20::/48", "203.0.113.0/24"];
      await eventually("both ends have learnt it", 10, () =>
        ends.every((end) => end.learnt().join() === announced.join()),
      );
      await eventually("traffic gets through", 5, () => reaches(TARGET) && reaches(TARGET6));
    });

    it("moves the traffic to the second link when the first one fails", async () => {
      const since = Date.now();
      cut("cf1");
      await eventually("the second link carries all", 10, () =>
        ["0.0.0.0/0", "::/0"].every((prefix) => exits(prefix).join() === "eth2"),
      );
      await eventually("traffic gets through", 5, () => reaches(TARGET) && reaches(TARGET6));
      show(`${name}, during (moved in ${Date.now() - since} ms)`, router.table());
    });

    it("moves the traffic back after the repair", async () => {
      const since = Date.now();
      repair("cf1", FIRST.cloudflareIp6);
      await eventually("the first link carries all", 40, () =>
        ["0.0.0.0/0", "::/0"].every((prefix) => exits(prefix).join() === "eth1"),
      );
      await eventually("traffic gets through", 5, () => reaches(TARGET) && reaches(TARGET6));
      show(`${name}, after (back in ${Date.now() - since} ms)`, router.table());
    });

    it("keeps its routes during a graceful restart", async () => {
      await router.crash();
      await eventually("the sessions are gone", 10, () => !ends[0].isUp() && !ends[1].isUp());
      expect(ends[0].learnt()).toEqual(["2001:db8:20::/48", "203.0.113.0/24"]);
      await router.start(text(router.platform));
      await eventually("it is back", 40, () => isUp(FIRST) && isUp(SECOND));
    });

    it("closes only the session that exceeds the prefix limit", async () => {
      ends[0].change({ md5Key: KEY, announce: [...announce, ...FLOOD] });
      // FRR counts only accepted prefixes against the limit.
      router.widen?.("172.16.0.0/16");
      await eventually(
        "the second link carries IPv4",
        20,
        () => exits("0.0.0.0/0").join() === "eth2",
      );
      expect(router.up()).toEqual(
        [SECOND.cloudflareIp, FIRST.cloudflareIp6, SECOND.cloudflareIp6].map(addressOf).sort(),
      );
      await eventually("traffic gets through", 5, () => reaches(TARGET));
      show(`${name}, flooded`, router.table());
    });
  });

  describe("with BFD and ECMP on dataplane v1", () => {
    beforeAll(build);
    afterAll(tearDown);

    it("distributes the traffic over both links", async () => {
      for (const end of ends) await end.start({ md5Key: KEY, announce: ACCEPT, bfd: true });
      await router.start(
        text(router.platform, { dataplane: "v1", bfd: true, ecmp: true, mssClamp: 1436 }),
      );
      await eventually("both links carry", 40, () => exits("0.0.0.0/0").join() === "eth1,eth2");
      await eventually("traffic gets through", 10, () => reaches(TARGET));
      show(`${name}, shared`, router.table());
    });

    it("moves the traffic away from a hanging peer within seconds", async () => {
      ends[0].hang();
      await eventually("the other carries all", 5, () => exits("0.0.0.0/0").join() === "eth2");
    });
  });
});
