import { createRoute, z } from "@hono/zod-openapi";
import { jsonBody } from "../../cni/responses";
import { AccountPath } from "../../cni/schemas/common";
import { ValidateOnly } from "../../envelope/flag";
import { createResultResponses, toEnvelope } from "../../envelope/responses";
import { envelopeRouter } from "../../envelope/router";
import type { Network } from "../../network/network";
import { codes } from "../codes";
import { TargetHeader } from "../schemas/interconnect";
import { IpsecTunnel, IpsecTunnelPath, IpsecTunnelRequest } from "../schemas/ipsec-tunnel";
import { toIpsecTunnel } from "../to-tunnel";

const collection = "/accounts/{account_id}/magic/ipsec_tunnels";
const one = `${collection}/{ipsec_tunnel_id}` as const;
const newTarget = "x-magic-new-hc-target";

const list = createRoute({
  method: "get",
  path: collection,
  operationId: "magic-ipsec-tunnels-list-ipsec-tunnels",
  request: { params: AccountPath, headers: TargetHeader },
  responses: createResultResponses(
    z.object({ ipsec_tunnels: z.array(IpsecTunnel).optional() }),
    "The IPsec tunnels",
  ),
});

const create = createRoute({
  method: "post",
  path: collection,
  operationId: "magic-ipsec-tunnels-create-a-ipsec-tunnel",
  request: {
    params: AccountPath,
    headers: TargetHeader,
    query: ValidateOnly,
    body: jsonBody(IpsecTunnelRequest),
  },
  responses: createResultResponses(IpsecTunnel, "The new tunnel"),
});

const get = createRoute({
  method: "get",
  path: one,
  operationId: "magic-ipsec-tunnels-list-ipsec-tunnel-details",
  request: { params: IpsecTunnelPath, headers: TargetHeader },
  responses: createResultResponses(
    z.object({ ipsec_tunnel: IpsecTunnel.optional() }),
    "The tunnel",
  ),
});

const update = createRoute({
  method: "put",
  path: one,
  operationId: "magic-ipsec-tunnels-update-ipsec-tunnel",
  request: {
    params: IpsecTunnelPath,
    headers: TargetHeader,
    query: ValidateOnly,
    body: jsonBody(IpsecTunnelRequest),
  },
  responses: createResultResponses(
    z.object({ modified: z.boolean(), modified_ipsec_tunnel: IpsecTunnel }).partial(),
    "The tunnel as it is now",
  ),
});

const remove = createRoute({
  method: "delete",
  path: one,
  operationId: "magic-ipsec-tunnels-delete-ipsec-tunnel",
  request: { params: IpsecTunnelPath, headers: TargetHeader, query: ValidateOnly },
  responses: createResultResponses(
    z.object({ deleted: z.boolean(), deleted_ipsec_tunnel: IpsecTunnel }).partial(),
    "The tunnel as it was",
  ),
});

export function ipsecTunnelRoutes(network: Network) {
  return envelopeRouter(codes)
    .openapi(list, (c) => {
      const { ipsecTunnels } = c.var.account;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const ipsec_tunnels = ipsecTunnels
        .all()
        .map((tunnel) => toIpsecTunnel(tunnel, network.behaviour, asObject));
      return c.json(toEnvelope({ ipsec_tunnels }), 200);
    })
    .openapi(create, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const tunnel = account.runAtomically(validate_only, () =>
        account.ipsecTunnels.create(c.req.valid("json"), asObject),
      );
      return c.json(toEnvelope(toIpsecTunnel(tunnel, network.behaviour, asObject)), 200);
    })
    .openapi(get, (c) => {
      const { ipsecTunnels } = c.var.account;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const found = ipsecTunnels.find(c.req.valid("param").ipsec_tunnel_id);
      const ipsec_tunnel = toIpsecTunnel(found, network.behaviour, asObject);
      return c.json(toEnvelope({ ipsec_tunnel }), 200);
    })
    .openapi(update, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const changed = account.runAtomically(validate_only, () => {
        const tunnel = account.ipsecTunnels.find(c.req.valid("param").ipsec_tunnel_id);
        return account.ipsecTunnels.update(tunnel, c.req.valid("json"), asObject);
      });
      const modified_ipsec_tunnel = toIpsecTunnel(changed, network.behaviour, asObject);
      return c.json(toEnvelope({ modified: true, modified_ipsec_tunnel }), 200);
    })
    .openapi(remove, (c) => {
      const { account } = c.var;
      const { [newTarget]: asObject = false } = c.req.valid("header");
      const { validate_only = false } = c.req.valid("query");
      const removed = account.runAtomically(validate_only, () => {
        const tunnel = account.ipsecTunnels.find(c.req.valid("param").ipsec_tunnel_id);
        account.prepareTunnelDeletion(tunnel);
        return account.ipsecTunnels.remove(tunnel);
      });
      const deleted_ipsec_tunnel = toIpsecTunnel(removed, network.behaviour, asObject);
      return c.json(toEnvelope({ deleted: true, deleted_ipsec_tunnel }), 200);
    });
}
