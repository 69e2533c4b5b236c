import type { OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv } from "../http/env";
import type { Simulation } from "../network/simulation";
import { CniError } from "./error";
import { cniRouter } from "./router";
import { cniRoutes } from "./routes/cnis";
import { interconnectRoutes } from "./routes/interconnects";
import { loaRoutes } from "./routes/loa";
import { settingsRoutes } from "./routes/settings";
import { slotRoutes } from "./routes/slots";

/** All endpoints of the CNI service, relative to `/client/v4`. */
export function cniApi(simulation: Simulation, accountName: string): OpenAPIHono<AppEnv> {
  const api = cniRouter();
  api.route("/", slotRoutes(simulation));
  api.route("/", interconnectRoutes(simulation));
  api.route("/", loaRoutes(simulation, accountName));
  api.route("/", cniRoutes(simulation));
  api.route("/", settingsRoutes(simulation));

  for (const path of new Set(api.routes.map((route) => route.path))) {
    api.all(path, (c) => {
      throw new CniError(405, `Method ${c.req.method} is not allowed here`);
    });
  }
  return api;
}

/** The API as an OpenAPI document. */
export function cniDocument(api: OpenAPIHono<AppEnv>) {
  const document = api.getOpenAPIDocument({
    openapi: "3.0.3",
    info: { title: "Cloudflare Network Interconnect, simulated", version: "4.0.0" },
    servers: [{ url: "/client/v4" }],
    security: [{ api_token: [] }, { api_email: [], api_key: [] }],
  });
  return {
    ...document,
    components: {
      ...document.components,
      securitySchemes: {
        api_token: { type: "http", scheme: "bearer" },
        api_email: { type: "apiKey", in: "header", name: "X-Auth-Email" },
        api_key: { type: "apiKey", in: "header", name: "X-Auth-Key" },
      },
    },
  };
}
