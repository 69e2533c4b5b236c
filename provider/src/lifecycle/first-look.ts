/**
 * Checks before an order whether its object already exists. The API refuses a second order for the same slot or conduit
 * name, so this first look may use a list that is up to half a minute old. Objects in that list, and objects that an earlier
 * run of this resource may have ordered, are read again.
 */
import { isApiError } from "../api/errors";
import type { Context } from "../run/context";

/** Maximum age in milliseconds of the list that shows whether an object exists. */
export const FIRST_LOOK_AGE = 30_000;

/**
 * Whether an object may exist that conflicts with an order. An unsaved order of the same resource may have created one.
 */
export async function mayExist<T>(
  { journal }: Pick<Context, "journal">,
  listRecent: () => Promise<readonly T[]>,
  isConcerned: (object: T) => boolean,
): Promise<boolean> {
  if ((await journal.unsaved()).length > 0) return true;
  return (await listRecent()).some(isConcerned);
}

/** Finds the object that made the API refuse an order. Returns `undefined` if there is none. */
export async function findWinner<T>(
  error: unknown,
  find: () => Promise<readonly T[]>,
): Promise<T | undefined> {
  if (!isApiError(error, "refused", "conflict")) return undefined;
  return (await find().catch((): T[] => []))[0];
}
