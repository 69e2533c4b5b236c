import { z } from "@hono/zod-openapi";
import { AccountPath } from "../../cni/schemas/common";

const names = z.array(z.string());

const Scope = z.object({ colo_names: names, colo_regions: names }).partial().openapi("MagicScope");

const ScopeRequest = z
  .object({ colo_names: names.nullable(), colo_regions: names.nullable() })
  .partial()
  .openapi("MagicScopeRequest");

const required = {
  prefix: z.cidrv4().openapi({ format: "A.B.C.D/N" }),
  nexthop: z.ipv4().openapi({ format: "ipv4", description: "An end of one of the tunnels" }),
  priority: z.int(),
};

// Terraform's provider sends null for a field that was removed from the program.
export const MagicRouteRequest = z
  .object({
    ...required,
    description: z.string().nullish(),
    weight: z.int().nullish(),
    scope: ScopeRequest.nullish(),
  })
  .openapi("MagicRouteRequest");
export type MagicRouteRequest = z.infer<typeof MagicRouteRequest>;

export const MagicRoute = z
  .object({
    id: z.string().optional(),
    ...required,
    description: z.string().optional(),
    weight: z.int().optional(),
    scope: Scope.optional(),
    created_on: z.iso.datetime().optional(),
    modified_on: z.iso.datetime().optional(),
  })
  .openapi("MagicRoute");

export const MagicRoutesUpdate = z
  .object({ routes: z.array(MagicRouteRequest.partial().extend({ id: z.string() })) })
  .openapi("MagicRoutesUpdate");

export const MagicRoutesDeletion = z
  .object({ routes: z.array(z.object({ id: z.string() })) })
  .openapi("MagicRoutesDeletion");

export const MagicRoutePath = AccountPath.extend({ route_id: z.string() });
