/** Waiting for a port's link, with words for the person who has to do something about it. */
import { unlessNotFound } from "../../api/errors";
import { NO_STATUS } from "../../api/interconnects";
import { formatDuration } from "../../domain/duration";
import { messageOf } from "../../domain/errors";
import type { LinkStatus } from "../../domain/objects";
import type { Context } from "../../run/context";
import { pollUntil } from "../../run/poll";

export interface LinkWait {
  name: string;
  /** Type of the port, where it is known: a Google port has no cross-connect. */
  type?: string;
  /** States that end the wait. */
  states: readonly string[];
  /** Milliseconds for which it has to report one of them at every look. @default 0 */
  stableFor?: number;
  /** Milliseconds. */
  timeout: number;
  /** Whether a look that finds another state ends the wait. */
  checksOnce?: boolean;
  /** Whether it was ordered by this very operation: then it may take a moment to be listed. */
  isNewOrder?: boolean;
}

/** How a wait ended. The port exists in any case, as far as is known. */
export type LinkOutcome = {
  status: LinkStatus;
} & (
  | { kind: "reached" }
  /** Out of time, or of the only look. `held`: milliseconds for which the state was right. */
  | { kind: "timed-out"; waited: number; held?: number; error?: Error }
  | { kind: "cancelled"; waited: number; error?: Error }
  | { kind: "failed"; error: unknown }
  /** Was there, and is gone. */
  | { kind: "deleted" }
  /** Never was there; right after its order, the API may only not list it yet. */
  | { kind: "not-found"; isNewOrder: boolean }
);

/** What a state asks a person to do. */
const NEXT_STEP: Record<string, string> = {
  Pending:
    "order the cross-connect with the LOA; if it is in place, check the device and try swapping the RX and TX fibres",
  Unhealthy: "check the optics and the patch panel; light below -20 dBm is too little",
  Down: "check the port on your side, then ask the account team",
};
const GOOGLE_STEP: Record<string, string> = {
  Pending:
    "check the VLAN attachment in the Google Cloud console: its pairing key, and whether it waits to be activated",
  Unhealthy: "check the VLAN attachment in the Google Cloud console",
  Down: "check the VLAN attachment in the Google Cloud console, then ask the account team",
};
const DOCUMENTED = [...Object.keys(NEXT_STEP), "Healthy", NO_STATUS.state];

/** Milliseconds for which a new port may be found nowhere: longer than any list should lag. */
export const NOT_LISTED_YET = 5 * 60_000;

class LinkNotFound extends Error {}

/**
 * Waits until the link reports one of the states. Never throws: the port exists, so what went
 * wrong is part of the outcome and the port stays in state.
 */
export async function waitForLink(
  context: Omit<Context, "note" | "claim" | "urn">,
  wait: LinkWait,
): Promise<LinkOutcome> {
  const { name, states, stableFor = 0, timeout } = wait;
  const { clock } = context.run;
  const wanted = states.join(" or ");
  const warned = new Set<string>(DOCUMENTED);
  const start = clock.now();
  let status = NO_STATUS;
  let wasSeen = false;

  async function check(): Promise<LinkStatus> {
    // Nothing is proved by a 404 right after the order, so nothing more is asked either.
    const mayBeUnlisted = wait.isNewOrder && !wasSeen && clock.now() - start < NOT_LISTED_YET;
    const found = mayBeUnlisted
      ? await unlessNotFound(context.api.interconnects.status(name, context.signal))
      : await context.api.interconnects.findStatus(name, context.signal);
    if (found === undefined && !mayBeUnlisted) throw new LinkNotFound();
    wasSeen ||= found !== undefined;
    status = found ?? status;
    if (!warned.has(status.state)) {
      warned.add(status.state);
      context.warn(
        `${name} is ${describeStatus(status)}, a state that Cloudflare does not document; it is waited on for ${wanted}`,
      );
    }
    return status;
  }

  try {
    const result = await pollUntil(context, check, {
      isDone: ({ state }) => states.includes(state),
      stateOf: ({ state }) => state,
      stableFor,
      describe({ error, waited, held, left }) {
        const subject = error
          ? `could not be asked (${messageOf(error)})`
          : `is ${describeStatus(status)}`;
        const goal =
          held === undefined
            ? `waiting for ${wanted} for ${formatDuration(waited)}`
            : `it has to stay so for ${formatDuration(stableFor)} and has for ${formatDuration(held)}`;
        const step = error || held !== undefined ? "" : nextStep(status, wait.type);
        return {
          subject,
          line: `${name} ${subject}; ${goal}, ${formatDuration(left)} left${step}`,
        };
      },
      timeout,
      patience: wait.checksOnce ? 0 : timeout,
    });
    const { outcome, waited, held, error } = result;
    if (outcome === "timed-out") return { kind: "timed-out", status, waited, held, error };
    if (outcome === "cancelled") return { kind: "cancelled", status, waited, error };
    context.progress(`${name} is ${describeStatus(status)} after ${formatDuration(waited)}`);
    return { kind: "reached", status };
  } catch (error) {
    if (!(error instanceof LinkNotFound)) return { kind: "failed", status, error };
    if (wasSeen) return { kind: "deleted", status };
    return { kind: "not-found", status, isNewOrder: wait.isNewOrder ?? false };
  }
}

/** Why a wait ended, and the message that also says what to do; `undefined` if the link reached one of the states. */
export function describeOutcome(
  outcome: LinkOutcome,
  wait: LinkWait,
): { reason: string; message: string } | undefined {
  const explained = explain(outcome, wait);
  if (explained === undefined) return undefined;
  const [what, advice] = explained;
  const reason = `the interconnect ${wait.name} ${what}`;
  return { reason, message: `${reason}; ${advice}` };
}

const RESUME = "run `pulumi up` again to go on waiting.";
const AGAIN = "run `pulumi refresh` to take note, then `pulumi up` to order it again.";

function explain(outcome: LinkOutcome, wait: LinkWait): [what: string, advice: string] | undefined {
  const { status } = outcome;
  switch (outcome.kind) {
    case "reached":
      return undefined;
    case "timed-out": {
      const after = `after ${formatDuration(outcome.waited)} of waiting for ${wait.states.join(" or ")}`;
      const detail = describeShortfall(outcome.held, wait.stableFor) || nextStep(status, wait.type);
      return [`${describeLastStatus(status, outcome.error)} ${after}${detail}`, RESUME];
    }
    case "cancelled": {
      const when = `when the run was cancelled after ${formatDuration(outcome.waited)}`;
      return [`${describeLastStatus(status, outcome.error)} ${when}`, RESUME];
    }
    case "failed":
      return [`could not be waited for: ${messageOf(outcome.error)}`, RESUME];
    case "deleted":
      return ["was deleted outside Pulumi while it was waited for", AGAIN];
    case "not-found":
      return outcome.isNewOrder
        ? [
            "was ordered and is listed nowhere",
            `look for it in the dashboard; if it is gone, ${AGAIN}`,
          ]
        : ["does not exist in this account", AGAIN];
  }
}

function describeLastStatus(status: LinkStatus, error: Error | undefined): string {
  return error
    ? `could not be asked any more (${messageOf(error)}) and was last seen ${describeStatus(status)}`
    : `is still ${describeStatus(status)}`;
}

/** What a link that is as wanted still lacks. */
function describeShortfall(held: number | undefined, stableFor = 0): string {
  if (held === undefined) return "";
  return `, which it has been for ${formatDuration(held)} and has to be for ${formatDuration(stableFor)} without interruption`;
}

/** `Down (no light on the port)`. */
export function describeStatus(status: LinkStatus): string {
  return status.reason ? `${status.state} (${status.reason})` : status.state;
}

function nextStep({ state }: LinkStatus, type: string | undefined): string {
  const step = (type === "gcp_partner" ? GOOGLE_STEP : NEXT_STEP)[state];
  return step === undefined ? "" : `: ${step}`;
}
