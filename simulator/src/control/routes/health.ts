import { Hono } from "hono";
import type { AppEnv } from "../../http/env";
import { healthOfAccount } from "../../network/account-health";
import type { Simulation } from "../../network/simulation";
import { iso } from "../../state/read-state";
import { requireFound } from "../body";

/** Endpoint that returns the health of tunnels and the effective priorities of static routes. */
export function healthRoutes(simulation: Simulation) {
  return new Hono<AppEnv>().get("/health", (c) => {
    const { account: id } = c.req.query();
    const [first] = simulation.accounts();
    const account = requireFound(
      id === undefined ? first : simulation.account(id),
      `account ${id}`,
    );
    const { tunnels, routes } = healthOfAccount(simulation, account);
    return c.json({
      tunnels: tunnels.map(({ since, ...tunnel }) => ({
        ...tunnel,
        since: since === null ? null : iso(since),
      })),
      routes,
    });
  });
}
