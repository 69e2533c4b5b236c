import { z } from "@hono/zod-openapi";

export const maxInt32 = 2 ** 31 - 1;
export const maxUint32 = 2 ** 32 - 1;

export const AccountTag = z
  .string()
  .openapi("AccountTag", { description: "Tag of the customer's account" });

export const FacilityInfo = z
  .object({ name: z.string(), address: z.array(z.string()) })
  .openapi("FacilityInfo");

/** Path parameters of every endpoint of an account. */
export const AccountPath = z.object({ account_id: AccountTag });

/** UUID of any version. The real API may only parse ids, so the version is not checked. */
export function uuid() {
  return z.guid().openapi({ format: "uuid" });
}

/** Non-negative 32-bit integer, as in the published schema. */
export function int32() {
  return z.int().min(0).max(maxInt32).openapi({ format: "int32" });
}

/** ASN, unsigned 32 bits. The published schema says `int32`, which is too small. */
export function asn(lowest: number) {
  return z.int().min(lowest).max(maxUint32).openapi({ format: "int64" });
}

/** Optional query parameter. The published schema calls it nullable, but a query has no null. */
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

/** Query parameters of every list. */
export const PageQuery = z.object({
  cursor: integerQuery("`next` of the previous page").openapi({ format: "int32" }),
  limit: integerQuery("Maximum number of items to return (default: 100, at most 1000)"),
});

/** Response of every list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: int32().nullable().optional(),
  });
}
