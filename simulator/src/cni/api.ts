import type { OpenAPIHono } from "@hono/zod-openapi";
import { refuseOtherMethods } from "../http/endpoints";
import type { AppEnv } from "../http/env";
import type { Simulation } from "../network/simulation";
import { requireEntitlement } from "./entitlement";
import { CniError } from "./error";
import { removeNullBgp } from "./null-bgp";
import { cniRouter } from "./router";
import { cniRoutes } from "./routes/cnis";
import { interconnectRoutes } from "./routes/interconnects";
import { loaRoutes } from "./routes/loa";
import { settingsRoutes } from "./routes/settings";
import { slotRoutes } from "./routes/slots";

/** All endpoints of the CNI service, relative to `/client/v4`. */
export function cniApi(simulation: Simulation): OpenAPIHono<AppEnv> {
  const { network } = simulation;
  const api = cniRouter();
  api.use("/accounts/:account_id/cni/*", requireEntitlement(network));
  api.use("/accounts/:account_id/cni/cnis/:cni", removeNullBgp(network));
  api.route("/", slotRoutes(network));
  api.route("/", interconnectRoutes(simulation));
  api.route("/", loaRoutes(network));
  api.route("/", cniRoutes(network));
  api.route("/", settingsRoutes());
  refuseOtherMethods(api, (message) => new CniError(405, message));
  return api;
}
