/**
 * Lifecycle of an `Interconnect`. The API can only order, read and delete interconnects, so most changes replace the
 * interconnect.
 */

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
 * Inputs that identify a port. The API cannot change them. Outputs keep the declared value even if the API returns it
 * in another spelling.
 */
const IDENTITY = ["type", "slotId", "speed", "pairingKey", "bandwidth"] as const;

export const interconnect: Lifecycle<InterconnectInputs> = {
  owns: "interconnect",
  schema: interconnectSchema,
  // The pairing key is a secret, because anyone with the key can connect to the VLAN attachment.
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
        `\`adopt\` names ${state.name}, which this resource already manages. A change of ${replaces.join(", ")} would replace this port. Remove \`adopt\` to allow the replacement.`,
      );
    }
    if (replaces.length > 0) run.replacements.refuseTogether(state.accountId, declared.__group);
    warnOfSlotChange(state, declared, slot, run);
    const unfinished = declared.waitFor === "healthy" && state.__reached !== "healthy";
    return { changes: changed.length > 0 || slot.changes || unfinished, replaces };
  },

  // A port on a new slot is ordered while the old port still carries traffic. If the slot or the pairing key stays the
  // same, the old port must be deleted first.
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
      context.warn(`${id} was ordered at ${declared}, but the API reports ${port.speed}.`);
    }
    const reached = state.__reached ?? (status.state === "Healthy" ? "healthy" : undefined);
    return { id, outputs: { ...toOutputs(port, state), status, __reached: reached } };
  },

  importedInputs: ({ slotId, bandwidth }) => (slotId === undefined ? { bandwidth } : { slotId }),

  async update(id, state, inputs, context) {
    context.run.siblings.heardOf(context.api.account, id);
    const port = await context.api.interconnects.find(id);
    if (port === undefined) {
      throw new CniError(`Interconnect ${id} no longer exists. Run \`pulumi refresh\`.`);
    }
    const result = await waitForResult(port, inputs, context, state);
    const requirement = "slot" in inputs.order ? { slot: inputs.order.slot } : {};
    const { unmet, unforeseen } = diffRequirement(state, requirement, context.run.siblings);
    if (unmet.length + unforeseen.length === 0) return result;
    // The state keeps the old requirement, so that the next preview plans the replacement.
    return { ...result, outputs: { ...result.outputs, slot: state.slot } };
  },

  async delete(id, state, context) {
    context.run.siblings.heardOf(context.api.account, id);
    await deleteInterconnect(id, context);
    context.run.ports(context.api).release(id, state.slotId);
  },
};

async function orderOrAdopt(
  { order, adopt, orderBeside }: InterconnectInputs,
  context: Context,
): Promise<OrderedPort> {
  if ("slot" in order) return orderByRequirement(context, order, adopt, orderBeside);
  return { port: await orderInterconnect(context, order, adopt), known: { ...order } };
}

/** Warns about the parts of `slot` that the port no longer meets. The engine shows only that `slot` changed. */
function warnOfSlotChange(
  state: Props,
  declared: Props,
  { unmet, unforeseen }: RequirementDifference,
  { engine }: Run,
): void {
  const urn = typeof declared.__urn === "string" ? declared.__urn : undefined;
  const all = [...unmet, ...unforeseen].join(", for ");
  if (unmet.length > 0) {
    engine.log(
      urn,
      "warning",
      `${state.name} no longer meets slot, which requires ${all}. Pulumi orders a new port and deletes this one.`,
    );
  } else if (unforeseen.length > 0) {
    engine.log(
      urn,
      "warning",
      `${state.name} no longer meets slot, which requires ${all}. The last preview could not detect this. The port stays for now, and the next preview plans its replacement.`,
    );
  }
}

/** Reports a change of the link's status. The engine's `refresh` lists only changes of declared properties. */
function reportStatusChange(
  name: string,
  before: unknown,
  now: LinkStatus,
  context: Context,
): void {
  const previous =
    typeof before === "object" && before !== null && "state" in before ? before.state : undefined;
  if (previous === undefined || previous === now.state) return;
  const message = `${name} changed from ${previous} to ${describeStatus(now)}.`;
  if (now.state === "Healthy") context.inform(message);
  else context.warn(message);
}

/** Waits for the declared state. The port exists, so it stays in the state even if the wait fails. */
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
        unfinished: `Interconnect ${port.name} is ordered, but its status could not be read: ${messageOf(error)}`,
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
 * Merges the API's response into the known properties. If a field is empty in the response, its known value is kept.
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

/** Whether a declared value differs from the present value. Returns `false` if the program omits the value. */
function differs(present: unknown, declared: unknown): boolean {
  if (declared === undefined) return false;
  if (isUnknown(declared)) return true;
  return String(declared).toLowerCase() !== String(present ?? declared).toLowerCase();
}
