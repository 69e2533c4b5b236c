import { createRoute, z } from "@hono/zod-openapi";
import { jsonBody } from "../../cni/responses";
import { AccountPath } from "../../cni/schemas/common";
import { ValidateOnly } from "../../envelope/flag";
import { createResultResponses, toEnvelope } from "../../envelope/responses";
import { envelopeRouter } from "../../envelope/router";
import type { Network } from "../../network/network";
import { codes } from "../codes";
import { GreTunnel, GreTunnelPath, GreTunnelRequest, GreTunnelUpdate } from "../schemas/gre-tunnel";
import { TargetHeader } from "../schemas/interconnect";
import { toGreTunnel } from "../to-tunnel";

const collection = "/accounts/{account_id}/magic/gre_tunnels";
const one = `${collection}/{gre_tunnel_id}` as const;
const newTarget = "x-magic-new-hc-target";

const list = createRoute({
  method: "get",
  path: collection,
  operationId: "magic-gre-tunnels-list-gre-tunnels",
  request: { params: AccountPath, headers: TargetHeader },
  responses: createResultResponses(
    z.object({ gre_tunnels: z.array(GreTunnel).optional() }),
    "The GRE tunnels",
  ),
});

const create = createRoute({
  method: "post",
  path: collection,
  operationId: "magic-gre-tunnels-create-a-gre-tunnel",
  request: {
    params: AccountPath,
    headers: TargetHeader,
    query: ValidateOnly,
    body: jsonBody(GreTunnelRequest),
  },
  responses: createResultResponses(GreTunnel, "The new tunnel"),
});

const get = createRoute({
  method: "get",
  path: one,
  operationId: "magic-gre-tunnels-list-gre-tunnel-details",
  request: { params: GreTunnelPath, headers: TargetHeader },
  responses: createResultResponses(z.object({ gre_tunnel: GreTunnel.optional() }), "The tunnel"),
});

const update = createRoute({
  method: "put",
  path: one,
  operationId: "magic-gre-tunnels-update-gre-tunnel",
  request: {
    params: GreTunnelPath,
    headers: TargetHeader,
    query: ValidateOnly,
    body: jsonBody(GreTunnelUpdate),
  },
  responses: createResultResponses(
    z.object({ modified: z.boolean(), modified_gre_tunnel: GreTunnel }).partial(),
    "The tunnel as it is now",
  ),
});

const remove = createRoute({
  method: "delete",
  path: one,
  operationId: "magic-gre-tunnels-delete-gre-tunnel",
  request: { params: GreTunnelPath, headers: TargetHeader, query: ValidateOnly },
  responses: createResultResponses(
    z.object({ deleted: z.boolean(), deleted_gre_tunnel: GreTunnel }).partial(),
    "The tunnel as it was",
  ),
});

export function greTunnelRoutes(network: Network) {
  return envelopeRouter(codes)
    .openapi(list, (c) => {
      const { greTunnels } = c.var.account;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const gre_tunnels = greTunnels
        .all()
        .map((tunnel) => toGreTunnel(tunnel, network.behaviour, asObject));
      return c.json(toEnvelope({ gre_tunnels }), 200);
    })
    .openapi(create, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const tunnel = account.runAtomically(validate_only, () =>
        account.greTunnels.create(c.req.valid("json"), asObject),
      );
      return c.json(toEnvelope(toGreTunnel(tunnel, network.behaviour, asObject)), 200);
    })
    .openapi(get, (c) => {
      const { greTunnels } = c.var.account;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const found = greTunnels.find(c.req.valid("param").gre_tunnel_id);
      const gre_tunnel = toGreTunnel(found, network.behaviour, asObject);
      return c.json(toEnvelope({ gre_tunnel }), 200);
    })
    .openapi(update, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const changed = account.runAtomically(validate_only, () => {
        const tunnel = account.greTunnels.find(c.req.valid("param").gre_tunnel_id);
        return account.greTunnels.update(tunnel, c.req.valid("json"), asObject);
      });
      const modified_gre_tunnel = toGreTunnel(changed, network.behaviour, asObject);
      return c.json(toEnvelope({ modified: true, modified_gre_tunnel }), 200);
    })
    .openapi(remove, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const removed = account.runAtomically(validate_only, () => {
        const tunnel = account.greTunnels.find(c.req.valid("param").gre_tunnel_id);
        account.prepareTunnelDeletion(tunnel);
        return account.greTunnels.remove(tunnel);
      });
      const deleted_gre_tunnel = toGreTunnel(removed, network.behaviour, asObject);
      return c.json(toEnvelope({ deleted: true, deleted_gre_tunnel }), 200);
    });
}
