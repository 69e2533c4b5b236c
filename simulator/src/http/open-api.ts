import type { OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv } from "./env";

/** Creates the OpenAPI document of the API. */
export function createOpenApiDocument(api: OpenAPIHono<AppEnv>) {
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
