import { createRoute } from "@hono/zod-openapi";
import { errors, json, jsonBody } from "../responses";
import { cniRouter } from "../router";
import { AccountPath } from "../schemas/common";
import { Settings, SettingsRequest } from "../schemas/settings";

const path = "/accounts/{account_id}/cni/settings";

const getSettings = createRoute({
  method: "get",
  path,
  operationId: "get_settings",
  request: { params: AccountPath },
  responses: { 200: json(Settings, "The account's settings"), ...errors(404) },
});

const updateSettings = createRoute({
  method: "put",
  path,
  operationId: "update_settings",
  request: { params: AccountPath, body: jsonBody(SettingsRequest) },
  responses: { 200: json(Settings, "The settings as they are now"), ...errors(404) },
});

export function settingsRoutes() {
  return cniRouter()
    .openapi(getSettings, (c) => c.json(c.var.account.settings.get(), 200))
    .openapi(updateSettings, (c) =>
      c.json(c.var.account.settings.update(c.req.valid("json")), 200),
    );
}
