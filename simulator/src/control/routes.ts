import { Hono } from "hono";
import type { AppEnv } from "../http/env";
import { readState } from "../state/read-state";
import { NewState } from "../state/schema";
import { writeState } from "../state/write-state";
import { ControlError, createErrorResponse, readBody } from "./body";
import type { Controls } from "./controls";
import { eventRoutes } from "./routes/events";
import { faultRoutes } from "./routes/faults";
import { healthRoutes } from "./routes/health";
import { objectRoutes } from "./routes/objects";
import { placeRoutes } from "./routes/places";
import { timeRoutes } from "./routes/time";

/** All control endpoints, relative to `/_simulator`. */
export function controlRoutes(controls: Controls): Hono<AppEnv> {
  const { simulation, faults, requests, rateLimit } = controls;
  const control = new Hono<AppEnv>();

  control.onError(createErrorResponse);

  control.route("/", timeRoutes(simulation));
  control.route("/", objectRoutes(simulation));
  control.route("/", placeRoutes(simulation));
  control.route("/", healthRoutes(simulation));
  control.route("/", faultRoutes(controls));
  control.route("/", eventRoutes(controls));

  control.get("/state", (c) => c.json(readState(simulation)));
  control.put("/state", async (c) => {
    const state = await readBody(c, NewState);
    writeState(simulation, state);
    faults.reset();
    rateLimit.clear();
    return c.body(null, 204);
  });
  control.get("/requests", (c) => {
    const { last } = c.req.query();
    if (last !== undefined && !/^\d+$/.test(last)) {
      throw new ControlError(
        400,
        `last: "${last}" is not a number of requests. Use a whole number such as 20.`,
      );
    }
    const all = requests.all();
    return c.json({
      items: last === undefined ? all : all.slice(Math.max(0, all.length - Number(last))),
    });
  });
  control.post("/reset", (c) => {
    faults.reset();
    simulation.reset();
    requests.clear();
    rateLimit.clear();
    return c.body(null, 204);
  });
  control.all("*", (c) => {
    const endpoint = `${c.req.method} ${c.req.path}`;
    const error = `${endpoint} is not a control endpoint. The README lists all of them.`;
    return c.json({ error }, 404);
  });
  return control;
}
