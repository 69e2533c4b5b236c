import { z } from "@hono/zod-openapi";

/** Boolean in a query or a header. Coercion would turn the string "false" into true. */
export function flag(description: string) {
  return z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ type: "boolean", description });
}

/** Query parameters of every request that changes the routing of an account. */
export const ValidateOnly = z.object({
  validate_only: flag("Whether to only check the request and change nothing"),
});
