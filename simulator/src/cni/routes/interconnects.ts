import { createRoute } from "@hono/zod-openapi";
import type { Port } from "../../network/interconnects";
import type { Simulation } from "../../network/simulation";
import { badRequest, notFound } from "../error";
import { page } from "../paging";
import { errors, json, jsonBody, mustNameAccount } from "../responses";
import { cniRouter } from "../router";
import { AccountPath } from "../schemas/common";
import {
  Interconnect,
  InterconnectCreate,
  InterconnectList,
  InterconnectPath,
  InterconnectQuery,
} from "../schemas/interconnect";
import { StatusInfo } from "../schemas/status";

const collection = "/accounts/{account_id}/cni/interconnects";
const one = `${collection}/{icon}` as const;

const listInterconnects = createRoute({
  method: "get",
  path: collection,
  operationId: "list_interconnects",
  request: { params: AccountPath, query: InterconnectQuery },
  responses: { 200: json(InterconnectList, "Interconnects that match"), ...errors() },
});

const createInterconnect = createRoute({
  method: "post",
  path: collection,
  operationId: "create_interconnect",
  request: { params: AccountPath, body: jsonBody(InterconnectCreate) },
  responses: { 200: json(Interconnect, "The new interconnect"), ...errors() },
});

const getInterconnect = createRoute({
  method: "get",
  path: one,
  operationId: "get_interconnect",
  request: { params: InterconnectPath },
  responses: { 200: json(Interconnect, "The interconnect"), ...errors(404) },
});

const deleteInterconnect = createRoute({
  method: "delete",
  path: one,
  operationId: "delete_interconnect",
  request: { params: InterconnectPath },
  responses: { 200: { description: "Deleted" }, ...errors(404) },
});

const getStatus = createRoute({
  method: "get",
  path: `${one}/status`,
  operationId: "get_interconnect_status",
  request: { params: InterconnectPath },
  responses: { 200: json(StatusInfo, "What the port reports now"), ...errors(404) },
});

export function interconnectRoutes(simulation: Simulation) {
  const { interconnects, cnis } = simulation;

  function find(name: string): Port {
    const port = interconnects.get(name);
    if (port === undefined) {
      throw notFound("Interconnect not found");
    }
    return port;
  }

  return cniRouter()
    .openapi(listInterconnects, (c) => {
      const { site, type, ...paging } = c.req.valid("query");
      const matching = interconnects
        .all()
        .filter(
          ({ interconnect: port }) =>
            (type === undefined || port.type === type) &&
            (site === undefined || (port.type === "direct" && port.site === site)),
        );
      const { items, next } = page(matching, paging);
      return c.json({ items: items.map(({ interconnect }) => interconnect), next }, 200);
    })
    .openapi(createInterconnect, (c) => {
      const order = c.req.valid("json");
      mustNameAccount(order, c.req.valid("param").account_id);
      const ordered =
        order.type === "direct"
          ? interconnects.orderDirect(order)
          : interconnects.orderGcpPartner(order);
      return c.json(ordered, 200);
    })
    .openapi(getInterconnect, (c) => c.json(find(c.req.valid("param").icon).interconnect, 200))
    .openapi(deleteInterconnect, (c) => {
      const { name } = find(c.req.valid("param").icon).interconnect;
      const hosted = cnis.on(name).map(({ cni }) => cni.id);
      // The real API may cascade instead; a refusal shows the mistake.
      if (hosted.length > 0) {
        throw badRequest(`Interconnect ${name} still has CNIs: ${hosted.join(", ")}`);
      }
      interconnects.remove(name);
      return c.body(null, 200);
    })
    .openapi(getStatus, (c) => c.json(simulation.status(find(c.req.valid("param").icon)), 200));
}
