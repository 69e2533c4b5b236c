import { createRoute, z } from "@hono/zod-openapi";
import { jsonBody } from "../../cni/responses";
import { AccountPath } from "../../cni/schemas/common";
import {
  createResponses,
  createResultResponses,
  emptyEnvelope,
  toEnvelope,
} from "../../envelope/responses";
import { envelopeRouter } from "../../envelope/router";
import { Success, success } from "../../envelope/schemas";
import { codes } from "../codes";
import { ListInfo } from "../schemas/list-info";
import { Policy, PolicyCreate, PolicyPath, PolicyUpdate } from "../schemas/policy";

const collection = "/accounts/{account_id}/alerting/v3/policies";
const one = `${collection}/{policy_id}` as const;

const Id = z.object({ id: z.string().optional() });

const list = createRoute({
  method: "get",
  path: collection,
  operationId: "notification-policies-list-notification-policies",
  request: { params: AccountPath },
  responses: createResponses(success(z.array(Policy)).extend(ListInfo.shape), "The policies"),
});

const create = createRoute({
  method: "post",
  path: collection,
  operationId: "notification-policies-create-a-notification-policy",
  request: { params: AccountPath, body: jsonBody(PolicyCreate) },
  responses: createResultResponses(Id, "The id of the new policy"),
});

const get = createRoute({
  method: "get",
  path: one,
  operationId: "notification-policies-get-a-notification-policy",
  request: { params: PolicyPath },
  responses: createResultResponses(Policy, "The policy"),
});

const update = createRoute({
  method: "put",
  path: one,
  operationId: "notification-policies-update-a-notification-policy",
  request: { params: PolicyPath, body: jsonBody(PolicyUpdate) },
  responses: createResultResponses(Id, "The id of the policy"),
});

const remove = createRoute({
  method: "delete",
  path: one,
  operationId: "notification-policies-delete-a-notification-policy",
  request: { params: PolicyPath },
  responses: createResponses(Success.extend(ListInfo.shape), "Deleted"),
});

export function policyRoutes() {
  return envelopeRouter(codes)
    .openapi(list, (c) => {
      const policies = c.var.account.policies.all();
      const count = policies.length;
      const result_info = { count, page: 1, per_page: count, total_count: count };
      return c.json({ ...toEnvelope(policies), result_info }, 200);
    })
    .openapi(create, (c) => {
      const { id } = c.var.account.policies.create(c.req.valid("json"));
      return c.json(toEnvelope({ id }), 200);
    })
    .openapi(get, (c) =>
      c.json(toEnvelope(c.var.account.policies.find(c.req.valid("param").policy_id)), 200),
    )
    .openapi(update, (c) => {
      const { policies } = c.var.account;
      const current = policies.find(c.req.valid("param").policy_id);
      const { id } = policies.update(current, c.req.valid("json"));
      return c.json(toEnvelope({ id }), 200);
    })
    .openapi(remove, (c) => {
      const { policies } = c.var.account;
      policies.remove(policies.find(c.req.valid("param").policy_id));
      return c.json(emptyEnvelope, 200);
    });
}
