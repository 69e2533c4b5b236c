/** Waits for the link of an interconnect and gives advice for each state. */
import { unlessNotFound } from "../../api/errors";
import { NO_STATUS } from "../../api/interconnects";
import { formatDuration } from "../../domain/duration";
import { messageOf } from "../../domain/errors";
import type { LinkStatus } from "../../domain/objects";
import type { Context } from "../../run/context";
import { pollUntil } from "../../run/poll";
import { endSentence } from "../check";

export interface LinkWait {
  /** Name of the interconnect. */
  name: string;
  /** Type of the interconnect, if it is known. A Google port has no cross-connect. */
  type?: string;
  /** States that end the wait. */
  states: readonly string[];
  /** Milliseconds for which the link must report one of `states` in every check. @default 0 */
  stableFor?: number;
  /** Maximum time to wait, in milliseconds. */
  timeout: number;
  /** Whether to check only once, without waiting. */
  checksOnce?: boolean;
  /** Whether this operation ordered the interconnect. The API may not list a new interconnect yet. */
  isNewOrder?: boolean;
}

/** Outcome of a wait. */
export type LinkOutcome = {
  status: LinkStatus;
} & (
  | { kind: "reached" }
  /** `held` is the number of milliseconds for which the link has reported one of the requested states. */
  | { kind: "timed-out"; waited: number; held?: number; error?: Error }
  | { kind: "cancelled"; waited: number; error?: Error }
  | { kind: "failed"; error: unknown }
  /** Somebody deleted the interconnect during the wait. */
  | { kind: "deleted" }
  /** The API never listed the interconnect. If the order is new, the API may list it later. */
  | { kind: "not-found"; isNewOrder: boolean }
);

/** Advice for each state. */
const NEXT_STEP: Record<string, string> = {
  Pending:
    "Order the cross-connect with the LOA. If it is in place, check the device and try swapping the RX and TX fibres.",
  Unhealthy: "Check the optics and the patch panel. A light level below -20 dBm is too weak.",
  Down: "Check the port on your side, then ask Cloudflare's account team.",
};
const GOOGLE_STEP: Record<string, string> = {
  Pending:
    "In the Google Cloud console, check the VLAN attachment's pairing key and whether the attachment must be activated.",
  Unhealthy: "Check the VLAN attachment in the Google Cloud console.",
  Down: "Check the VLAN attachment in the Google Cloud console, then ask Cloudflare's account team.",
};
const DOCUMENTED = [...Object.keys(NEXT_STEP), "Healthy", NO_STATUS.state];

/** Milliseconds after an order within which the API may not list the new port yet. */
export const NOT_LISTED_YET = 5 * 60_000;

class LinkNotFound extends Error {}

/**
 * Waits until the link reports one of `states`. Never throws. A failure is part of the outcome, so that the port stays
 * in the state.
 */
export async function waitForLink(
  context: Omit<Context, "journal" | "claim" | "urn">,
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
    // A 404 right after the order does not prove that the port is missing, so this check does not read the list.
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
        `${name} is ${describeStatus(status)}, a state that Cloudflare does not document. Waiting for ${wanted}.`,
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
        const rest = `${formatDuration(left)} left`;
        const goal = `Waiting for ${wanted} for ${formatDuration(waited)}, ${rest}.`;
        if (error) {
          const subject = `could not be checked (${messageOf(error)})`;
          return { subject, line: `${name} ${subject}. ${goal}` };
        }
        const subject = `is ${describeStatus(status)}`;
        if (held !== undefined) {
          const stable = `It must hold this state for ${formatDuration(stableFor)} and has held it for ${formatDuration(held)}`;
          return { subject, line: `${name} ${subject}. ${stable}, ${rest}.` };
        }
        return { subject, line: `${name} ${subject}. ${goal}${nextStep(status, wait.type)}` };
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

/**
 * Describes why a wait did not reach its goal. Returns `undefined` if it did. `reason` states why the wait ended;
 * `message` adds how to continue. Both consist of full sentences.
 */
export function describeOutcome(
  outcome: LinkOutcome,
  wait: LinkWait,
): { reason: string; message: string } | undefined {
  const explained = explain(outcome, wait);
  if (explained === undefined) return undefined;
  const [reason, advice] = explained;
  return { reason, message: `${reason} ${advice}` };
}

const RESUME = "Run `pulumi up` again to continue waiting.";
const REORDER = "Run `pulumi refresh`, then `pulumi up` to order it again.";

function explain(
  outcome: LinkOutcome,
  wait: LinkWait,
): [reason: string, advice: string] | undefined {
  const { status } = outcome;
  const name = `Interconnect ${wait.name}`;
  switch (outcome.kind) {
    case "reached":
      return undefined;
    case "timed-out": {
      const time = `after ${formatDuration(outcome.waited)} of waiting for ${wait.states.join(" or ")}`;
      const problem = outcome.error
        ? describeError(wait, status, outcome.error, time)
        : `${name} is still ${describeStatus(status)} ${time}.`;
      const detail =
        outcome.held === undefined
          ? nextStep(status, wait.type)
          : ` It must hold this state for ${formatDuration(wait.stableFor ?? 0)} without interruption and has held it for ${formatDuration(outcome.held)}.`;
      return [`${problem}${detail}`, RESUME];
    }
    case "cancelled": {
      const time = `when the run was cancelled after ${formatDuration(outcome.waited)}`;
      if (outcome.error) return [describeError(wait, status, outcome.error, time), RESUME];
      return [`${name} was still ${describeStatus(status)} ${time}.`, RESUME];
    }
    case "failed":
      return [
        endSentence(`Waiting for interconnect ${wait.name} failed: ${messageOf(outcome.error)}`),
        RESUME,
      ];
    case "deleted":
      return [`${name} was deleted outside Pulumi while the run waited for it.`, REORDER];
    case "not-found":
      return outcome.isNewOrder
        ? [
            `${name} was ordered but is not listed.`,
            "Look for it in the dashboard. If it does not exist, run `pulumi refresh`, then `pulumi up` to order it again.",
          ]
        : [`${name} was not found in this account.`, REORDER];
  }
}

function describeError(wait: LinkWait, status: LinkStatus, error: Error, time: string): string {
  const problem = endSentence(
    `Interconnect ${wait.name} could not be checked: ${messageOf(error)}`,
  );
  return `${problem} Its last known status was ${describeStatus(status)}, ${time}.`;
}

/** Formats a status with its reason, such as `Down (no light on the port)`. */
export function describeStatus(status: LinkStatus): string {
  return status.reason ? `${status.state} (${status.reason})` : status.state;
}

/** Returns the advice for a state with a leading space, or an empty string if there is no advice. */
function nextStep({ state }: LinkStatus, type: string | undefined): string {
  const step = (type === "gcp_partner" ? GOOGLE_STEP : NEXT_STEP)[state];
  return step === undefined ? "" : ` ${step}`;
}
