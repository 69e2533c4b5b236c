import { OpenAPIHono } from "@hono/zod-openapi";
import { describeIssues } from "../http/endpoints";
import type { AppEnv } from "../http/env";
import { badRequest } from "./error";

/** Creates a router that answers a failed validation with status 400 and the reasons. */
export function cniRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) {
        throw badRequest(describeIssues(result.error));
      }
    },
  });
}
