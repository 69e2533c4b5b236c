import { createRoute } from "@hono/zod-openapi";
import type { Simulation } from "../../network/simulation";
import { badRequest } from "../error";
import { paginate } from "../paging";
import { errors, json, jsonBody, requireSameAccount, respondToDeletion } from "../responses";
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
  responses: { 200: json(StatusInfo, "Current status of the port"), ...errors(404) },
});

export function interconnectRoutes(simulation: Simulation) {
  const { network } = simulation;

  return cniRouter()
    .openapi(listInterconnects, (c) => {
      const { interconnects } = c.var.account;
      const { site, type, ...paging } = c.req.valid("query");
      const { items, ...rest } = paginate(
        interconnects.visible(),
        ({ interconnect: port }) =>
          (type === undefined || port.type === type) &&
          (site === undefined || (port.type === "direct" && port.site === site)),
        paging,
        network.behaviour,
      );
      return c.json({ items: items.map((port) => interconnects.toResponse(port)), ...rest }, 200);
    })
    .openapi(createInterconnect, (c) => {
      const { interconnects, id } = c.var.account;
      const order = c.req.valid("json");
      requireSameAccount(order, id, network.behaviour);
      const ordered =
        order.type === "direct"
          ? interconnects.orderDirect(order)
          : interconnects.orderGcpPartner(order);
      return c.json(ordered, 200);
    })
    .openapi(getInterconnect, (c) => {
      const { interconnects } = c.var.account;
      return c.json(interconnects.toResponse(interconnects.find(c.req.valid("param").icon)), 200);
    })
    .openapi(deleteInterconnect, (c) => {
      const { account } = c.var;
      const { icon } = c.req.valid("param");
      const { secondDeletion, deletionWithCnis } = network.behaviour;
      if (
        account.interconnects.get(icon) === undefined &&
        account.interconnects.mayHaveExisted(icon) &&
        secondDeletion === "200"
      ) {
        return respondToDeletion(c, network.behaviour, undefined);
      }
      const port = account.interconnects.find(icon);
      const { name } = port.interconnect;
      const hosted = account.cnis.on(name);
      if (hosted.length > 0 && deletionWithCnis === "refused") {
        const ids = hosted.map(({ cni }) => cni.id).join(", ");
        throw badRequest(`Interconnect ${name} still has CNIs: ${ids}`);
      }
      if (deletionWithCnis === "cascades") {
        account.deleteCnis(hosted);
      }
      account.interconnects.pendingDeletions.add(name);
      return respondToDeletion(c, network.behaviour, account.interconnects.toResponse(port));
    })
    .openapi(getStatus, (c) =>
      c.json(simulation.status(c.var.account.interconnects.find(c.req.valid("param").icon)), 200),
    );
}
