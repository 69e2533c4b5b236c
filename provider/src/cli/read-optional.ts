import { isApiError } from "../api/errors";

/** What is only nice to know: not every token may read it, and not every account has it. */
export async function readOptional<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error, "not-found", "permission", "entitlement", "refused")) return undefined;
    throw error;
  }
}
