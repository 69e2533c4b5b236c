import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ZodError } from "zod";
import type { AppEnv } from "./env";

/** Describes the invalid fields of a request. */
export function describeIssues(error: ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}

/** Refuses unsupported methods on the paths of a service, with an error of that service. */
export function refuseOtherMethods(
  api: OpenAPIHono<AppEnv>,
  refusal: (message: string) => Error,
): void {
  const endpoints = api.routes.filter(({ method }) => method !== "ALL");
  for (const path of new Set(endpoints.map((route) => route.path))) {
    api.all(path, (c) => {
      throw refusal(`Method ${c.req.method} is not allowed here`);
    });
  }
}
