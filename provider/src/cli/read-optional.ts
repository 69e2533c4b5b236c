import { isApiError } from "../api/errors";

/** Waits for a response. Returns `undefined` if the token may not read it or the account does not have it. */
export async function readOptional<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error, "not-found", "permission", "entitlement", "refused")) return undefined;
    throw error;
  }
}
