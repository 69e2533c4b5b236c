import { createRoute, z } from "@hono/zod-openapi";
import { createLetterOfAuthorization } from "../../letter/letter-of-authorization";
import type { Network } from "../../network/network";
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

export function loaRoutes(network: Network) {
  return cniRouter().openapi(getLoa, async (c) => {
    const { account } = c.var;
    const { gcpLetter, letterType } = network.behaviour;
    const { interconnect: port } = account.interconnects.find(c.req.valid("param").icon);
    const slot = port.type === "direct" ? network.slots.get(port.slot_id) : undefined;
    if (slot === undefined && gcpLetter !== "pdf") {
      throw gcpLetter === "404"
        ? notFound("There is no letter for a virtual port")
        : badRequest("A virtual port has no cross-connect to authorize");
    }
    const letter = await createLetterOfAuthorization({
      party: c.req.valid("query").name || account.name,
      interconnect: port.name,
      slot,
      date: new Date(network.clock.now()),
    });
    return c.body(letter, 200, { "content-type": letterType });
  });
}
