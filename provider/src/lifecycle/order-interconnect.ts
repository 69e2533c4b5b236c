/** Observe, then order: a port is never ordered blindly and an order never sent twice. */

import { createHash } from "node:crypto";
import type { CniApi } from "../api/client";
import { isApiError } from "../api/errors";
import type { InterconnectObject, InterconnectOrder } from "../api/types";
import { CniError } from "../errors";
import { speedsDiffer } from "../speed";
import { lookAfter } from "./look-after";
import { takesBack } from "./order-notes";
import type { Context } from "./resource-provider";
import { refuseSibling } from "./siblings";

type DirectOrder = Extract<InterconnectOrder, { type: "direct" }>;
type GoogleOrder = Extract<InterconnectOrder, { type: "gcp_partner" }>;

/** `true` takes over the port on the slot, a name the port of that name. */
export type Adoption = boolean | string;

/** What this process did in an account. */
interface Run {
  /** Ports that its resources have, so that no two take over the same one. */
  taken: Set<string>;
  /** The last Google order; they go one at a time, because their ports are told apart by being new. */
  google: Promise<unknown>;
  /** The last order by requirement; they go one at a time, because each has to know of the others. */
  bySlot: Promise<unknown>;
  /** Slots that its resources have or order, in lower case, so that none is chosen for another. */
  reserved: Set<string>;
  /** Slots that somebody else took between a look and an order, in lower case. */
  lost: Set<string>;
}
const runs = new WeakMap<CniApi, Run>();

export function runOf(api: CniApi): Run {
  const run = runs.get(api) ?? {
    taken: new Set<string>(),
    google: Promise.resolve(),
    bySlot: Promise.resolve(),
    reserved: new Set<string>(),
    lost: new Set<string>(),
  };
  runs.set(api, run);
  return run;
}

/** An order that was surely not carried out although its answer did not tell; `cause` is the answer. */
export class NothingOrdered extends CniError {}

/** The port of this order: one that is there and may be adopted, or a newly ordered one. */
export async function orderInterconnect(
  context: Context,
  order: InterconnectOrder,
  adopt: Adoption,
): Promise<InterconnectObject> {
  const run = runOf(context.api);
  if (order.type === "direct") return orderDirect(context, order, adopt);
  const turn = run.google.catch(() => {}).then(() => orderGoogle(context, order, adopt));
  run.google = turn;
  return turn;
}

/** Forgets a port that was deleted: Cloudflare may give its name again, and its slot is free. */
export function releaseInterconnect(api: CniApi, name: string, slotId: unknown): void {
  const { taken, reserved, lost } = runOf(api);
  taken.delete(name);
  reserved.delete(String(slotId).toLowerCase());
  lost.delete(String(slotId).toLowerCase());
}

/** Orders a port on a slot that carries none. `howToAdopt` is for where its answer is lost. */
export function orderOnSlot(
  context: Context,
  order: DirectOrder,
  howToAdopt: string,
): Promise<InterconnectObject> {
  const find = (ports: InterconnectObject[]) => portsOn(order.slotId, ports);
  return placeOrder(context, order, { find, before: [], nextTime: howToAdopt });
}

function portsOn(slotId: string, ports: InterconnectObject[]): InterconnectObject[] {
  return ports.filter((port) => port.slotId?.toLowerCase() === slotId);
}

async function orderDirect(
  context: Context,
  order: DirectOrder,
  adopt: Adoption,
): Promise<InterconnectObject> {
  const { api } = context;
  // Before anything is awaited: a resource that wants any slot like this one must not choose it.
  runOf(api).reserved.add(order.slotId);
  const [present] = portsOn(order.slotId, await api.listInterconnects());
  if (present === undefined) {
    return orderFree(context, order);
  }
  const own = await takenBack(context, noteKey(order), [present]);
  if (own !== undefined) return own;
  if (adopt === false || (adopt !== true && adopt !== present.name)) {
    throw new CniError(
      `slot ${order.slotId} already carries the interconnect ${present.name} of this account, and this resource is not known to have ordered it. If it is yours to manage here (also after a run on another machine was killed before it could save it), set adopt: true; otherwise choose another slot.`,
    );
  }
  return adopted(api, present, order.speed);
}

async function orderFree(context: Context, order: DirectOrder): Promise<InterconnectObject> {
  try {
    return await orderOnSlot(context, order, "where it finds the port, set adopt: true once.");
  } catch (error) {
    if (!isApiError(error, "refused", "conflict")) throw error;
    const ports = await context.api.listInterconnects().catch(() => []);
    const [winner] = portsOn(order.slotId, ports);
    if (winner === undefined) throw error;
    throw new CniError(
      `${error.message} Another run ordered the interconnect ${winner.name} on it just before this one: choose another slot, or set adopt: true where it is yours to manage here.`,
      { cause: error },
    );
  }
}

async function orderGoogle(
  context: Context,
  order: GoogleOrder,
  adopt: Adoption,
): Promise<InterconnectObject> {
  const { api } = context;
  const region = order.pairingKey.split("/")[1]?.toLowerCase();
  // The API never returns a pairing key, so what it tells of region and speed has to do.
  const alike = (ports: InterconnectObject[]) =>
    ports.filter(
      (port) =>
        port.type === "gcp_partner" &&
        (port.region?.toLowerCase() ?? region) === region &&
        !speedsDiffer(port.speed, order.bandwidth),
    );

  const all = await api.listInterconnects();
  const before = alike(all);
  if (adopt !== false) {
    const named = before.find((port) => port.name === adopt);
    if (named !== undefined) return adopted(api, named, order.bandwidth);
    throw new CniError(
      `there is no Google interconnect "${adopt}" of ${order.bandwidth} in ${region} in this account${listed(before)}. Name the one to adopt, or remove adopt to order a new one.`,
    );
  }
  const own = await takenBack(context, noteKey(order), before);
  if (own !== undefined) return own;
  const known = new Set(all.map((port) => port.name));
  try {
    return await placeOrder(context, order, {
      before: [...known],
      // That it is new is better evidence than how the API spells its region and speed.
      find: (ports) => ports.filter(({ type, name }) => type === "gcp_partner" && !known.has(name)),
      nextTime:
        "but it cannot tell Google ports apart: look in the dashboard first, and where the port is there, set adopt to its name.",
    });
  } catch (error) {
    if (!isApiError(error, "refused", "conflict") || before.length === 0) throw error;
    throw new CniError(
      `${error.message} Where an earlier run placed this order, set adopt to the port's name${listed(before)}.`,
      { cause: error },
    );
  }
}

interface Placing {
  /** Picks this order's port out of what is there after an answer that did not tell. */
  find(ports: InterconnectObject[]): InterconnectObject[];
  /** Names of ports that were there before and could be taken for this order's. */
  before: string[];
  /** What the next run does where looking fails as well. */
  nextTime: string;
}

/** Sends the order once. Where the answer does not tell whether it took effect, it looks. */
async function placeOrder(
  { api, note }: Context,
  order: InterconnectOrder,
  { find, before, nextTime }: Placing,
): Promise<InterconnectObject> {
  await note.sending(noteKey(order), before);
  try {
    const ordered = await api.orderInterconnect(order);
    await note.became(ordered.name);
    runOf(api).taken.add(ordered.name);
    return ordered;
  } catch (error) {
    if (!isApiError(error) || !error.ambiguous) {
      await note.drop();
      throw error;
    }
    // Where looking fails too, the note stays for the next run.
    const look = async () => find(await api.listInterconnects());
    const [only, ...others] = await lookAfter(error, look, {
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
      return claim(api, only);
    }
    throw new CniError(
      `${error.message} The order may have become any of several${listed([only, ...others])}: find out which in the dashboard, and set adopt to its name.`,
      { cause: error },
    );
  }
}

/**
 * The port that an earlier run ordered for this resource before it was killed: the one that its
 * answer named, else the only one of these that was not there before it.
 */
async function takenBack(
  { api, note, inform }: Context,
  key: string,
  candidates: InterconnectObject[],
): Promise<InterconnectObject | undefined> {
  const order = await note.unsaved();
  if (order?.key !== key) return undefined;
  const [only, ...others] = candidates.filter(({ name }) =>
    order.id === undefined ? !order.before.includes(name) : name === order.id,
  );
  if (only === undefined || others.length > 0) return undefined;
  refuseSibling(api.account, only.name);
  const port = claim(api, only);
  inform(takesBack(port.name, order));
  await note.became(port.name);
  return port;
}

/** What an order is noted under. Who has a pairing key can connect to the VLAN attachment. */
function noteKey(order: InterconnectOrder): string {
  if (order.type === "direct") return slotKey(order.slotId);
  return `pairing:${createHash("sha256").update(order.pairingKey).digest("hex")}`;
}

export function slotKey(slotId: string): string {
  return `slot:${slotId.toLowerCase()}`;
}

/** A port to take over, unless it is not what is declared: that would be replaced by the next run. */
function adopted(
  api: CniApi,
  port: InterconnectObject,
  speed: string | undefined,
): InterconnectObject {
  refuseSibling(api.account, port.name);
  if (!speedsDiffer(port.speed, speed)) return claim(api, port);
  throw new CniError(
    `the interconnect ${port.name} runs at ${port.speed} and ${speed} is declared, which only a new order can give: declare ${port.speed} to adopt it.`,
  );
}

/** A port that was found, for one resource only. */
export function claim(api: CniApi, port: InterconnectObject): InterconnectObject {
  const { taken } = runOf(api);
  if (taken.has(port.name)) {
    throw new CniError(`another resource of this program has just taken ${port.name}.`);
  }
  taken.add(port.name);
  return port;
}

function listed(ports: InterconnectObject[]): string {
  return ports.length === 0 ? "" : ` (${ports.map((port) => port.name).join(", ")})`;
}
