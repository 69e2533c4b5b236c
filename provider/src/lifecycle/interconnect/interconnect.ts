/** The life of a port. The API can order, read and delete one; everything else is a replacement. */

import { CniError, messageOf } from "../../domain/errors";
import type { InterconnectObject, LinkStatus } from "../../domain/objects";
import { speedsDiffer } from "../../domain/speed";
import type { Context } from "../../run/context";
import { isUnknown, type Props, secret } from "../../run/property-values";
import type { Run } from "../../run/run";
import type { Lifecycle, OperationResult } from "../lifecycle";
import { deleteInterconnect } from "./delete";
import {
  checkInterconnectRules,
  completeInterconnect,
  type InterconnectInputs,
  interconnectSchema,
  parseInterconnect,
} from "./inputs";
import { describeOutcome, describeStatus, waitForLink } from "./link-wait";
import { orderInterconnect } from "./order";
import { type OrderedPort, orderByRequirement } from "./order-by-requirement";
import { diffRequirement, type RequirementDifference } from "./slot-diff";
import { findUnknownPlaces } from "./unknown-places";

/**
 * Inputs that identify a port: another value is another port. The API cannot change them, so what
 * was declared stands, however an answer spells it.
 */
const IDENTITY = ["type", "slotId", "speed", "pairingKey", "bandwidth"] as const;

export const interconnect: Lifecycle<InterconnectInputs> = {
  owns: "interconnect",
  schema: interconnectSchema,
  // Who has a pairing key can connect to the VLAN attachment.
  secrets: ["pairingKey"],
  complete(props, { siblings }) {
    siblings.heardOf();
    return completeInterconnect(props);
  },
  rules: checkInterconnectRules,
  accountRules: (declared, before, account) =>
    findUnknownPlaces(declared.slot, before.slot, account),
  parse: parseInterconnect,

  diff(state, declared, run) {
    run.siblings.heardOf(state.accountId, state.name);
    const changed = IDENTITY.filter((key) => differs(state[key], declared[key]));
    const slot = diffRequirement(state, declared, run.siblings);
    const replaces = [
      ...changed.filter((key) => !isUnknown(declared[key])),
      ...(slot.unmet.length > 0 ? ["slot"] : []),
    ];
    if (replaces.length > 0 && declared.adopt === state.name) {
      throw new CniError(
        `\`adopt\` names ${state.name}, which this resource already has, but ${replaces.join(", ")} asks for another port. Remove \`adopt\` to have the port replaced.`,
      );
    }
    if (replaces.length > 0) run.replacements.refuseTogether(state.accountId, declared.__group);
    warnOfSlotChange(state, declared, slot, run);
    const unfinished = declared.waitFor === "healthy" && state.__reached !== "healthy";
    return { changes: changed.length > 0 || slot.changes || unfinished, replaces };
  },

  // A new slot is ordered while the old port still carries traffic. What is ordered on the same
  // slot, or with the same pairing key, has to wait until the old port is gone.
  needsPlaceOf: (state, declared) =>
    ["slotId", "pairingKey"].some(
      (key) =>
        state[key] !== undefined &&
        declared[key] !== undefined &&
        !differs(state[key], declared[key]),
    ),

  async create(inputs, context) {
    const { port, known } = await orderOrAdopt(inputs, context);
    return waitForResult(port, inputs, context, known, true);
  },

  async read(id, state, context) {
    context.run.siblings.heardOf(context.api.account, id);
    const port = await context.api.interconnects.find(id, { refresh: true });
    const status = port && (await context.api.interconnects.findStatus(id));
    if (port === undefined || status === undefined) return undefined;
    reportStatusChange(id, state.status, status, context);
    const declared = typeof state.speed === "string" ? state.speed : undefined;
    if (speedsDiffer(port.speed, declared)) {
      context.warn(`${id} is reported at ${port.speed} and was ordered at ${declared}`);
    }
    return { id, outputs: { ...toOutputs(port, state), status } };
  },

  async update(id, state, inputs, context) {
    context.run.siblings.heardOf(context.api.account, id);
    const port = await context.api.interconnects.find(id);
    if (port === undefined) {
      throw new CniError(`the interconnect ${id} no longer exists; run \`pulumi refresh\`.`);
    }
    const result = await waitForResult(port, inputs, context, state);
    const requirement = "slot" in inputs.order ? { slot: inputs.order.slot } : {};
    const { unmet, unforeseen } = diffRequirement(state, requirement, context.run.siblings);
    if (unmet.length + unforeseen.length === 0) return result;
    // What is not met is not noted as declared, so that the next preview plans the replacement.
    return { ...result, outputs: { ...result.outputs, slot: state.slot } };
  },

  async delete(id, state, context) {
    context.run.siblings.heardOf(context.api.account, id);
    await deleteInterconnect(id, context);
    context.run.ports(context.api).release(id, state.slotId);
  },
};

/** The port that was declared, ordered or taken over. */
async function orderOrAdopt(
  { order, adopt, orderBeside }: InterconnectInputs,
  context: Context,
): Promise<OrderedPort> {
  if ("slot" in order) return orderByRequirement(context, order, adopt, orderBeside);
  return { port: await orderInterconnect(context, order, adopt), known: { ...order } };
}

/** The engine shows that `slot` changed, and not what of it the port does not meet. */
function warnOfSlotChange(
  state: Props,
  declared: Props,
  { unmet, unforeseen }: RequirementDifference,
  { engine }: Run,
): void {
  const urn = typeof declared.__urn === "string" ? declared.__urn : undefined;
  const asks = `${state.name} does not meet slot any more, which asks for`;
  if (unmet.length > 0) {
    const what = "another port is ordered and this one deleted";
    engine.log(urn, "warning", `${asks} ${[...unmet, ...unforeseen].join(", for ")}: ${what}`);
  } else if (unforeseen.length > 0) {
    const what =
      "the last preview could not know that, so the port stays for now, and the next one plans its replacement";
    engine.log(urn, "warning", `${asks} ${unforeseen.join(", for ")}: ${what}`);
  }
}

/** The engine's `refresh` lists no change that a program did not ask for, so it is told here. */
function reportStatusChange(
  name: string,
  before: unknown,
  now: LinkStatus,
  context: Context,
): void {
  const previous =
    typeof before === "object" && before !== null && "state" in before ? before.state : undefined;
  if (previous === undefined || previous === now.state) return;
  const message = `${name} is ${describeStatus(now)}; it was ${previous} when last looked at`;
  if (now.state === "Healthy") context.inform(message);
  else context.warn(message);
}

/** From here on the port exists: whatever goes wrong, it stays in state. */
async function waitForResult(
  port: InterconnectObject,
  inputs: InterconnectInputs,
  context: Context,
  known: Props,
  isNewOrder = false,
): Promise<OperationResult> {
  const place = toOutputs(port, known);
  context.run.siblings.settledNow(context.api.account, place.device);
  const outputs = (status: LinkStatus, reached: "ordered" | "healthy"): Props => ({
    ...place,
    status,
    __reached: reached,
  });

  if (inputs.waitFor === "ordered") {
    try {
      const status = await context.api.interconnects.findStatus(port.name);
      return { id: port.name, outputs: outputs(status ?? { state: "Unknown" }, "ordered") };
    } catch (error) {
      return {
        id: port.name,
        outputs: outputs({ state: "Unknown" }, "ordered"),
        unfinished: `the interconnect ${port.name} is ordered, and its status could not be read: ${messageOf(error)}`,
      };
    }
  }
  const wait = {
    name: port.name,
    type: port.type,
    states: ["Healthy"],
    timeout: inputs.timeout,
    isNewOrder,
  };
  const outcome = await waitForLink(context, wait);
  const failure = describeOutcome(outcome, wait);
  return {
    id: port.name,
    outputs: outputs(outcome.status, failure === undefined ? "healthy" : "ordered"),
    unfinished: failure?.message,
  };
}

/**
 * What the API says of the port, over what was known. A field that is empty in an answer is a gap
 * in the answer: it never erases what a port cannot lose.
 */
function toOutputs(port: InterconnectObject, known: Props): Props {
  const { account, ...reported } = port;
  const observed: Props = {
    ...reported,
    bandwidth: port.type === "gcp_partner" ? port.speed : undefined,
  };
  const identity: readonly string[] = IDENTITY;
  const outputs = Object.entries(observed).map(([key, value]) => {
    const isFixed = identity.includes(key) && known[key] !== undefined;
    return [key, isFixed || value === undefined || value === "" ? known[key] : value];
  });
  const { pairingKey } = known;
  return {
    ...Object.fromEntries(outputs),
    ...(pairingKey !== undefined && { pairingKey: secret(pairingKey) }),
  };
}

/** Whether a declared value asks for something else; what was left out asks for nothing. */
function differs(present: unknown, declared: unknown): boolean {
  if (declared === undefined) return false;
  if (isUnknown(declared)) return true;
  return String(declared).toLowerCase() !== String(present ?? declared).toLowerCase();
}
