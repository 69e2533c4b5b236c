import { createRoute } from "@hono/zod-openapi";
import type { Simulation } from "../../network/simulation";
import type { Slot } from "../../network/slots";
import { notFound } from "../error";
import { page } from "../paging";
import { errors, json } from "../responses";
import { cniRouter } from "../router";
import { AccountPath } from "../schemas/common";
import { SlotInfo, SlotList, SlotPath, SlotQuery } from "../schemas/slot";

const listSlots = createRoute({
  method: "get",
  path: "/accounts/{account_id}/cni/slots",
  operationId: "list_slots",
  request: { params: AccountPath, query: SlotQuery },
  responses: { 200: json(SlotList, "Slots that match"), ...errors() },
});

const getSlot = createRoute({
  method: "get",
  path: "/accounts/{account_id}/cni/slots/{slot}",
  operationId: "get_slot",
  request: { params: SlotPath },
  responses: { 200: json(SlotInfo, "The slot"), ...errors(404) },
});

export function slotRoutes({ slots, interconnects }: Simulation) {
  function info(slot: Slot, taken: ReadonlySet<string>, account: string): SlotInfo {
    const occupied = taken.has(slot.id);
    return {
      id: slot.id,
      occupied,
      site: slot.site,
      speed: slot.speed,
      facility: slot.facility,
      ccr_device_name: slot.device,
      ...(occupied ? { account } : {}),
    };
  }

  return cniRouter()
    .openapi(listSlots, (c) => {
      const { account_id } = c.req.valid("param");
      const { address_contains, site, speed, occupied, ...paging } = c.req.valid("query");
      const taken = interconnects.takenSlots();
      const text = address_contains?.toLowerCase() ?? "";
      const matching = slots
        .all()
        .filter(
          (slot) =>
            (site === undefined || slot.site === site) &&
            (speed === undefined || slot.speed === speed) &&
            (occupied === undefined || taken.has(slot.id) === occupied) &&
            slot.facility.address.join("\n").toLowerCase().includes(text),
        );
      const { items, next } = page(matching, paging);
      return c.json({ items: items.map((slot) => info(slot, taken, account_id)), next }, 200);
    })
    .openapi(getSlot, (c) => {
      const { slot: id, account_id } = c.req.valid("param");
      const slot = slots.get(id);
      if (slot === undefined) {
        throw notFound("Slot not found");
      }
      return c.json(info(slot, interconnects.takenSlots(), account_id), 200);
    });
}
