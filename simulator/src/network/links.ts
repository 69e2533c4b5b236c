import { type Plan, stepTimes } from "./plan";

/** State of a link from a time on. */
export interface LinkChange {
  readonly at: number;
  readonly state: string;
}

/** Link whose state at any time depends on the current plans, outages and maintenance windows. */
export interface Link {
  readonly key: string;
  readonly plan?: Plan | undefined;
  stateAt(time: number): string;
}

/** Length of the recorded past. Health checks look back 30 minutes at most. */
export const recordedPast = 3_600_000;

/**
 * States of all links over the last hour. The simulator records them before each change to plans, outages
 * and maintenance windows, because such a change must not affect the past.
 */
export class Links {
  readonly #changes = new Map<string, LinkChange[]>();
  /** Time up to which the states are recorded. */
  until: number | undefined;

  /** Records the states up to `now`. `moments` are times at which any link may have changed. */
  record(links: Iterable<Link>, moments: readonly number[], now: number): void {
    const from = Math.max(Math.min(this.until ?? now, now), now - recordedPast);
    const known = new Set<string>();
    for (const { key, plan, stateAt } of links) {
      known.add(key);
      const steps = plan === undefined ? [] : stepTimes(plan, from, now);
      const times = [...moments, ...steps].filter((time) => time > from && time <= now);
      const changes = [...(this.#changes.get(key) ?? [])];
      for (const at of [from, ...times.sort((a, b) => a - b)]) {
        addChange(changes, { at, state: stateAt(at) });
      }
      const first = changes.findLastIndex(({ at }) => at <= now - recordedPast);
      this.#changes.set(key, changes.slice(Math.max(first, 0)));
    }
    for (const key of this.#changes.keys()) {
      if (!known.has(key)) {
        this.#changes.delete(key);
      }
    }
    this.until = now;
  }

  /** Returns the recorded state of a link at a time. Times before the record get its first state. */
  stateAt(key: string, time: number): string {
    const changes = this.#changes.get(key) ?? [];
    return (changes.findLast(({ at }) => at <= time) ?? changes[0])?.state ?? "Healthy";
  }

  all(): [key: string, changes: readonly LinkChange[]][] {
    return [...this.#changes];
  }

  load(changes: Iterable<readonly [key: string, changes: readonly LinkChange[]]>): void {
    this.clear();
    for (const [key, of] of changes) {
      this.#changes.set(key, [...of]);
    }
  }

  clear(): void {
    this.#changes.clear();
    this.until = undefined;
  }
}

/** Appends a change unless the state stays the same. A change replaces an earlier one at the same time. */
function addChange(changes: LinkChange[], change: LinkChange): void {
  if (changes.at(-1)?.at === change.at) {
    changes.pop();
  }
  if (changes.at(-1)?.state !== change.state) {
    changes.push(change);
  }
}
