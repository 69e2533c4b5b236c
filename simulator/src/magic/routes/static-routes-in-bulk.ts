import { createRoute, z } from "@hono/zod-openapi";
import { jsonBody } from "../../cni/responses";
import { AccountPath } from "../../cni/schemas/common";
import { ValidateOnly } from "../../envelope/flag";
import { createResultResponses, toEnvelope } from "../../envelope/responses";
import { envelopeRouter } from "../../envelope/router";
import { codes } from "../codes";
import { MagicRoute, MagicRoutesDeletion, MagicRoutesUpdate } from "../schemas/route";

const path = "/accounts/{account_id}/magic/routes";
const many = z.array(MagicRoute);

const updateMany = createRoute({
  method: "put",
  path,
  operationId: "magic-static-routes-update-many-routes",
  request: { params: AccountPath, query: ValidateOnly, body: jsonBody(MagicRoutesUpdate) },
  responses: createResultResponses(
    z.object({ modified: z.boolean(), modified_routes: many }).partial(),
    "The routes as they are now",
  ),
});

const removeMany = createRoute({
  method: "delete",
  path,
  operationId: "magic-static-routes-delete-many-routes",
  request: { params: AccountPath, body: jsonBody(MagicRoutesDeletion) },
  responses: createResultResponses(
    z.object({ deleted: z.boolean(), deleted_routes: many }).partial(),
    "The routes as they were",
  ),
});

export function bulkRoutes() {
  return envelopeRouter(codes)
    .openapi(updateMany, (c) => {
      const { routes } = c.var.account;
      const { validate_only = false } = c.req.valid("query");
      const modified_routes = routes.runAtomically(validate_only, () =>
        c.req
          .valid("json")
          .routes.map(({ id, ...changes }) => routes.change(routes.find(id), changes)),
      );
      return c.json(toEnvelope({ modified: true, modified_routes }), 200);
    })
    .openapi(removeMany, (c) => {
      const { routes } = c.var.account;
      const deleted_routes = routes.runAtomically(false, () =>
        c.req.valid("json").routes.map(({ id }) => routes.remove(routes.find(id))),
      );
      return c.json(toEnvelope({ deleted: true, deleted_routes }), 200);
    });
}
