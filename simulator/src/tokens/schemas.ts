import { z } from "@hono/zod-openapi";

export const VerifiedToken = z
  .object({
    id: z.string().openapi({ description: "Tag of the token" }),
    status: z.enum(["active", "disabled", "expired"]),
    expires_on: z.iso.datetime().optional(),
    not_before: z.iso.datetime().optional(),
  })
  .openapi("VerifiedToken");
