import { type ApiError, isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { sleep } from "../domain/clock";
import { CniError, messageOf } from "../domain/errors";
import type { Context } from "./context";
import type { UnsavedOrder } from "./journal";

/** Milliseconds; the API may list a new object a moment after its order. */
const PAUSES = [0, 1_000, 3_000];

export interface Creation<T> {
  /** Names the order in the journal. */
  key: string;
  /** Ids of objects that exist already and could be mistaken for this one. */
  before?: UnsavedOrder["before"];
  send(): Promise<T>;
  /** Objects that the request may have created. */
  find(): Promise<T[]>;
  idOf(object: T): string;
  /** What happened or did not: `the port was ordered`. */
  event: string;
  /** Continues `The next pulumi up looks before it …`. */
  nextRun: string;
  /** Follows the error if nothing was created. */
  nothing: string;
  /** Follows the error if the request may have created any of several objects. */
  several(objects: readonly T[]): string;
}

/** Nothing was created, although the answer did not say so. `cause` is the answer. */
export class NothingCreated extends CniError {}

/**
 * Creates an object once: writes the order to the journal, sends it once, and looks for the object if the answer does
 * not say what happened. The entry stays if that remains unknown, so that the next run can recover the object.
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

/** Searches a few times over some seconds, until something is found. */
async function findLater<T>(
  { clock }: Context["run"],
  failure: ApiError,
  { find, event, nextRun }: Pick<Creation<T>, "find" | "event" | "nextRun">,
): Promise<T[]> {
  try {
    for (const pause of PAUSES) {
      if (pause > 0) await sleep(clock, pause);
      // Even after Ctrl-C, the fate of an order is worth a few seconds.
      const found = await inOperation({ signal: undefined }, find);
      if (found.length > 0) return found;
    }
    return [];
  } catch (error) {
    throw new CniError(
      `${failure.message} Whether ${event} is not known, because looking failed too: ${messageOf(error)} The next \`pulumi up\` looks before it ${nextRun}`,
      { cause: error },
    );
  }
}
