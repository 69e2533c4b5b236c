import { Hono } from "hono";
import { FaultRequest } from "../../faults/fault";
import type { AppEnv } from "../../http/env";
import { readBody, respondRemoved } from "../body";
import type { Controls } from "../controls";

/** Endpoints for faults and the rate limit. */
export function faultRoutes({ faults, rateLimit }: Controls) {
  return new Hono<AppEnv>()
    .get("/faults", (c) => c.json({ items: faults.list() }))
    .post("/faults", async (c) => c.json({ id: faults.add(await readBody(c, FaultRequest)) }))
    .delete("/faults", (c) => {
      faults.clear();
      return c.body(null, 204);
    })
    .delete("/faults/:id", (c) => {
      const id = c.req.param("id");
      return respondRemoved(c, faults.remove(id), `fault ${id}`);
    })
    .get("/rate-limit", (c) => c.json(rateLimit.status()));
}
