import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { describeIssues } from "../http/endpoints";
import type { AppEnv } from "../http/env";
import { failure } from "../http/error-body";
import { EnvelopeError } from "./error";

/** Error codes that all endpoints of a service share. */
export interface Codes {
  readonly invalid: number;
  readonly wrongMethod: number;
  readonly broken: number;
}

/** Creates a router that always sends errors in the envelope, regardless of the switch `errorBody`. */
export function envelopeRouter(codes: Codes): OpenAPIHono<AppEnv> {
  const router = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) {
        throw new EnvelopeError(400, codes.invalid, describeIssues(result.error));
      }
    },
  });
  router.onError((error) => {
    if (error instanceof EnvelopeError) {
      return failure(error.status, error.code, error.message);
    }
    // Hono reports malformed JSON and unsupported media types this way.
    if (error instanceof HTTPException && error.status < 500) {
      return failure(error.status, codes.invalid, error.message);
    }
    console.error(error);
    return failure(500, codes.broken, "Internal server error");
  });
  return router;
}
