import { z } from "@hono/zod-openapi";

// Upstream says nothing of an option but gives an example, which is followed here.
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

/** Alerts by the product that they are about. */
export const AvailableAlerts = z.record(z.string(), z.array(AvailableAlert));
export type AvailableAlerts = z.infer<typeof AvailableAlerts>;
