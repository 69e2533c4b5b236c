import type { OpenAPIHono } from "@hono/zod-openapi";
import { EnvelopeError } from "../envelope/error";
import { envelopeRouter } from "../envelope/router";
import { refuseOtherMethods } from "../http/endpoints";
import type { AppEnv } from "../http/env";
import type { Network } from "../network/network";
import { codes } from "./codes";
import { greTunnelRoutes } from "./routes/gre-tunnels";
import { interconnectRoutes } from "./routes/interconnects";
import { ipsecTunnelRoutes } from "./routes/ipsec-tunnels";
import { staticRouteRoutes } from "./routes/static-routes";
import { bulkRoutes } from "./routes/static-routes-in-bulk";

/** Magic endpoints that the simulator supports, relative to `/client/v4`. */
export function magicApi(network: Network): OpenAPIHono<AppEnv> {
  const api = envelopeRouter(codes);
  api.route("/", interconnectRoutes(network));
  api.route("/", staticRouteRoutes());
  api.route("/", bulkRoutes());
  api.route("/", greTunnelRoutes(network));
  api.route("/", ipsecTunnelRoutes(network));
  refuseOtherMethods(api, (message) => new EnvelopeError(405, codes.wrongMethod, message));
  return api;
}
