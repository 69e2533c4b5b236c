/** Orders or adopts interconnects by slot ID or pairing key. An order is never sent twice. */

import { isApiError } from "../../api/errors";
import { CniError } from "../../domain/errors";
import { sameId } from "../../domain/ids";
import type { InterconnectObject, InterconnectOrder } from "../../domain/objects";
import { speedsDiffer } from "../../domain/speed";
import type { Context } from "../../run/context";
import { describeRecovery, type UnsavedOrder } from "../../run/journal";
import { describeExistingObject } from "../existing-object";
import { FIRST_LOOK_AGE, findWinner, mayExist } from "../first-look";
import { NOT_LISTED_YET } from "./link-wait";
import {
  type DirectOrder,
  formatNames,
  isOnSlot,
  journalKey,
  orderOnSlot,
  placeOrder,
} from "./place-order";

type GoogleOrder = Extract<InterconnectOrder, { type: "gcp_partner" }>;

/** `true` adopts the port on the slot. A name adopts the port with that name. */
export type Adoption = boolean | string;

/** Recovers, adopts or orders a port. Throws a `CniError` if a port exists that this resource may not adopt. */
export async function orderInterconnect(
  context: Context,
  order: InterconnectOrder,
  adopt: Adoption,
): Promise<InterconnectObject> {
  const ports = context.run.ports(context.api);
  if (order.type === "direct") return orderDirect(context, order, adopt);
  const turn = ports.google.catch(() => {}).then(() => orderGoogle(context, order, adopt));
  ports.google = turn;
  return turn;
}

async function orderDirect(
  context: Context,
  order: DirectOrder,
  adopt: Adoption,
): Promise<InterconnectObject> {
  const { api } = context;
  // The slot is reserved before the first `await`, so that no resource with a slot requirement chooses it.
  context.run.ports(api).reserved.add(order.slotId);
  const isOnThisSlot = isOnSlot(order.slotId);
  if (await mayExist(context, () => api.interconnects.listWithin(FIRST_LOOK_AGE), isOnThisSlot)) {
    const ports = await api.interconnects.list();
    const present = ports.find(isOnThisSlot);
    if (present !== undefined) return usePort(context, order, present, adopt);
    await warnOfUnsaved(context, ports);
  }
  try {
    return await orderOnSlot(context, order, "If the port exists by then, set `adopt: true` once.");
  } catch (error) {
    const winner = await findWinner(error, async () =>
      (await api.interconnects.list()).filter(isOnThisSlot),
    );
    if (winner !== undefined) return usePort(context, order, winner, adopt);
    throw (await explainMissingSlot(context, order, error)) ?? error;
  }
}

/** Recovers or adopts the port on the slot of an order. Throws a `CniError` if neither is permitted. */
async function usePort(
  context: Context,
  order: DirectOrder,
  present: InterconnectObject,
  adopt: Adoption,
): Promise<InterconnectObject> {
  const recovered = await recover(context, journalKey(order), [present]);
  if (recovered !== undefined) return recovered;
  if (adopt === false || (adopt !== true && adopt !== present.name)) {
    throw new CniError(
      describeExistingObject({
        conflict: `Slot ${order.slotId} already has interconnect ${present.name}.`,
        urn: context.urn,
        object: "interconnect",
        adoptSetting: "`adopt: true`",
        alternative: "choose another slot",
        loss: "the slot and its Letter of Authorization (LOA)",
        ownOrder: await findReturnedOrder(context, present.name),
      }),
    );
  }
  return adoptPort(context, present, order.speed);
}

/** Adds an explanation to the error of a refused order if the API does not list its slot. */
async function explainMissingSlot(
  { api }: Context,
  { slotId }: DirectOrder,
  error: unknown,
): Promise<CniError | undefined> {
  if (!isApiError(error, "refused", "conflict")) return undefined;
  const slots = await api.slots.list().catch(() => undefined);
  if (slots === undefined || slots.some(({ id }) => sameId(id, slotId))) return undefined;
  return new CniError(
    `${error.message} The API lists no slot ${slotId}. List free slots with \`npx pulumi-cloudflare-cni slots --free\`.`,
    { cause: error },
  );
}

async function orderGoogle(
  context: Context,
  order: GoogleOrder,
  adopt: Adoption,
): Promise<InterconnectObject> {
  const { api } = context;
  const region = order.pairingKey.split("/")[1]?.toLowerCase();
  // The API never returns a pairing key, so ports can be compared only by region and bandwidth.
  const filterSimilar = (ports: InterconnectObject[]) =>
    ports.filter(
      (port) =>
        port.type === "gcp_partner" &&
        (port.region?.toLowerCase() ?? region) === region &&
        !speedsDiffer(port.speed, order.bandwidth),
    );

  const all = await api.interconnects.list();
  const similar = filterSimilar(all);
  if (adopt !== false) {
    const match = similar.find((port) => port.name === adopt);
    if (match !== undefined) return adoptPort(context, match, order.bandwidth);
    const existing =
      similar.length === 0 ? "" : `\nExisting: ${similar.map(({ name }) => name).join(", ")}.`;
    throw new CniError(
      `Google interconnect "${adopt}" with ${order.bandwidth} in ${region} not found in this account. Set \`adopt\` to the name of an existing interconnect, or remove \`adopt\` to order a new one.${existing}`,
    );
  }
  const recovered = await recover(context, journalKey(order), similar);
  if (recovered !== undefined) return recovered;
  await refuseReturned(context, journalKey(order), similar);
  await warnOfUnsaved(context, all);
  const known = new Set(all.map((port) => port.name));
  try {
    return await placeOrder(context, order, {
      before: [...known],
      // A new name is better evidence than region and bandwidth, because the API may return these in another spelling.
      find: (ports) => ports.filter(({ type, name }) => type === "gcp_partner" && !known.has(name)),
      adoptAdvice:
        "This check cannot distinguish Google ports, so look in the dashboard first. If the port exists, set `adopt` to its name.",
    });
  } catch (error) {
    if (!isApiError(error, "refused", "conflict") || similar.length === 0) throw error;
    throw new CniError(
      `${error.message} If an earlier run placed this order, set \`adopt\` to the port's name${formatNames(similar)}.`,
      { cause: error },
    );
  }
}

/**
 * Recovers the port that a killed run ordered for this resource. This is the port in the response, or the only
 * candidate that did not exist before the order. Skips an order whose result the engine received, because a person may
 * have moved that port out of the state.
 */
async function recover(
  context: Context,
  key: string,
  candidates: InterconnectObject[],
): Promise<InterconnectObject | undefined> {
  const { api, journal, inform } = context;
  const order = (await journal.unsaved()).find((one) => one.key === key);
  if (order === undefined || order.returned) return undefined;
  const [only, ...others] = candidates.filter(({ name }) =>
    order.id === undefined ? !order.before.includes(name) : name === order.id,
  );
  if (only === undefined || others.length > 0) return undefined;
  context.run.siblings.refuse(api.account, only.name);
  const port = context.run.ports(api).take(only);
  await context.claim(port.name);
  inform(describeRecovery(`interconnect ${port.name}`, order));
  return port;
}

/** Finds the journal entry for the order of the given port, if the engine received the result of that order. */
async function findReturnedOrder(
  { journal }: Context,
  name: string,
): Promise<UnsavedOrder | undefined> {
  return (await journal.unsaved()).find(({ id, returned }) => returned && id === name);
}

/**
 * Refuses to order with a pairing key that is already in use. Only the journal contains this information, because the
 * API does not return pairing keys.
 */
async function refuseReturned(
  context: Context,
  key: string,
  ports: InterconnectObject[],
): Promise<void> {
  const returned = (await context.journal.unsaved()).find((one) => one.returned && one.key === key);
  const port = ports.find(({ name }) => name === returned?.id);
  if (port === undefined) return;
  throw new CniError(
    describeExistingObject({
      conflict: `Interconnect ${port.name} was already ordered with this pairingKey.`,
      urn: context.urn,
      object: "interconnect",
      adoptSetting: `\`adopt: "${port.name}"\``,
      alternative: "use another pairingKey",
      loss: "the port",
      ownOrder: returned,
    }),
  );
}

/** Warns about ports that this resource ordered but that no run saved in a state. */
export async function warnOfUnsaved(
  { run, api, journal, warn }: Context,
  ports: readonly InterconnectObject[],
): Promise<void> {
  for (const { id, at } of await journal.unsaved()) {
    const port = ports.find(({ name }) => name === id);
    if (id === undefined) continue;
    if (port === undefined) {
      if (run.clock.now() - at > NOT_LISTED_YET) await journal.forget(id);
      continue;
    }
    if (run.siblings.has(api.account, id) || run.ports(api).taken.has(id)) continue;
    warn(
      `Interconnect ${id}, ordered by this resource at ${new Date(at).toISOString()}, was never saved and does not match the current program. It stays in the account and is billed. Manage it with a resource that sets \`adopt: "${id}"\`, or delete it in the Cloudflare dashboard.`,
    );
  }
}

/**
 * Adopts a port. Throws a `CniError` if its speed differs from the declared speed, because the next run would replace
 * the port.
 */
async function adoptPort(
  context: Context,
  port: InterconnectObject,
  speed: string | undefined,
): Promise<InterconnectObject> {
  const { api } = context;
  context.run.siblings.refuse(api.account, port.name);
  if (speedsDiffer(port.speed, speed)) {
    throw new CniError(
      `Interconnect ${port.name} runs at ${port.speed}, but the program declares ${speed}, which requires a new order. Declare ${port.speed} to adopt it.`,
    );
  }
  const adopted = context.run.ports(api).take(port);
  await context.claim(port.name);
  return adopted;
}
