/** Milliseconds of silence before a line that says the same as the one before it. */
const FIRST_SILENCE = 15_000;
const LONGEST_SILENCE = 5 * 60_000;

/**
 * Which of many reports are worth a line: what has changed, and a sign of life now and then, each
 * time after a longer while. Half an hour of the same makes ten lines in a CI log.
 */
export function quietly(): (what: string, now: number) => boolean {
  let told: string | undefined;
  let toldAt = 0;
  let silence = FIRST_SILENCE;

  return function isWorthTelling(what, now) {
    const changed = what !== told;
    if (!changed && now - toldAt < silence) return false;
    silence = changed ? FIRST_SILENCE : Math.min(silence * 2, LONGEST_SILENCE);
    told = what;
    toldAt = now;
    return true;
  };
}
