import { type ApiError, isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { sleep } from "../domain/clock";
import { CniError, messageOf } from "../domain/errors";
import type { Context } from "./context";
import type { UnsavedOrder } from "./journal";

/** Milliseconds to wait before each search. A new object may appear in the API's list with a delay. */
const PAUSES = [0, 1_000, 3_000];

export interface Creation<T> {
  /** Key of the order in the journal. */
  key: string;
  /** IDs of existing objects that could be mistaken for the new one. */
  before?: UnsavedOrder["before"];
  send(): Promise<T>;
  /** Finds the objects that the request may have created. */
  find(): Promise<T[]>;
  idOf(object: T): string;
  /** Clause that describes the order, such as `the port was ordered`. */
  event: string;
  /** End of the sentence "The next pulumi up checks again before it …". */
  nextRun: string;
  /** Text to append to the error if nothing was created. */
  nothing: string;
  /** Text to append to the error if several objects exist, any of which the request may have created. */
  several(objects: readonly T[]): string;
}

/** Thrown if nothing was created after a response that left this open. `cause` is the error of that response. */
export class NothingCreated extends CniError {}

/**
 * Creates an object without sending its order twice. Records the order in the journal, sends it, and searches for the
 * object if the response is ambiguous. As long as the outcome is unknown, the journal keeps its entry, so that the next
 * run can recover the object.
 */
export async function createOnce<T>(
  { run, journal }: Pick<Context, "run" | "journal">,
  { key, before, send, idOf, ...creation }: Creation<T>,
): Promise<{ object: T; isFound: boolean }> {
  await journal.record(key, before);
  let failure: ApiError;
  try {
    const object = await send();
    await journal.confirm(idOf(object));
    return { object, isFound: false };
  } catch (error) {
    if (!isApiError(error) || !error.ambiguous) {
      await journal.discard();
      throw error;
    }
    failure = error;
  }
  const [only, ...others] = await findLater(run, failure, creation);
  if (only === undefined) {
    await journal.discard();
    throw new NothingCreated(`${failure.message} ${creation.nothing}`, { cause: failure });
  }
  if (others.length > 0) {
    const advice = creation.several([only, ...others]);
    throw new CniError(`${failure.message} ${advice}`, { cause: failure });
  }
  await journal.confirm(idOf(only));
  return { object: only, isFound: true };
}

/** Searches for the object several times within a few seconds until it is found. */
async function findLater<T>(
  { clock }: Context["run"],
  failure: ApiError,
  { find, event, nextRun }: Pick<Creation<T>, "find" | "event" | "nextRun">,
): Promise<T[]> {
  try {
    for (const pause of PAUSES) {
      if (pause > 0) await sleep(clock, pause);
      // The search continues even after Ctrl-C, because the outcome of an order must be known.
      const found = await inOperation({ signal: undefined }, find);
      if (found.length > 0) return found;
    }
    return [];
  } catch (error) {
    throw new CniError(
      `${failure.message} It is not known whether ${event}, because the check failed too: ${messageOf(error)} The next \`pulumi up\` checks again before it ${nextRun}`,
      { cause: error },
    );
  }
}
