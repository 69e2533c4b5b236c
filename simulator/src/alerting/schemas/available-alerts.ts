import { z } from "@hono/zod-openapi";

// The published schema does not describe an option. This follows its example.
const FilterOption = z
  .object({
    Key: z.string(),
    ComparisonOperator: z.string(),
    Range: z.string(),
    AvailableValues: z.array(z.object({ ID: z.string(), Description: z.string() })).nullable(),
  })
  .openapi("FilterOption");

const AvailableAlert = z
  .object({
    type: z.string(),
    display_name: z.string(),
    description: z.string(),
    filter_options: z.array(FilterOption),
  })
  .partial()
  .openapi("AvailableAlert");

/** Alert types by product. */
export const AvailableAlerts = z.record(z.string(), z.array(AvailableAlert));
export type AvailableAlerts = z.infer<typeof AvailableAlerts>;
