import { createRoute } from "@hono/zod-openapi";
import type { CniRecord } from "../../network/cnis";
import type { Simulation } from "../../network/simulation";
import { badRequest, notFound } from "../error";
import { page } from "../paging";
import { errors, json, jsonBody, mustNameAccount } from "../responses";
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

export function cniRoutes({ cnis, interconnects }: Simulation) {
  function find(id: string): CniRecord {
    const record = cnis.get(id);
    if (record === undefined) {
      throw notFound("CNI not found");
    }
    return record;
  }

  function isInSlot({ cni }: CniRecord, slot: string): boolean {
    const port = interconnects.get(cni.interconnect)?.interconnect;
    return port?.type === "direct" && port.slot_id === slot.toLowerCase();
  }

  return cniRouter()
    .openapi(listCnis, (c) => {
      const { slot, tunnel_id, ...paging } = c.req.valid("query");
      // Tunnel ids are written with and without dashes.
      const tunnelId = tunnel_id?.replaceAll("-", "").toLowerCase();
      const matching = cnis
        .all()
        .filter(
          (record) =>
            (slot === undefined || isInSlot(record, slot)) &&
            (tunnelId === undefined || record.tunnelId === tunnelId),
        );
      const { items, next } = page(matching, paging);
      return c.json({ items: items.map(({ cni }) => cni), next }, 200);
    })
    .openapi(createCni, (c) => {
      const order = c.req.valid("json");
      mustNameAccount(order, c.req.valid("param").account_id);
      if (interconnects.get(order.interconnect) === undefined) {
        throw badRequest(`There is no interconnect ${order.interconnect}`);
      }
      return c.json(cnis.create(order), 200);
    })
    .openapi(getCni, (c) => c.json(find(c.req.valid("param").cni).cni, 200))
    .openapi(updateCni, (c) =>
      c.json(cnis.update(find(c.req.valid("param").cni), c.req.valid("json")), 200),
    )
    .openapi(deleteCni, (c) => {
      cnis.remove(find(c.req.valid("param").cni).cni.id);
      return c.body(null, 200);
    });
}
