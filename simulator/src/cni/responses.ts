import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Behaviour } from "../network/behaviour";
import { badRequest } from "./error";

const descriptions = {
  400: "Bad request",
  404: "Not found",
  409: "Name conflict",
  500: "Internal server error",
} as const;

/** Documented error responses of an endpoint. None of them has a documented body. */
export function errors<Status extends keyof typeof descriptions>(...statuses: Status[]) {
  const entries = [400 as const, ...statuses, 500 as const];
  return Object.fromEntries(
    entries.map((status) => [status, { description: descriptions[status] }]),
  );
}

export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } };
}

export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } };
}

/** Refuses a body whose account differs from the one in the path, unless the switch `otherAccount` is "ignored". */
export function requireSameAccount(
  body: { account: string },
  accountId: string,
  { otherAccount }: Behaviour,
): void {
  if (body.account !== accountId && otherAccount === "refused") {
    throw badRequest("account: differs from the account in the path");
  }
}

/** Response to a deletion. Only status 200 is documented. */
export function respondToDeletion(
  c: Context,
  { deletion }: Behaviour,
  object: object | undefined,
): Response {
  switch (deletion) {
    case "empty":
      return c.body(null, 200);
    case "object":
      return c.json(object ?? {}, 200);
    case "204":
      return c.body(null, 204);
  }
}
