import { isApiError } from "../api/errors";
import { formatDuration } from "../domain/duration";
import { CniError } from "../domain/errors";
import type { Context } from "./context";
import { pollUntil } from "./poll";

/** Milliseconds for which an object may exist after its deletion was accepted. */
const DELETION_TIMEOUT = 5 * 60_000;

/** What is deleted, and the operation that waits for it. */
export interface Deletion {
  /** Such as `the interconnect cni-1`. */
  what: string;
  context: Pick<Context, "run" | "signal" | "progress">;
}

/**
 * Deletes an object and waits until it is gone, so that its place is free. A 404 counts as success only if `observe`
 * confirms that nothing is there.
 */
export async function deleteUnlessGone(
  remove: () => Promise<void>,
  observe: () => Promise<unknown>,
  deletion: Deletion,
): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isApiError(error, "not-found") || (await observe()) !== undefined) throw error;
    return;
  }
  await waitUntilGone(observe, deletion);
}

async function waitUntilGone(
  observe: () => Promise<unknown>,
  { what, context }: Deletion,
): Promise<void> {
  const check = async () => ({ isGone: (await observe()) === undefined });
  const { outcome, waited, error } = await pollUntil(context, check, {
    isDone: ({ isGone }) => isGone,
    stateOf: ({ isGone }) => (isGone ? "gone" : "there"),
    describe({ error, waited, left }) {
      const subject = error ? `could not be asked for (${error.message})` : "is still there";
      const line = `${what} is deleted and ${subject}; waiting until it is gone for ${formatDuration(waited)}, ${formatDuration(left)} left`;
      return { subject, line };
    },
    timeout: DELETION_TIMEOUT,
  });
  if (outcome === "done") return;
  const when =
    outcome === "cancelled"
      ? `when the run was cancelled after ${formatDuration(waited)}`
      : `${formatDuration(waited)} later`;
  const seen = error ? `could not be asked for (${error.message})` : "was still there";
  throw new CniError(
    `the deletion of ${what} was accepted, and it ${seen} ${when}; it stays in state, and the next run deletes it again or finds it gone.`,
  );
}
