/** Waiting for a port's link, with words for the person who has to do something about it. */
import type { LinkStatus } from "../api/types";
import { messageOf } from "../errors";
import { formatDuration } from "../waiting/duration";
import { waitUntil } from "../waiting/wait";
import { observeStatus } from "./observe-interconnect";
import type { Context } from "./resource-provider";

export interface LinkWait {
  name: string;
  /** States that end the wait. */
  states: readonly string[];
  /** Milliseconds. */
  timeout: number;
  /** Whether it was ordered by this very operation: then it may take a moment to be listed. */
  justOrdered?: boolean;
}

export interface LinkOutcome {
  status: LinkStatus;
  /** Why the wait ended without one of the states, and the way on. */
  unfinished?: string;
}

/** What a state asks a person to do; states that nobody has documented just go on being waited for. */
const NEXT_STEP: Record<string, string> = {
  Pending:
    "order the cross-connect with the LOA; if it is in place, check the device and try swapping the RX and TX fibres",
  Unhealthy: "check the optics and the patch panel; light below -20 dBm is too little",
  Down: "check the port on your side, then ask the account team",
};

class Gone extends Error {}

/**
 * Waits until the link reports one of the states. Never throws: the port exists, so what went
 * wrong is part of the outcome and the port stays in state.
 */
export async function awaitLink(context: Context, wait: LinkWait): Promise<LinkOutcome> {
  const wanted = wait.states.join(" or ");
  let status: LinkStatus = { state: "Unknown", reason: "no status is reported yet" };
  let seen = false;
  const unfinished = (what: string, way: string): LinkOutcome => ({
    status,
    unfinished: `the interconnect ${wait.name} ${what}; ${way}`,
  });
  const resume = "run `pulumi up` again to go on waiting.";

  try {
    const result = await waitUntil({
      async observe() {
        const observed = await observeStatus(context.api, wait.name, context.signal);
        if (observed === undefined && (seen || !wait.justOrdered)) throw new Gone();
        seen ||= observed !== undefined;
        status = observed ?? status;
        return status;
      },
      satisfied: (observed) => wait.states.includes(observed.state),
      progress: ({ error, waited, left }) => {
        const now = error
          ? `could not be asked (${error.message})`
          : `is ${describeStatus(status)}`;
        const step = error ? "" : nextStep(status);
        context.progress(
          `${wait.name} ${now}; waiting for ${wanted} for ${formatDuration(waited)}, ${formatDuration(left)} left${step}`,
        );
      },
      timeout: wait.timeout,
      signal: context.signal,
    });
    const waited = formatDuration(result.waited);
    if (result.outcome === "satisfied") {
      context.progress(`${wait.name} is ${describeStatus(status)} after ${waited}`);
      return { status };
    }
    const asked = result.error
      ? `could not be asked any more (${messageOf(result.error)}) and was last seen ${describeStatus(status)}`
      : `is still ${describeStatus(status)}`;
    return result.outcome === "cancelled"
      ? unfinished(`${asked} when the run was cancelled after ${waited}`, resume)
      : unfinished(`${asked} after ${waited} of waiting for ${wanted}${nextStep(status)}`, resume);
  } catch (error) {
    return error instanceof Gone
      ? unfinished(
          seen
            ? "was deleted outside Pulumi while it was waited for"
            : "does not exist in this account",
          "run `pulumi refresh` to take note, then `pulumi up` to order it again.",
        )
      : unfinished(`could not be waited for: ${messageOf(error)}`, resume);
  }
}

/** `Down (no light on the port)`. */
export function describeStatus(status: LinkStatus): string {
  return status.reason ? `${status.state} (${status.reason})` : status.state;
}

function nextStep(status: LinkStatus): string {
  const step = NEXT_STEP[status.state];
  return step === undefined ? "" : `: ${step}`;
}
