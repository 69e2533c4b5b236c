/** Generated configurations with an edge router that ranks routes by Cloudflare's published rules. */
import type { RouterName } from "./support/outage-lab";
import type { PathSeen } from "./support/path-seen";
import {
  type Loss,
  lossesOf,
  observe,
  type Preferences,
  predictPath,
} from "./support/steering-lab";

const DESIGNS: readonly { what: string; links: readonly Preferences[] }[] = [
  {
    what: "a primary, a secondary and a standby session",
    links: [{ steering: "primary" }, { steering: "secondary" }, { steering: "standby" }],
  },
  {
    what: "two sharing sessions and a standby session",
    links: [{ steering: "share" }, { steering: "share" }, { steering: "standby" }],
  },
  {
    what: "two secondary sessions, one of them with a prepend, and a primary session",
    links: [
      { steering: "secondary", prepends: 1 },
      { steering: "secondary" },
      { steering: "primary" },
    ],
  },
  {
    what: "several communities, of which the lowest priority counts, and another order toward Cloudflare",
    links: [
      { localPreference: 150, communities: ["13335:60200", "13335:60010"] },
      { localPreference: 50, communities: ["13335:60010"], prepends: 1 },
      { localPreference: 200 },
    ],
  },
  {
    what: "a static route with the same priority as a BGP route, and a standby session",
    links: [
      { steering: "primary" },
      { steering: "primary", advertiseOnly: true },
      { steering: "standby" },
    ],
  },
];
const ROUTERS: readonly RouterName[] = ["FRR", "BIRD"];
const RUNS = ROUTERS.flatMap((router) => DESIGNS.map((design) => ({ router, ...design })));
const results = new Map<(typeof RUNS)[number], Map<Loss, PathSeen> | Error>();

beforeAll(async () => {
  await Promise.all(
    RUNS.map(async (run, at) => {
      const seen = observe(`steering${at}`, run.router, run.links).catch((error: unknown) =>
        error instanceof Error ? error : new Error(String(error)),
      );
      results.set(run, await seen);
    }),
  );
}, 300_000);

describe.each(RUNS.map((run) => ({ ...run, run })))("$router with $what", ({ run, links }) => {
  it.each(lossesOf(links))(
    "sends traffic over the predicted path in both directions if %s fails",
    (loss) => {
      const seen = results.get(run);
      if (seen instanceof Error) throw seen;
      expect(seen?.get(loss)).toEqual(predictPath(links, loss));
    },
  );
});
