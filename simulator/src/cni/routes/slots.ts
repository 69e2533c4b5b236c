import { createRoute } from "@hono/zod-openapi";
import { milliseconds } from "../../network/behaviour";
import { formatSpeed } from "../../network/interconnects";
import type { Network } from "../../network/network";
import type { Slot } from "../../network/slots";
import { notFound } from "../error";
import { paginate } from "../paging";
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

export function slotRoutes(network: Network) {
  const { clock, slots } = network;

  /** Returns the slot as an account sees it, or `undefined` if it is hidden from the account. */
  function toSlotInfo(slot: Slot, account: string): (SlotInfo & { seq: number }) | undefined {
    const { behaviour } = network;
    const occupant = slots.occupantAt(slot.id, clock.now() - milliseconds(behaviour.occupationLag));
    const own = occupant?.account === account;
    if (occupant !== undefined && !own && behaviour.foreignSlots === "hidden") {
      return undefined;
    }
    return {
      seq: slot.seq,
      id: slot.id,
      occupied: occupant !== undefined,
      site: slot.site,
      speed: formatSpeed(slot.speed, behaviour.speedSpelling),
      facility: slot.facility,
      ccr_device_name: slot.device,
      ...(own ? { account } : {}),
    };
  }

  function omitSeq({ seq: _, ...slot }: SlotInfo & { seq: number }): SlotInfo {
    return slot;
  }

  return cniRouter()
    .openapi(listSlots, (c) => {
      const { address_contains, site, speed, occupied, ...paging } = c.req.valid("query");
      const text = address_contains?.toLowerCase() ?? "";
      const seen = slots
        .all()
        .map((slot) => toSlotInfo(slot, c.var.account.id))
        .filter((slot) => slot !== undefined);
      const { items, ...rest } = paginate(
        seen,
        (slot) =>
          (site === undefined || slot.site === site) &&
          (speed === undefined || slot.speed === speed) &&
          (occupied === undefined || slot.occupied === occupied) &&
          slot.facility.address.join("\n").toLowerCase().includes(text),
        paging,
        network.behaviour,
      );
      return c.json({ items: items.map(omitSeq), ...rest }, 200);
    })
    .openapi(getSlot, (c) => {
      const slot = slots.get(c.req.valid("param").slot);
      const found = slot && toSlotInfo(slot, c.var.account.id);
      if (found === undefined) {
        throw notFound("Slot not found");
      }
      return c.json(omitSeq(found), 200);
    });
}
