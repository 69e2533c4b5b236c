/**
 * Orders or adopts an interconnect by slot requirement. The program does not declare which slot is chosen, so a lost
 * order cannot be found by its slot. The provider therefore refuses to order while an unmanaged interconnect meets the
 * requirement.
 */

import type { AccountApi } from "../../api/account";
import { isApiError } from "../../api/errors";
import { CniError } from "../../domain/errors";
import type { InterconnectObject, SlotObject } from "../../domain/objects";
import { withFacility } from "../../domain/slot-facility";
import {
  inWords,
  placeOfPort,
  placeOfSlot,
  type SlotRequirement,
  unmetRequirements,
} from "../../domain/slot-requirement";
import type { Context } from "../../run/context";
import { NothingCreated } from "../../run/create-once";
import { describeRecovery, type UnsavedOrder } from "../../run/journal";
import type { Props } from "../../run/property-values";
import { describeExistingObject } from "../existing-object";
import { FIRST_LOOK_AGE } from "../first-look";
import { NOT_LISTED_YET } from "./link-wait";
import { type Adoption, warnOfUnsaved } from "./order";
import { orderOnSlot, slotKey } from "./place-order";
import { chooseSlot } from "./slot-choice";
import { refuseUnmanaged } from "./unmanaged";

/** Maximum number of slots to try. Somebody else may order a slot just before this run does. */
const MAX_ATTEMPTS = 5;

export interface RequirementOrder {
  type: "direct";
  slot: SlotRequirement;
}

/** Port with the properties that are known even if the API's response omits them. */
export interface OrderedPort {
  port: InterconnectObject;
  known: Props;
}

/**
 * Adopts the port that `adopt` names, or orders a port on a slot that meets the requirement. `beside` names unmanaged
 * interconnects that also meet the requirement but do not belong to this resource.
 */
export function orderByRequirement(
  context: Context,
  { slot }: RequirementOrder,
  adopt: Adoption,
  beside: readonly string[],
): Promise<OrderedPort> {
  const ports = context.run.ports(context.api);
  const turn = ports.bySlot
    .catch(() => {})
    .then(() =>
      typeof adopt === "string"
        ? adoptNamed(context, slot, adopt)
        : recoverOrOrder(context, slot, beside),
    );
  ports.bySlot = turn;
  return turn;
}

async function adoptNamed(
  context: Context,
  requirement: SlotRequirement,
  name: string,
): Promise<OrderedPort> {
  const { ports, slots } = await listPortsAndSlots(context.api, 0);
  const port = ports.find((candidate) => candidate.name === name);
  if (port === undefined) {
    throw new CniError(
      `Interconnect "${name}" not found in this account. Correct the name in \`adopt\`, or remove \`adopt\` to order a port.`,
    );
  }
  const [missed] = findShortfalls(port, withFacility(requirement, slots), slots);
  if (missed !== undefined) {
    throw new CniError(
      `Interconnect ${name} does not meet slot, which requires ${missed}. Change slot to match the port, or set \`adopt\` to another name.`,
    );
  }
  return claimPort(context, port, requirement);
}

async function claimPort(
  context: Context,
  port: InterconnectObject,
  { speed }: SlotRequirement,
): Promise<OrderedPort> {
  const { run, api } = context;
  run.siblings.refuse(api.account, port.name);
  run.ports(api).take(port);
  await context.claim(port.name);
  return { port, known: { type: "direct", speed } };
}

/** Lists why a port does not meet a requirement. A port on an unknown device never meets `avoidDevices`. */
function findShortfalls(
  port: InterconnectObject,
  requirement: SlotRequirement,
  slots: readonly SlotObject[],
): string[] {
  if (port.type === "gcp_partner") return ["a slot, but it is a Google port"];
  const place = placeOfPort(port, slots);
  const isGuess = requirement.avoidDevices.length > 0 && place.device === undefined;
  const guesses = isGuess ? ["avoidDevices, but the API does not return its device"] : [];
  return [...unmetRequirements(requirement, place), ...guesses];
}

async function recoverOrOrder(
  context: Context,
  requirement: SlotRequirement,
  beside: readonly string[],
): Promise<OrderedPort> {
  const { run, api, journal } = context;
  const { reserved, lost } = run.ports(api);
  // The program states that ports in `orderBeside` do not belong to this resource, even if an earlier run ordered one
  // of them.
  for (const name of beside) await journal.forget(name);
  const unsaved = await journal.unsaved();
  let warned = false;
  // If the first look finds no slot to order, a new list is read.
  let age = unsaved.length === 0 ? FIRST_LOOK_AGE : 0;
  const triedSlots: string[] = [];
  while (triedSlots.length < MAX_ATTEMPTS) {
    const { ports, slots } = await listPortsAndSlots(api, age);
    const exact = withFacility(requirement, slots);
    const earlier = unsaved.find((order) => mayMatch(order, exact, ports, slots));
    const recoverable = earlier && findRecoverablePort(earlier, ports, slots, run.clock.now());
    if (
      earlier !== undefined &&
      recoverable !== undefined &&
      !run.siblings.has(api.account, recoverable.name)
    ) {
      if (earlier.returned) throw returnedOrderError(recoverable.name, context.urn, earlier);
      const recovered = await claimPort(context, recoverable, exact);
      context.inform(describeRecovery(`interconnect ${recoverable.name}`, earlier));
      return recovered;
    }
    if (!warned) await warnOfUnsaved(context, ports);
    warned = true;
    // The slot of an unsaved order is preferred, because Cloudflare accepts only one order per slot.
    const isPreferred = ({ id }: SlotObject) => slotKey(id) === earlier?.key;
    let slot: SlotObject;
    try {
      await refuseUnmanaged(context, exact, ports, slots, beside);
      slot = chooseSlot(exact, slots, { reserved, lost }, isPreferred);
    } catch (error) {
      if (age === 0) throw error;
      age = 0;
      continue;
    }
    age = 0;
    const slotId = slot.id.toLowerCase();
    reserved.add(slotId);
    try {
      // The order contains the speed in the API's own spelling, because it is unknown whether the API accepts other
      // spellings.
      const order = { type: "direct", slotId, speed: slot.speed } as const;
      const port = await orderOnSlot(
        context,
        order,
        "If the port exists by then, set `adopt` to its name.",
      );
      return { port, known: toKnownProps(slot, requirement) };
    } catch (error) {
      const isLost = await becameOccupied(api, slot, error);
      // If the order succeeded after all, the next attempt must count its port as unmanaged.
      if (isLost || isApiError(error)) reserved.delete(slotId);
      if (!isLost) throw error;
      if (slotKey(slotId) === earlier?.key) throw notListedYetError(earlier);
      lost.add(slotId);
      triedSlots.push(slot.id);
      context.inform(
        `Slot ${slot.id} became occupied just before the order. Choosing another slot.`,
      );
    }
  }
  throw new CniError(
    `Nothing was ordered, because ${triedSlots.length} slots that meet slot (${inWords(requirement)}) became occupied just before the order (${triedSlots.join(", ")}). Run \`pulumi up\` again.`,
  );
}

/** Whether an earlier order may have been for this requirement, because its port or slot meets the requirement. */
function mayMatch(
  order: UnsavedOrder,
  requirement: SlotRequirement,
  ports: readonly InterconnectObject[],
  slots: readonly SlotObject[],
): boolean {
  const port = findListedPort(order, ports);
  if (port !== undefined) return findShortfalls(port, requirement, slots).length === 0;
  const slot = slots.find(({ id }) => slotKey(id) === order.key);
  return slot !== undefined && unmetRequirements(requirement, placeOfSlot(slot)).length === 0;
}

function findListedPort(
  order: UnsavedOrder,
  ports: readonly InterconnectObject[],
): InterconnectObject | undefined {
  if (order.id !== undefined) return ports.find(({ name }) => name === order.id);
  return ports.find(({ slotId }) => slotId && slotKey(slotId) === order.key);
}

function returnedOrderError(
  name: string,
  urn: string | undefined,
  ordered: UnsavedOrder,
): CniError {
  return new CniError(
    describeExistingObject({
      conflict: `Interconnect ${name} already meets slot.`,
      urn,
      object: "interconnect",
      adoptSetting: `\`adopt: "${name}"\``,
      alternative: `set \`orderBeside: ["${name}"]\` to order another port`,
      loss: "the slot and its Letter of Authorization (LOA)",
      ownOrder: ordered,
    }),
  );
}

/**
 * Finds the port that a killed run ordered for this resource. Throws a `CniError` if the API may not list the port yet,
 * because an order on another slot would then be a second order.
 */
function findRecoverablePort(
  order: UnsavedOrder,
  ports: readonly InterconnectObject[],
  slots: readonly SlotObject[],
  now: number,
): InterconnectObject | undefined {
  const port = findListedPort(order, ports);
  if (port !== undefined) return port;
  const slot = slots.find(({ id }) => slotKey(id) === order.key);
  const mayBeThere = order.id !== undefined || slot?.occupied;
  if (mayBeThere && now - order.at < NOT_LISTED_YET) throw notListedYetError(order);
  return undefined;
}

function notListedYetError({ key, id, at }: UnsavedOrder): CniError {
  const port = id === undefined ? "A port" : `Interconnect ${id}`;
  return new CniError(
    `${port}, ordered by this resource at ${new Date(at).toISOString()} on ${key.replace(":", " ")}, is not listed yet, and the run ended before saving it. Nothing was ordered. Run \`pulumi up\` again in a few minutes to recover the port, or find the port in the dashboard and set \`adopt\` to its name.`,
  );
}

async function listPortsAndSlots(
  api: AccountApi,
  age: number,
): Promise<{ ports: InterconnectObject[]; slots: SlotObject[] }> {
  const [ports, slots] = await Promise.all([
    api.interconnects.listWithin(age),
    api.slots.listWithin(age),
  ]);
  return { ports, slots };
}

/** Reads the location of a port from its slot, because the response to the order may omit the location. */
function toKnownProps(slot: SlotObject, requirement: SlotRequirement): Props {
  const { site, device, facility } = slot;
  return {
    type: "direct",
    slotId: slot.id,
    speed: requirement.speed ?? slot.speed,
    site,
    device,
    facility,
  };
}

/**
 * Whether an order failed because its slot became occupied, and is certain to have created nothing. After an ambiguous
 * response, only the API's own error message proves this, because this order itself may occupy the slot.
 */
async function becameOccupied(api: AccountApi, slot: SlotObject, error: unknown): Promise<boolean> {
  const answer = error instanceof NothingCreated ? error.cause : error;
  if (!isApiError(answer)) return false;
  if (answer.details.slotOccupied) return true;
  if (answer === error) {
    const refused = isApiError(answer, "refused", "permission", "conflict", "not-found");
    return refused && (await isOccupied(api, slot));
  }
  if (await isOccupied(api, slot)) {
    throw new CniError(
      `${answer.message} The API lists no port for this order, but slot ${slot.id} is now occupied, either by this order or by someone else. Check the dashboard before the next \`pulumi up\`. If the port exists, set \`adopt\` to its name.`,
      { cause: answer },
    );
  }
  return false;
}

async function isOccupied(api: AccountApi, slot: SlotObject): Promise<boolean> {
  try {
    const now = (await api.slots.list()).find(({ id }) => id === slot.id);
    return now === undefined || now.occupied;
  } catch {
    // The caller reports the error of the order instead.
    return false;
  }
}
