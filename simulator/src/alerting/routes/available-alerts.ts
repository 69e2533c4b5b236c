import { createRoute } from "@hono/zod-openapi";
import { AccountPath } from "../../cni/schemas/common";
import { createResponses, toEnvelope } from "../../envelope/responses";
import { envelopeRouter } from "../../envelope/router";
import { success } from "../../envelope/schemas";
import { availableAlerts } from "../available-alerts";
import { codes } from "../codes";
import { AvailableAlerts } from "../schemas/available-alerts";
import { ListInfo } from "../schemas/list-info";

const list = createRoute({
  method: "get",
  path: "/accounts/{account_id}/alerting/v3/available_alerts",
  operationId: "notification-alert-types-get-alert-types",
  request: { params: AccountPath },
  responses: createResponses(
    success(AvailableAlerts).extend(ListInfo.shape),
    "The available alerts",
  ),
});

export function availableAlertRoutes() {
  return envelopeRouter(codes).openapi(list, (c) => c.json(toEnvelope(availableAlerts), 200));
}
