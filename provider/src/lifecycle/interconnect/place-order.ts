/** Sends one order, once, and looks for its port if the answer does not say whether it took effect. */

import { createHash } from "node:crypto";
import { isApiError } from "../../api/errors";
import { CniError } from "../../domain/errors";
import type { InterconnectObject, InterconnectOrder } from "../../domain/objects";
import type { Context } from "../../run/context";
import { lookAfter } from "../../run/look-after";

/** An order that was surely not carried out although its answer did not tell; `cause` is the answer. */
export class NothingOrdered extends CniError {}

export type DirectOrder = Extract<InterconnectOrder, { type: "direct" }>;

/** Orders a port on a slot that carries none. `howToAdopt` is for the case that its answer is lost. */
export function orderOnSlot(
  context: Context,
  order: DirectOrder,
  howToAdopt: string,
): Promise<InterconnectObject> {
  const find = (ports: InterconnectObject[]) => portsOn(order.slotId, ports);
  return placeOrder(context, order, { find, before: [], nextTime: howToAdopt });
}

export function portsOn(slotId: string, ports: InterconnectObject[]): InterconnectObject[] {
  return ports.filter((port) => port.slotId?.toLowerCase() === slotId);
}

interface Placing {
  /** Picks this order's port out of what is there after an answer that did not tell. */
  find(ports: InterconnectObject[]): InterconnectObject[];
  /** Names of ports that were there before and could be taken for this order's. */
  before: string[];
  /** What the next run does if looking fails as well. */
  nextTime: string;
}

/** Sends the order once. If the answer does not say whether it took effect, looks for the port. */
export async function placeOrder(
  { run, api, note }: Context,
  order: InterconnectOrder,
  { find, before, nextTime }: Placing,
): Promise<InterconnectObject> {
  await note.sending(noteKey(order), before);
  try {
    const ordered = await api.orderInterconnect(order);
    await note.became(ordered.name);
    run.ports(api).taken.add(ordered.name);
    return ordered;
  } catch (error) {
    if (!isApiError(error) || !error.ambiguous) {
      await note.drop();
      throw error;
    }
    // If looking fails too, the note stays for the next run.
    const look = async () => find(await api.listInterconnects());
    const [only, ...others] = await lookAfter(run.clock, error, look, {
      whether: "the port was ordered",
      nextTime: `orders; ${nextTime}`,
    });
    if (only === undefined) {
      await note.drop();
      throw new NothingOrdered(
        `${error.message} No such interconnect is listed: nothing was ordered.`,
        { cause: error },
      );
    }
    if (others.length === 0) {
      await note.became(only.name);
      return run.ports(api).take(only);
    }
    throw new CniError(
      `${error.message} The order may have become any of several${listed([only, ...others])}. Find out which in the dashboard, and set \`adopt\` to its name.`,
      { cause: error },
    );
  }
}

/** What an order is noted under. Who has a pairing key can connect to the VLAN attachment. */
export function noteKey(order: InterconnectOrder): string {
  if (order.type === "direct") return slotKey(order.slotId);
  return `pairing:${createHash("sha256").update(order.pairingKey).digest("hex")}`;
}

export function slotKey(slotId: string): string {
  return `slot:${slotId.toLowerCase()}`;
}

export function listed(ports: InterconnectObject[]): string {
  return ports.length === 0 ? "" : ` (${ports.map((port) => port.name).join(", ")})`;
}
