import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ZodError } from "zod";
import type { AppEnv } from "./env";

/** What was wrong with a request, field by field. */
export function explain(error: ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}

/** Refuses the methods that the paths of a service do not have, in the service's own way. */
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
