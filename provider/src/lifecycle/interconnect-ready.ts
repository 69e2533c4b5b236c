/** A gate: it opens once, when the link reports a state asked for, and then stays open. */
import { z } from "zod";
import { isUnknown } from "../engine/props";
import { accountId, DEFAULT_TIMEOUT, timeout } from "./fields";
import { interconnectReference, referencesAnother } from "./interconnect-reference";
import { awaitLink } from "./link-wait";
import { observeStatus } from "./observe-interconnect";
import type { Context, Lifecycle, Standing } from "./resource-provider";

const STATES = ["Pending", "Down", "Unhealthy", "Healthy"] as const;
const DEFAULT_STATES = ["Healthy"];
const statesRule = `it must be a list of at least one of ${STATES.join(", ")}, such as ["Healthy"]`;

const schema = z.strictObject({
  accountId,
  interconnect: interconnectReference,
  states: z.array(z.enum(STATES, statesRule), statesRule).min(1, statesRule),
  timeout,
});
type ReadyInputs = z.output<typeof schema>;

export const interconnectReady: Lifecycle<ReadyInputs> = {
  schema,
  complete: (given) => ({ states: DEFAULT_STATES, timeout: DEFAULT_TIMEOUT, ...given }),
  parse: (declared) => schema.parse(declared),

  diff(state, declared) {
    const replaces = referencesAnother(state, declared) ? ["interconnect"] : [];
    const changed = isUnknown(declared.interconnect) || state.__open !== true;
    return { changes: changed || replaces.length > 0, replaces };
  },

  create: (inputs, context) => open(inputs, context),
  update: (_id, _state, inputs, context) => open(inputs, context),

  async read(id, state, context) {
    const status = await observeStatus(context.api, String(state.interconnect));
    return status && { id, outputs: { status } };
  },

  // A gate is nothing at the API.
  async delete() {},
};

async function open(inputs: ReadyInputs, context: Context): Promise<Standing> {
  const { status, unfinished } = await awaitLink(context, {
    name: inputs.interconnect,
    states: inputs.states,
    timeout: inputs.timeout,
  });
  return {
    id: inputs.interconnect,
    outputs: { status, __open: unfinished === undefined },
    unfinished,
  };
}
