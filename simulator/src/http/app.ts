import { OpenAPIHono } from "@hono/zod-openapi";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { alertingApi } from "../alerting/api";
import { analyticsApi } from "../analytics/api";
import { cniApi } from "../cni/api";
import { CniError } from "../cni/error";
import type { Controls } from "../control/controls";
import { controlRoutes } from "../control/routes";
import { injectFaults } from "../faults/inject-faults";
import { magicApi } from "../magic/api";
import { type Behaviour, statuses } from "../network/behaviour";
import { pageRoutes } from "../page/page";
import type { StateFile } from "../state/state-file";
import { tokensApi } from "../tokens/api";
import { addCfRay } from "./cf-ray";
import { type Credentials, checkCredentials } from "./credentials";
import type { AppEnv } from "./env";
import { errorResponse, failure } from "./error-body";
import { requireControlKey, requireOwnHost } from "./loopback";
import { catchUp, notifyWatchers } from "./moment";
import { createOpenApiDocument } from "./open-api";
import { saveChanges } from "./persistence";
import { enforceRateLimit } from "./rate-limit";
import { readWholeBody } from "./request-body";
import { logRequests } from "./request-log";

/** Creates the response to an error that no router handled. */
function errorFrom(error: Error, path: string, behaviour: Behaviour): Response {
  if (path.startsWith("/_simulator/")) {
    return Response.json({ error: error.message }, { status: 500 });
  }
  // Only the CNI service can have another error shape.
  const shape = /^\/client\/v4\/accounts\/[^/]+\/cni\//.test(path)
    ? behaviour.errorBody
    : "envelope";
  if (error instanceof CniError) {
    return errorResponse(shape, error.status, error.message);
  }
  // Hono reports malformed JSON and unsupported media types this way.
  if (error instanceof HTTPException && error.status < 500) {
    const status = error.status === 400 ? statuses[behaviour.malformedJson] : error.status;
    return errorResponse(shape, status, error.message);
  }
  // ECONNRESET means that the caller disconnected, which is not a bug of the simulator.
  if (!("code" in error && error.code === "ECONNRESET")) {
    console.error(error);
  }
  return errorResponse(shape, 500, "Internal server error");
}

export interface AppOptions {
  readonly controls: Controls;
  readonly credentials: Credentials;
  readonly controlKey: string;
  readonly exposed: boolean;
  readonly file: StateFile | undefined;
}

/** Creates the HTTP application: the API, the controls and the page. */
export function simulatorApp({ controls, file, ...options }: AppOptions): Hono<AppEnv> {
  const { simulation, faults, requests, rateLimit, changes } = controls;
  const { network } = simulation;
  const api = new OpenAPIHono<AppEnv>();
  api.route("/", cniApi(simulation));
  api.route("/", magicApi(network));
  api.route("/", alertingApi());
  api.route("/", tokensApi());
  const document = createOpenApiDocument(api);

  const app = new Hono<AppEnv>();
  app.onError((error, c) => errorFrom(error, c.req.path, network.behaviour));
  app.notFound(() => failure(404, 7003, "No route for the URI"));

  app.use(addCfRay());
  app.get("/openapi.json", (c) => c.json(document));
  app.route("/", pageRoutes());

  app.use("/_simulator/*", requireControlKey(options.controlKey), catchUp(simulation));
  app.use("/_simulator/*", notifyWatchers(changes));
  if (!options.exposed) {
    app.use("/client/v4/*", requireOwnHost());
  }
  app.use(
    "/client/v4/*",
    notifyWatchers(changes),
    logRequests(requests, network.clock),
    readWholeBody(),
  );
  app.use("/client/v4/*", catchUp(simulation), enforceRateLimit(rateLimit, network));
  if (file !== undefined) {
    app.use("/_simulator/*", saveChanges(file));
    app.use("/client/v4/*", saveChanges(file));
  }
  // A fault can delay a request, so the simulation must catch up again after the delay.
  app.use("/client/v4/*", injectFaults(faults, network), catchUp(simulation));
  app.use("/client/v4/*", checkCredentials(options.credentials, simulation));
  app.route("/_simulator", controlRoutes(controls));
  app.route("/client/v4", api);
  app.route("/client/v4", analyticsApi(simulation));
  return app;
}
