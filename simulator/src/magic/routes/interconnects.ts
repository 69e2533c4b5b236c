import { createRoute, z } from "@hono/zod-openapi";
import { jsonBody } from "../../cni/responses";
import { AccountPath } from "../../cni/schemas/common";
import { ValidateOnly } from "../../envelope/flag";
import { createResultResponses, toEnvelope } from "../../envelope/responses";
import { envelopeRouter } from "../../envelope/router";
import type { Network } from "../../network/network";
import { codes } from "../codes";
import {
  MagicInterconnect,
  MagicInterconnectPath,
  MagicInterconnectsUpdate,
  MagicInterconnectUpdate,
  TargetHeader,
} from "../schemas/interconnect";
import { toMagicInterconnect } from "../to-magic-interconnect";

const collection = "/accounts/{account_id}/magic/cf_interconnects";
const one = `${collection}/{cf_interconnect_id}` as const;
const many = z.array(MagicInterconnect);
const newTarget = "x-magic-new-hc-target";

const list = createRoute({
  method: "get",
  path: collection,
  operationId: "magic-interconnects-list-interconnects",
  request: { params: AccountPath, headers: TargetHeader },
  responses: createResultResponses(
    z.object({ interconnects: many.optional() }),
    "The interconnects",
  ),
});

const get = createRoute({
  method: "get",
  path: one,
  operationId: "magic-interconnects-list-interconnect-details",
  request: { params: MagicInterconnectPath, headers: TargetHeader },
  responses: createResultResponses(
    z.object({ interconnect: MagicInterconnect.optional() }),
    "The interconnect",
  ),
});

const update = createRoute({
  method: "put",
  path: one,
  operationId: "magic-interconnects-update-interconnect",
  request: {
    params: MagicInterconnectPath,
    headers: TargetHeader,
    query: ValidateOnly,
    body: jsonBody(MagicInterconnectUpdate),
  },
  responses: createResultResponses(
    z.object({ modified: z.boolean(), modified_interconnect: MagicInterconnect }).partial(),
    "The interconnect as it is now",
  ),
});

const updateMany = createRoute({
  method: "put",
  path: collection,
  operationId: "magic-interconnects-update-multiple-interconnects",
  request: {
    params: AccountPath,
    headers: TargetHeader,
    query: ValidateOnly,
    body: jsonBody(MagicInterconnectsUpdate),
  },
  responses: createResultResponses(
    z.object({ modified: z.boolean(), modified_interconnects: many }).partial(),
    "The interconnects as they are now",
  ),
});

export function interconnectRoutes(network: Network) {
  return envelopeRouter(codes)
    .openapi(list, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const interconnects = account.magic
        .visible()
        .map((record) => toMagicInterconnect(account, record, network.behaviour, asObject));
      return c.json(toEnvelope({ interconnects }), 200);
    })
    .openapi(get, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const record = account.magic.find(c.req.valid("param").cf_interconnect_id);
      const interconnect = toMagicInterconnect(account, record, network.behaviour, asObject);
      return c.json(toEnvelope({ interconnect }), 200);
    })
    .openapi(update, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const modified_interconnect = account.magic.runAtomically(validate_only, () => {
        const record = account.magic.find(c.req.valid("param").cf_interconnect_id);
        const changed = account.magic.update(record, c.req.valid("json"), asObject);
        return toMagicInterconnect(account, changed, network.behaviour, asObject);
      });
      return c.json(toEnvelope({ modified: true, modified_interconnect }), 200);
    })
    .openapi(updateMany, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const body = c.req.valid("json");
      const updates = "interconnects" in body ? body.interconnects : [body];
      const modified_interconnects = account.magic.runAtomically(validate_only, () =>
        updates.map(({ id, ...changes }) => {
          const changed = account.magic.update(account.magic.find(id), changes, asObject);
          return toMagicInterconnect(account, changed, network.behaviour, asObject);
        }),
      );
      return c.json(toEnvelope({ modified: true, modified_interconnects }), 200);
    });
}
