import { setTimeout as sleep } from "node:timers/promises";

/** What an answer that never came has ordered may take a moment to be listed. */
const PAUSES = [0, 1_000, 3_000];

/** Looks until something is found, a few times over some seconds; returns what the last look saw. */
export async function lookAgain<T>(look: () => Promise<T[]>): Promise<T[]> {
  let found: T[] = [];
  for (const pause of PAUSES) {
    if (pause > 0) await sleep(pause);
    found = await look();
    if (found.length > 0) break;
  }
  return found;
}
