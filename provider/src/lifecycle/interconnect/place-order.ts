/** Sends an order once. If the response does not show whether the order took effect, searches for its port. */

import { createHash } from "node:crypto";
import type { InterconnectObject, InterconnectOrder } from "../../domain/objects";
import type { Context } from "../../run/context";
import { createOnce } from "../../run/create-once";

export type DirectOrder = Extract<InterconnectOrder, { type: "direct" }>;

/** Orders a port on a free slot. The error contains `adoptAdvice` if the outcome remains unknown. */
export function orderOnSlot(
  context: Context,
  order: DirectOrder,
  adoptAdvice: string,
): Promise<InterconnectObject> {
  const find = (ports: InterconnectObject[]) => ports.filter(isOnSlot(order.slotId));
  return placeOrder(context, order, { find, before: [], adoptAdvice });
}

/** Creates a function that tells whether a port is on the slot, whose ID is in lower case. */
export function isOnSlot(slotId: string): (port: InterconnectObject) => boolean {
  return (port) => port.slotId?.toLowerCase() === slotId;
}

interface OrderSearch {
  /** Finds the port of this order among the listed ports. */
  find(ports: InterconnectObject[]): InterconnectObject[];
  /** Names of existing ports that could be mistaken for the new port. */
  before: string[];
  /** Advice for the next run if the search for the port also fails. */
  adoptAdvice: string;
}

/** Orders a port once, even if the response is lost. */
export async function placeOrder(
  context: Context,
  order: InterconnectOrder,
  { find, before, adoptAdvice }: OrderSearch,
): Promise<InterconnectObject> {
  const { run, api } = context;
  const ports = run.ports(api);
  const { object: port, isFound } = await createOnce<InterconnectObject>(context, {
    key: journalKey(order),
    before,
    send: () => api.interconnects.order(order),
    find: async () => find(await api.interconnects.list()),
    idOf: ({ name }) => name,
    event: "the port was ordered",
    nextRun: `orders the port. ${adoptAdvice}`,
    nothing: "The API lists no matching interconnect, so nothing was ordered.",
    several: (candidates) =>
      `The order may have created any of several ports${formatNames(candidates)}. Find the right one in the dashboard, and set \`adopt\` to its name.`,
  });
  if (isFound) return ports.take(port);
  ports.taken.add(port.name);
  return port;
}

/** Returns the journal key of an order. Pairing keys are hashed, because they give access to a VLAN attachment. */
export function journalKey(order: InterconnectOrder): string {
  if (order.type === "direct") return slotKey(order.slotId);
  return `pairing:${createHash("sha256").update(order.pairingKey).digest("hex")}`;
}

export function slotKey(slotId: string): string {
  return `slot:${slotId.toLowerCase()}`;
}

export function formatNames(ports: readonly InterconnectObject[]): string {
  return ports.length === 0 ? "" : ` (${ports.map((port) => port.name).join(", ")})`;
}
