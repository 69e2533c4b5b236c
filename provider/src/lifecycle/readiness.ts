/**
 * Lifecycle of an `InterconnectReady`. This readiness gate opens once the link reports one of `states`, and then stays
 * open.
 */
import { z } from "zod";
import { parseDuration } from "../domain/duration";
import { LinkState, OnFailure } from "../domain/values";
import { accountId } from "../run/account-id";
import type { Context } from "../run/context";
import { hasUnknown, isUnknown } from "../run/property-values";
import { DEFAULT_TIMEOUT, timeout } from "./fields";
import { describeOutcome, waitForLink } from "./interconnect/link-wait";
import { interconnectReference, referencesAnother } from "./interconnect/reference";
import type { Lifecycle, OperationResult } from "./lifecycle";

const DEFAULTS = {
  states: ["Healthy"],
  stableFor: "0s",
  timeout: DEFAULT_TIMEOUT,
  onTimeout: OnFailure.Error,
};
const statesRule = `it must be a list of at least one of ${Object.values(LinkState).join(", ")}, such as ["Healthy"]`;
const stableForRule = 'it must be a duration such as "30s" or "5m", or "0s" for no minimum';

/** Parses `stableFor` into milliseconds. Unlike a timeout, it may be 0. */
function parseStableFor(text: string): number | undefined {
  return /^0(ms|s|m|h|d|w)$/.test(text) ? 0 : parseDuration(text);
}

const schema = z.strictObject({
  accountId,
  interconnect: interconnectReference,
  states: z.array(z.enum(LinkState, statesRule), statesRule).min(1, statesRule),
  stableFor: z
    .string(stableForRule)
    .refine((text) => parseStableFor(text) !== undefined, stableForRule)
    .transform((text) => parseStableFor(text) ?? 0),
  timeout,
  onTimeout: z.enum(OnFailure, 'it must be "error" or "warn"'),
});
type ReadyInputs = z.output<typeof schema>;

export const interconnectReady: Lifecycle<ReadyInputs> = {
  schema,
  complete: (props) => ({ ...DEFAULTS, ...props }),
  parse: (declared) => schema.parse(declared),

  rules({ stableFor, timeout }) {
    if (typeof stableFor !== "string" || typeof timeout !== "string") return [];
    const [required, available] = [parseStableFor(stableFor), parseDuration(timeout)];
    if (required === undefined || available === undefined || required < available) return [];
    return [
      `stableFor "${stableFor}" must be shorter than timeout "${timeout}", because otherwise the gate could never open. Set a longer timeout.`,
    ];
  },

  diff(state, declared) {
    const replaces = referencesAnother(state, declared) ? ["interconnect"] : [];
    const changed =
      isUnknown(declared.interconnect) ||
      hasUnknown([declared.states, declared.stableFor]) ||
      normalizeCondition(state) !== normalizeCondition(declared) ||
      state.__open !== true;
    return { changes: changed || replaces.length > 0, replaces };
  },

  create: (inputs, context) => waitForGate(inputs, context, false),

  update(_id, state, inputs, context) {
    // If the gate timed out with `onTimeout: "warn"` in the last run, the link is checked only once, so that not every
    // run is delayed.
    const isUnchanged =
      normalizeCondition(state) === normalizeCondition(inputs) &&
      parseDuration(String(state.timeout)) === inputs.timeout;
    return waitForGate(inputs, context, state.__passed === true && isUnchanged);
  },

  async read(id, state, context) {
    const status = await context.api.interconnects.findStatus(String(state.interconnect ?? id));
    return status && { id, outputs: { interconnect: id, status } };
  },

  importedInputs: ({ interconnect }) => ({ interconnect }),

  // A gate does not exist in the API, so there is nothing to delete.
  async delete() {},
};

/** Normalizes the condition of a gate. States from older versions have no `stableFor`. */
function normalizeCondition({
  states,
  stableFor = "0s",
}: {
  states?: unknown;
  stableFor?: unknown;
}): string {
  const stable = typeof stableFor === "number" ? stableFor : parseStableFor(String(stableFor));
  return JSON.stringify([Array.isArray(states) ? [...new Set(states)].sort() : [], stable]);
}

async function waitForGate(
  inputs: ReadyInputs,
  context: Context,
  checksOnce: boolean,
): Promise<OperationResult> {
  const { interconnect, states, stableFor, timeout, onTimeout } = inputs;
  const link = { name: interconnect, states, stableFor, timeout, checksOnce };
  const outcome = await waitForLink(context, link);
  const failure = describeOutcome(outcome, link);
  const ready = failure === undefined;
  const passed = outcome.kind === "timed-out" && onTimeout === OnFailure.Warn;
  if (passed) {
    context.warn(
      `${failure?.reason} Because onTimeout is "warn", resources behind the gate continue without the link. The next \`pulumi up\` checks the link again.`,
    );
  }
  return {
    id: interconnect,
    outputs: { status: outcome.status, ready, __open: ready, __passed: passed },
    unfinished: passed ? undefined : failure?.message,
  };
}
