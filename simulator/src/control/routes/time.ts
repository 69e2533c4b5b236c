import { Hono } from "hono";
import type { AppEnv } from "../../http/env";
import { lastMoment } from "../../network/clock";
import { changePlan, sortSteps } from "../../network/plan";
import type { Simulation } from "../../network/simulation";
import { clockReading } from "../../state/read-state";
import { ControlError, readBody, requireFound } from "../body";
import { BehaviourRequest, ClockRequest, PlanRequest } from "../requests";

/** Endpoints for the clock, the plans of ports, and the behaviour switches. */
export function timeRoutes(simulation: Simulation) {
  const { network } = simulation;
  return new Hono<AppEnv>()
    .get("/clock", (c) => c.json(clockReading(simulation)))
    .post("/clock", async (c) => {
      const { advance = 0, mode = network.clock.mode } = await readBody(c, ClockRequest);
      if (network.clock.now() + advance > lastMoment) {
        throw new ControlError(
          400,
          "advance: the clock cannot go beyond the year 9000. Reset the simulator.",
        );
      }
      network.clock.mode = mode;
      network.clock.advance(advance);
      return c.json(clockReading(simulation));
    })
    .put("/interconnects/:name/plan", async (c) => {
      const name = c.req.param("name");
      const port = requireFound(simulation.port(name), `interconnect ${name}`);
      const course = await readBody(c, PlanRequest);
      port.plan = changePlan(port.plan, course, network.clock.now());
      return c.body(null, 204);
    })
    .put("/plan", async (c) => {
      const { steps, ...course } = await readBody(c, PlanRequest);
      network.courseOfNewPorts = { ...course, steps: sortSteps(steps) };
      return c.body(null, 204);
    })
    .delete("/plan", (c) => {
      network.courseOfNewPorts = undefined;
      return c.body(null, 204);
    })
    .get("/behaviour", (c) => c.json(network.behaviour))
    .put("/behaviour", async (c) => {
      return c.json(network.behave(await readBody(c, BehaviourRequest)));
    });
}
