import { createRoute, z } from "@hono/zod-openapi";
import { letterOfAuthorization } from "../../letter/letter-of-authorization";
import type { Simulation } from "../../network/simulation";
import { badRequest, notFound } from "../error";
import { errors } from "../responses";
import { cniRouter } from "../router";
import { InterconnectPath, LoaQuery } from "../schemas/interconnect";

const getLoa = createRoute({
  method: "get",
  path: "/accounts/{account_id}/cni/interconnects/{icon}/loa",
  operationId: "get_interconnect_loa",
  request: { params: InterconnectPath, query: LoaQuery },
  responses: {
    200: {
      description: "The letter",
      content: { "application/pdf": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...errors(404),
  },
});

export function loaRoutes({ interconnects, slots, clock }: Simulation, accountName: string) {
  return cniRouter().openapi(getLoa, async (c) => {
    const port = interconnects.get(c.req.valid("param").icon)?.interconnect;
    if (port === undefined) {
      throw notFound("Interconnect not found");
    }
    const slot = port.type === "direct" ? slots.get(port.slot_id) : undefined;
    if (slot === undefined) {
      throw badRequest("A virtual port has no cross-connect to authorize");
    }
    const letter = await letterOfAuthorization({
      party: c.req.valid("query").name || accountName,
      interconnect: port.name,
      slot,
      date: new Date(clock.now()),
    });
    return c.body(letter, 200, { "content-type": "application/pdf" });
  });
}
