import { OpenAPIHono } from "@hono/zod-openapi";
import { explain } from "../http/endpoints";
import type { AppEnv } from "../http/env";
import { badRequest } from "./error";

/** A router whose every failed validation is a bad request that says what was wrong. */
export function cniRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) {
        throw badRequest(explain(result.error));
      }
    },
  });
}
