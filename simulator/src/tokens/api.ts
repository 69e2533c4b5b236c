import { createHash } from "node:crypto";
import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AccountPath } from "../cni/schemas/common";
import { EnvelopeError } from "../envelope/error";
import { createResultResponses, toEnvelope } from "../envelope/responses";
import { envelopeRouter } from "../envelope/router";
import { refuseOtherMethods } from "../http/endpoints";
import type { AppEnv } from "../http/env";
import { codes } from "./codes";
import { VerifiedToken } from "./schemas";

const responses = createResultResponses(VerifiedToken, "Status of the token");

const ofUser = createRoute({
  method: "get",
  path: "/user/tokens/verify",
  operationId: "user-api-tokens-verify-token",
  responses,
});

const ofAccount = createRoute({
  method: "get",
  path: "/accounts/{account_id}/tokens/verify",
  operationId: "account-api-tokens-verify-token",
  request: { params: AccountPath },
  responses,
});

/** Describes the token of an authenticated request. Its id is a hash that does not reveal the token. */
function verified(c: Context<AppEnv>) {
  const [, token] = /^Bearer (.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  if (token === undefined) {
    throw new EnvelopeError(401, codes.invalid, "Invalid API Token");
  }
  const id = createHash("sha256").update(token).digest("hex").slice(0, 32);
  return toEnvelope({ id, status: "active" as const });
}

/** Endpoints that verify a user token or an account token. */
export function tokensApi(): OpenAPIHono<AppEnv> {
  const api = envelopeRouter(codes)
    .openapi(ofUser, (c) => c.json(verified(c), 200))
    .openapi(ofAccount, (c) => c.json(verified(c), 200));
  refuseOtherMethods(api, (message) => new EnvelopeError(405, codes.wrongMethod, message));
  return api;
}
