import { isApiError } from "../api/errors";

/**
 * What is there, or undefined where it is gone. A 404 alone is no proof: a wrong account or base
 * URL answers 404 to everything, and a state that forgets a live port leads to a second order. So
 * another look has to confirm it; where that fails too, its error is the answer.
 */
export async function unlessGone<T>(
  look: () => Promise<T>,
  confirm: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!isApiError(error, "not-found")) throw error;
    return confirm();
  }
}

/** Deletes what is there; a 404 is success where it is certain that nothing is. */
export async function deleteUnlessGone(
  remove: () => Promise<void>,
  observe: () => Promise<unknown>,
): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isApiError(error, "not-found") || (await observe()) !== undefined) throw error;
  }
}
