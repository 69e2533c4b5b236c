import { z } from "@hono/zod-openapi";

/** A boolean in a query or a header. Coercion would read the text "false" as true. */
export function flag(description: string) {
  return z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ type: "boolean", description });
}

/** What every request that changes something in the routing of an account takes. */
export const ValidateOnly = z.object({
  validate_only: flag("Whether to check the request only, and change nothing"),
});
