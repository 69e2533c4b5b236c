/** Generated configurations with static routes on running routers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Steering } from "../provider/src/domain/values";
import { routerConfig } from "../provider/src/router";
import { BirdRouter } from "./support/bird-router";
import { eventually, show } from "./support/command";
import { type CustomerRouter, prepareHost } from "./support/customer-router";
import { FrrRouter } from "./support/frr-router";
import {
  createNetwork,
  cut,
  exits,
  LINK_SESSIONS,
  LINKS,
  removeNetwork,
  repair,
} from "./support/network";

const DEFAULT = "0.0.0.0/0";
/** Configuration that a router must have before the generated one is pasted. */
const BASE = {
  frr: "ipv6 forwarding\n",
  bird: (pasted: string) => `
router id 192.0.2.9;
protocol device {}
protocol kernel { merge paths on limit 2; ipv4 { export where source = RTS_STATIC; }; }
protocol kernel { merge paths on limit 2; ipv6 { export where source = RTS_STATIC; }; }
include "${pasted}";
`,
};

function text(platform: "frr" | "bird", ...steering: Steering[]): string {
  return routerConfig({
    platform,
    sessions: LINK_SESSIONS.map((session, index) => ({
      ...session,
      steering: steering[index],
    })),
    routes: [DEFAULT, "::/0"],
  });
}

describe.each([
  ["FRR", FrrRouter],
  ["BIRD", BirdRouter],
])("%s with static routes", (name, Router) => {
  let directory: string;
  let router: CustomerRouter;
  const leavesBy = (...interfaces: string[]) =>
    eventually(`traffic leaves by ${interfaces.join(" and ")}`, 10, () =>
      [DEFAULT, "::/0"].every((prefix) => exits(prefix).join() === interfaces.join()),
    );

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "cni-static-"));
    createNetwork();
    router = new Router(directory);
    await router.start(
      router.platform === "frr" ? BASE.frr : BASE.bird(join(directory, "cni.conf")),
    );
    const first = text(router.platform, "primary", "secondary");
    prepareHost(first);
    router.paste(first);
  });

  afterAll(async () => {
    await router.stop();
    removeNetwork();
    rmSync(directory, { recursive: true });
  });

  it("sends traffic over the primary session", async () => {
    await leavesBy("eth1");
    show(`${name}, static routes`, exits(DEFAULT).join());
  });

  it("sends traffic over the secondary session while the primary session's link is down", async () => {
    cut("cf1");
    await leavesBy("eth2");
    repair("cf1", LINKS[0].cloudflareIp6);
    await leavesBy("eth1");
  });

  it("removes the routes of an earlier configuration if the steering changes", async () => {
    router.paste(text(router.platform, "secondary", "primary"));
    await leavesBy("eth2");
    router.paste(text(router.platform, "standby", "secondary"));
    await leavesBy("eth2");
    router.paste(text(router.platform, "primary", "secondary"));
    await leavesBy("eth1");
  });

  it('divides the traffic among the sessions with steering "share"', async () => {
    router.paste(text(router.platform, "share", "share"));
    await leavesBy("eth1", "eth2");
  });
});
