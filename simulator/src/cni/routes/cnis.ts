import { createRoute } from "@hono/zod-openapi";
import type { CniRecord } from "../../network/cnis";
import type { Network } from "../../network/network";
import { badRequest } from "../error";
import { paginate } from "../paging";
import { errors, json, jsonBody, requireSameAccount, respondToDeletion } from "../responses";
import { cniRouter } from "../router";
import { Cni, CniCreate, CniList, CniPath, CniQuery } from "../schemas/cni";
import { AccountPath } from "../schemas/common";

const collection = "/accounts/{account_id}/cni/cnis";
const one = `${collection}/{cni}` as const;

const listCnis = createRoute({
  method: "get",
  path: collection,
  operationId: "list_cnis",
  request: { params: AccountPath, query: CniQuery },
  responses: { 200: json(CniList, "CNIs that match"), ...errors() },
});

const createCni = createRoute({
  method: "post",
  path: collection,
  operationId: "create_cni",
  request: { params: AccountPath, body: jsonBody(CniCreate) },
  responses: { 200: json(Cni, "The new CNI"), ...errors(409) },
});

const getCni = createRoute({
  method: "get",
  path: one,
  operationId: "get_cni",
  request: { params: CniPath },
  responses: { 200: json(Cni, "The CNI"), ...errors(404) },
});

const updateCni = createRoute({
  method: "put",
  path: one,
  operationId: "update_cni",
  request: { params: CniPath, body: jsonBody(Cni) },
  responses: { 200: json(Cni, "The CNI as it is now"), ...errors(404, 409) },
});

const deleteCni = createRoute({
  method: "delete",
  path: one,
  operationId: "delete_cni",
  request: { params: CniPath },
  responses: { 200: { description: "Deleted" }, ...errors(404) },
});

export function cniRoutes(network: Network) {
  return cniRouter()
    .openapi(listCnis, (c) => {
      const { cnis, interconnects } = c.var.account;
      const { slot, tunnel_id, ...paging } = c.req.valid("query");
      // Clients send tunnel ids with or without dashes.
      const tunnelId = tunnel_id?.replaceAll("-", "").toLowerCase();
      function isInSlot({ cni }: CniRecord, slot: string): boolean {
        const port = interconnects.get(cni.interconnect)?.interconnect;
        return port?.type === "direct" && port.slot_id.toLowerCase() === slot.toLowerCase();
      }
      const { items, ...rest } = paginate(
        cnis.visible(),
        (record) =>
          (slot === undefined || isInSlot(record, slot)) &&
          (tunnelId === undefined || record.tunnelId === tunnelId),
        paging,
        network.behaviour,
      );
      return c.json({ items: items.map((record) => cnis.toResponse(record)), ...rest }, 200);
    })
    .openapi(createCni, (c) => {
      const { cnis, interconnects, id } = c.var.account;
      const order = c.req.valid("json");
      requireSameAccount(order, id, network.behaviour);
      const port = interconnects.get(order.interconnect);
      if (port === undefined || interconnects.pendingDeletions.has(port.interconnect.name)) {
        throw badRequest(`There is no interconnect ${order.interconnect}`);
      }
      const named = { ...order, account: id, interconnect: port.interconnect.name };
      return c.json(cnis.toResponse(cnis.create(named)), 200);
    })
    .openapi(getCni, (c) => {
      const { cnis } = c.var.account;
      return c.json(cnis.toResponse(cnis.find(c.req.valid("param").cni)), 200);
    })
    .openapi(updateCni, (c) => {
      const { cnis } = c.var.account;
      const current = cnis.find(c.req.valid("param").cni);
      return c.json(cnis.toResponse(cnis.update(current, c.req.valid("json"))), 200);
    })
    .openapi(deleteCni, (c) => {
      const { account } = c.var;
      const { cnis } = account;
      const { cni } = c.req.valid("param");
      // Ids of deleted CNIs are not stored, so any unknown id counts as deleted.
      if (cnis.get(cni) === undefined && network.behaviour.secondDeletion === "200") {
        return respondToDeletion(c, network.behaviour, undefined);
      }
      const record = cnis.find(cni);
      account.deleteCnis([record]);
      return respondToDeletion(c, network.behaviour, cnis.toResponse(record));
    });
}
