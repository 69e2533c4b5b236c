import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { cniApi, cniDocument } from "../cni/api";
import { CniError } from "../cni/error";
import { type Controls, controlRoutes } from "../control/routes";
import type { Configuration } from "../options";
import { cfRay } from "./cf-ray";
import { credentials, ownAccount } from "./credentials";
import type { AppEnv } from "./env";
import { type ErrorBody, errorResponse, failure } from "./error-body";
import { faultInjection } from "./faults";
import { jsonOnly, wholeBody } from "./request-body";
import { logged } from "./request-log";

function errorFrom(error: Error, shape: ErrorBody): Response {
  if (error instanceof CniError) {
    return errorResponse(shape, error.status, error.message);
  }
  // Malformed JSON, as the validator tells it.
  if (error instanceof HTTPException && error.status === 400) {
    return errorResponse(shape, 400, error.message);
  }
  return errorResponse(shape, 500, "Internal server error");
}

/** The whole of what the simulator answers. */
export function simulatorApp(configuration: Configuration, controls: Controls): Hono<AppEnv> {
  const { accountId, accountName, token, errorBody } = configuration;
  const { simulation, faults, requests } = controls;
  const api = cniApi(simulation, accountName);
  const document = cniDocument(api);

  const app = new Hono<AppEnv>();
  app.onError((error) => errorFrom(error, errorBody));
  app.notFound(() => failure(404, 7003, "No route for the URI"));

  app.use(cfRay());
  app.route("/_simulator", controlRoutes(controls));
  app.get("/openapi.json", (c) => c.json(document));

  app.use("/client/v4/*", logged(requests, simulation.clock), wholeBody());
  app.use("/client/v4/*", faultInjection(faults), credentials(token));
  app.use("/client/v4/accounts/:account_id/*", ownAccount(accountId), jsonOnly());
  app.route("/client/v4", api);
  return app;
}
