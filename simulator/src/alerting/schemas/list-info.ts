import { z } from "@hono/zod-openapi";

const ResultInfo = z
  .object({ count: z.number(), page: z.number(), per_page: z.number(), total_count: z.number() })
  .partial()
  .openapi("ResultInfo");

/** Pagination fields of a list response. */
export const ListInfo = z.object({ result_info: ResultInfo.optional() });
