/** Observe, then order: a port is never ordered blindly and an order never sent twice. */

import type { CniApi } from "../api/client";
import { type ApiError, isApiError } from "../api/errors";
import type { InterconnectObject, InterconnectOrder } from "../api/types";
import { CniError, messageOf } from "../errors";

/** Google orders of one account, one at a time: their ports are told apart by being new. */
const googleOrders = new Map<string, Promise<unknown>>();

/** The port of this order: the one that is there and may be adopted, or a newly ordered one. */
export async function orderInterconnect(
  api: CniApi,
  order: InterconnectOrder,
  adopt: boolean,
): Promise<InterconnectObject> {
  if (order.type === "direct") return orderDirect(api, order, adopt);
  const previous = googleOrders.get(api.account) ?? Promise.resolve();
  const mine = previous.catch(() => {}).then(() => orderGoogle(api, order, adopt));
  googleOrders.set(api.account, mine);
  return mine;
}

async function orderDirect(
  api: CniApi,
  order: Extract<InterconnectOrder, { type: "direct" }>,
  adopt: boolean,
): Promise<InterconnectObject> {
  const onSlot = (ports: InterconnectObject[]) =>
    ports.filter((port) => port.slotId?.toLowerCase() === order.slotId);

  const [present] = onSlot(await api.listInterconnects());
  if (present !== undefined) {
    if (adopt) return present;
    throw new CniError(
      `slot ${order.slotId} already carries the interconnect ${present.name} of this account, and this resource did not order it. If it is yours to manage here (also after an earlier run was killed before it could save it), set adopt: true; otherwise choose another slot.`,
    );
  }
  return placeOrder(api, order, onSlot);
}

async function orderGoogle(
  api: CniApi,
  order: Extract<InterconnectOrder, { type: "gcp_partner" }>,
  adopt: boolean,
): Promise<InterconnectObject> {
  const region = order.pairingKey.split("/")[1];
  // The API never returns a pairing key, so region and bandwidth are all there is to go by.
  const alike = (ports: InterconnectObject[]) =>
    ports.filter(
      (port) =>
        port.type === "gcp_partner" && port.region === region && port.speed === order.bandwidth,
    );

  const before = alike(await api.listInterconnects());
  if (adopt) {
    const [only, ...others] = before;
    if (only !== undefined && others.length === 0) return only;
    throw new CniError(
      `adopt: true needs exactly one Google interconnect of ${order.bandwidth} in ${region} in this account, and there are ${before.length}${before.length > 0 ? ` (${before.map((port) => port.name).join(", ")})` : ""}. Remove adopt to order a new one.`,
    );
  }
  const known = new Set(before.map((port) => port.name));
  return placeOrder(api, order, (ports) => alike(ports).filter((port) => !known.has(port.name)));
}

/**
 * Sends the order once. Where the answer does not tell whether it took effect, the API is asked
 * what is there now; `mine` picks this order's port out of it.
 */
async function placeOrder(
  api: CniApi,
  order: InterconnectOrder,
  mine: (ports: InterconnectObject[]) => InterconnectObject[],
): Promise<InterconnectObject> {
  try {
    return await api.orderInterconnect(order);
  } catch (error) {
    if (!isApiError(error) || !error.ambiguous) throw error;
    const found = await lookAfter(api, error, mine);
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) return only;
    if (only === undefined) {
      throw new CniError(`${error.message} Nothing was ordered: no such interconnect exists.`, {
        cause: error,
      });
    }
    throw new CniError(
      `${error.message} The order may have become any of ${found.map((port) => port.name).join(", ")}: find out which in the dashboard before you run this again.`,
      { cause: error },
    );
  }
}

async function lookAfter(
  api: CniApi,
  failure: ApiError,
  mine: (ports: InterconnectObject[]) => InterconnectObject[],
): Promise<InterconnectObject[]> {
  try {
    return mine(await api.listInterconnects());
  } catch (error) {
    throw new CniError(
      `${failure.message} Whether the port was ordered is not known, because looking failed too: ${messageOf(error)} The next \`pulumi up\` looks before it orders; where it finds the port, set adopt: true once.`,
      { cause: error },
    );
  }
}
