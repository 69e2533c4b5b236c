import type { Context } from "hono";
import { z } from "zod";
import type { AppEnv } from "../http/env";
import type { Network } from "../network/network";

const Order = z.object({ slot_id: z.string() });

/** Makes another customer occupy the slot that an order names, if the slot is free. */
export async function occupySlot(c: Context<AppEnv>, { slots, clock }: Network): Promise<void> {
  const order = Order.safeParse(await c.req.json().catch(() => undefined));
  const slot = order.success ? slots.get(order.data.slot_id) : undefined;
  if (slot !== undefined && slots.occupant(slot.id) === undefined) {
    slots.occupy(slot.id, null, clock.now());
  }
}
