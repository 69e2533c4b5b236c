import type { ApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { type Clock, sleep } from "../domain/clock";
import { CniError, messageOf } from "../domain/errors";

/** What an answer that never came has ordered may take a moment to be listed. */
const PAUSES = [0, 1_000, 3_000];

/** What to say where looking fails as well. */
export interface Doubt {
  /** What may or may not have happened: `the port was ordered`. */
  whether: string;
  /** How `The next pulumi up looks before it …` goes on. */
  nextTime: string;
}

/**
 * Looks for what a request brought about whose answer does not tell: until something is found, a
 * few times over some seconds.
 */
export async function lookAfter<T>(
  clock: Clock,
  failure: ApiError,
  look: () => Promise<T[]>,
  { whether, nextTime }: Doubt,
): Promise<T[]> {
  try {
    let found: T[] = [];
    for (const pause of PAUSES) {
      if (pause > 0) await sleep(clock, pause);
      // Also after Ctrl-C: what became of an order is worth a moment.
      found = await inOperation({ signal: undefined }, look);
      if (found.length > 0) break;
    }
    return found;
  } catch (error) {
    throw new CniError(
      `${failure.message} Whether ${whether} is not known, because looking failed too: ${messageOf(error)} The next \`pulumi up\` looks before it ${nextTime}`,
      { cause: error },
    );
  }
}
