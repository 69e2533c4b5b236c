import { isIPv4 } from "node:net";
import { z } from "@hono/zod-openapi";

const Target = z
  .string()
  .refine((text) => text === "" || isIPv4(text), "is not an IPv4 address")
  .openapi({ description: "Target of a probe of type request; empty means the customer's end" });

const fields = {
  enabled: z.boolean(),
  rate: z.enum(["low", "mid", "high"]),
  type: z.enum(["reply", "request"]),
  direction: z.enum(["unidirectional", "bidirectional"]),
};

export const HealthCheck = z
  .object({
    ...fields,
    source: z.string().openapi({ description: "Supported only on version 1.5 interconnects" }),
    target: z
      .union([z.object({ saved: Target, effective: z.string() }).partial(), Target])
      .openapi({
        description: "An object with the header x-magic-new-hc-target, otherwise a string",
      }),
  })
  .partial()
  .openapi("MagicHealthCheck");
export type HealthCheck = z.infer<typeof HealthCheck>;

/** Stored health check. */
export const SavedHealthCheck = z.object({ ...fields, target: Target });
export type SavedHealthCheck = z.infer<typeof SavedHealthCheck>;
