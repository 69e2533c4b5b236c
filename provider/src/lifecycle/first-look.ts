/**
 * Looks for an existing object before an order. The API refuses a second order for a slot or a conduit name, so a first
 * look may share a list that is a little older. What the list shows, and what an earlier run of this resource may have
 * ordered, is looked up again.
 */
import { isApiError } from "../api/errors";
import type { Context } from "../run/context";

/** Age in milliseconds of a list that shows whether an object exists. */
export const FIRST_LOOK_AGE = 30_000;

/** Whether an object exists that this order concerns. An unsaved order of the resource may have created it. */
export async function mayExist<T>(
  { journal }: Pick<Context, "journal">,
  listRecent: () => Promise<readonly T[]>,
  isConcerned: (object: T) => boolean,
): Promise<boolean> {
  if ((await journal.unsaved()).length > 0) return true;
  return (await listRecent()).some(isConcerned);
}

/** Finds the object because of which the API refused an order. Returns `undefined` if there is none. */
export async function findWinner<T>(
  error: unknown,
  find: () => Promise<readonly T[]>,
): Promise<T | undefined> {
  if (!isApiError(error, "refused", "conflict")) return undefined;
  return (await find().catch((): T[] => []))[0];
}
