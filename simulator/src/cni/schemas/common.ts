import { z } from "@hono/zod-openapi";

export const maxInt32 = 2 ** 31 - 1;
export const maxUint32 = 2 ** 32 - 1;

export const AccountTag = z
  .string()
  .openapi("AccountTag", { description: "Tag of the customer's account" });

export const FacilityInfo = z
  .object({ name: z.string(), address: z.array(z.string()) })
  .openapi("FacilityInfo");

/** The path of everything that belongs to an account. */
export const AccountPath = z.object({ account_id: AccountTag });

/** A UUID of any version, as lenient as a server that only parses it. */
export function uuid() {
  return z.guid().openapi({ format: "uuid" });
}

/** A 32-bit integer as the published schema has it. */
export function int32() {
  return z.int().min(0).max(maxInt32).openapi({ format: "int32" });
}

/** An ASN takes 32 bits unsigned, although the published schema says `int32`. */
export function asn(lowest: number) {
  return z.int().min(lowest).max(maxUint32).openapi({ format: "int64" });
}

/** A query parameter; the published schema calls them all nullable, but a query has no null. */
export function textQuery(description: string) {
  return z.string().optional().openapi({ description });
}

function integerQuery(description: string) {
  return z
    .string()
    .regex(/^\d{1,10}$/, "must be a whole number")
    .transform(Number)
    .refine((number) => number <= maxInt32, "must be a whole number of 32 bits")
    .optional()
    .openapi({ type: "integer", minimum: 0, description });
}

/** What every list takes. */
export const PageQuery = z.object({
  cursor: integerQuery("`next` of the page before").openapi({ format: "int32" }),
  limit: integerQuery("Most items to return: 100 when absent, 1000 at most"),
});

/** What every list answers. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: int32().nullable().optional(),
  });
}
