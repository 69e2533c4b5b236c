import type { OpenAPIHono } from "@hono/zod-openapi";
import { EnvelopeError } from "../envelope/error";
import { envelopeRouter } from "../envelope/router";
import { refuseOtherMethods } from "../http/endpoints";
import type { AppEnv } from "../http/env";
import { codes } from "./codes";
import { availableAlertRoutes } from "./routes/available-alerts";
import { policyRoutes } from "./routes/policies";

/** Notifications endpoints that the simulator supports, relative to `/client/v4`. */
export function alertingApi(): OpenAPIHono<AppEnv> {
  const api = envelopeRouter(codes);
  api.route("/", availableAlertRoutes());
  api.route("/", policyRoutes());
  refuseOtherMethods(api, (message) => new EnvelopeError(405, codes.wrongMethod, message));
  return api;
}
