import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "../http/env";
import { failure } from "../http/error-body";
import type { Simulation } from "../network/simulation";

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});
export type Body = z.output<typeof Body>;

/** Answers queries for the health and traffic of tunnels at `/graphql`, relative to `/client/v4`. */
export function analyticsApi(simulation: Simulation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post("/graphql", async (c) => {
      const body = Body.safeParse(await c.req.json().catch(() => undefined));
      if (!body.success) {
        return failure(400, 1000, "The body must be JSON with a query");
      }
      // Few clients ask, so the library for GraphQL is loaded at the first query.
      const { answer }: typeof import("./query") = require("./query");
      return c.json(await answer(body.data, simulation, c.var.mayRead));
    })
    .all("/graphql", () => failure(405, 1405, "Send the query with POST"));
}
