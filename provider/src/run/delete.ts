import { isApiError } from "../api/errors";
import { formatDuration } from "../domain/duration";
import { CniError } from "../domain/errors";
import type { Context } from "./context";
import { pollUntil } from "./poll";

/** Milliseconds within which an object must be gone after the API accepted its deletion. */
const DELETION_TIMEOUT = 5 * 60_000;

/** Object to delete, and the context for progress lines and errors. */
export interface Deletion {
  /** Noun phrase for the object in messages, such as `the interconnect cni-1`. */
  what: string;
  context: Pick<Context, "run" | "signal" | "progress">;
}

/** Repository methods that a deletion needs. */
interface Deletable {
  delete(key: string): Promise<void>;
  find(key: string): Promise<unknown>;
  findInList(key: string): Promise<unknown>;
}

/**
 * Deletes an object and waits until it is gone, so that its slot or name is free for a successor. A 404 counts as
 * success only if the list confirms that the object no longer exists.
 */
export async function deleteUnlessGone(
  objects: Deletable,
  key: string,
  deletion: Deletion,
): Promise<void> {
  try {
    await objects.delete(key);
  } catch (error) {
    if (!isApiError(error, "not-found") || (await objects.find(key)) !== undefined) throw error;
    return;
  }
  await waitUntilGone(() => objects.findInList(key), deletion);
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
      const subject = error ? `could not be read (${error.message})` : "still exists";
      const line = `${what} was deleted but ${subject}; waiting until it is gone (${formatDuration(waited)} so far, ${formatDuration(left)} left)`;
      return { subject, line };
    },
    timeout: DELETION_TIMEOUT,
  });
  if (outcome === "done") return;
  const when =
    outcome === "cancelled"
      ? `when the run was cancelled after ${formatDuration(waited)}`
      : `${formatDuration(waited)} later`;
  const observed = error ? `could not be read (${error.message})` : "still existed";
  throw new CniError(
    `Cloudflare accepted the deletion of ${what}, but it ${observed} ${when}. It stays in the state. Run the command again to delete it or to confirm that it is gone.`,
  );
}
