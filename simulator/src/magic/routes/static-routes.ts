import { createRoute, z } from "@hono/zod-openapi";
import { jsonBody } from "../../cni/responses";
import { AccountPath } from "../../cni/schemas/common";
import { ValidateOnly } from "../../envelope/flag";
import { createResultResponses, toEnvelope } from "../../envelope/responses";
import { envelopeRouter } from "../../envelope/router";
import { codes } from "../codes";
import { MagicRoute, MagicRoutePath, MagicRouteRequest } from "../schemas/route";

const collection = "/accounts/{account_id}/magic/routes";
const one = `${collection}/{route_id}` as const;

const list = createRoute({
  method: "get",
  path: collection,
  operationId: "magic-static-routes-list-routes",
  request: { params: AccountPath },
  responses: createResultResponses(
    z.object({ routes: z.array(MagicRoute).optional() }),
    "The static routes",
  ),
});

const create = createRoute({
  method: "post",
  path: collection,
  operationId: "magic-static-routes-create-routes",
  request: { params: AccountPath, query: ValidateOnly, body: jsonBody(MagicRouteRequest) },
  responses: createResultResponses(MagicRoute, "The new route"),
});

const get = createRoute({
  method: "get",
  path: one,
  operationId: "magic-static-routes-route-details",
  request: { params: MagicRoutePath },
  responses: createResultResponses(z.object({ route: MagicRoute.optional() }), "The route"),
});

const update = createRoute({
  method: "put",
  path: one,
  operationId: "magic-static-routes-update-route",
  request: { params: MagicRoutePath, query: ValidateOnly, body: jsonBody(MagicRouteRequest) },
  responses: createResultResponses(
    z.object({ modified: z.boolean(), modified_route: MagicRoute }).partial(),
    "The route as it is now",
  ),
});

const remove = createRoute({
  method: "delete",
  path: one,
  operationId: "magic-static-routes-delete-route",
  request: { params: MagicRoutePath },
  responses: createResultResponses(
    z.object({ deleted: z.boolean(), deleted_route: MagicRoute }).partial(),
    "The route as it was",
  ),
});

export function staticRouteRoutes() {
  return envelopeRouter(codes)
    .openapi(list, (c) => c.json(toEnvelope({ routes: c.var.account.routes.all() }), 200))
    .openapi(create, (c) => {
      const { routes } = c.var.account;
      const { validate_only = false } = c.req.valid("query");
      const order = c.req.valid("json");
      return c.json(
        toEnvelope(routes.runAtomically(validate_only, () => routes.create(order))),
        200,
      );
    })
    .openapi(get, (c) => {
      const route = c.var.account.routes.find(c.req.valid("param").route_id);
      return c.json(toEnvelope({ route }), 200);
    })
    .openapi(update, (c) => {
      const { routes } = c.var.account;
      const { validate_only = false } = c.req.valid("query");
      const modified_route = routes.runAtomically(validate_only, () =>
        routes.replace(routes.find(c.req.valid("param").route_id), c.req.valid("json")),
      );
      return c.json(toEnvelope({ modified: true, modified_route }), 200);
    })
    .openapi(remove, (c) => {
      const { routes } = c.var.account;
      const deleted_route = routes.remove(routes.find(c.req.valid("param").route_id));
      return c.json(toEnvelope({ deleted: true, deleted_route }), 200);
    });
}
