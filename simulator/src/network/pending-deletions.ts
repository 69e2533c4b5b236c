import { milliseconds } from "./behaviour";
import type { Network } from "./network";

/** Objects that are deleted but still exist, because the switch `deletedAfter` delays their removal. */
export class PendingDeletions {
  readonly #goneAt = new Map<string, number>();

  constructor(
    private readonly network: Network,
    private readonly remove: (id: string) => void,
  ) {}

  /** Deletes an object, at once or after `deletedAfter`. */
  add(id: string): void {
    const { clock, behaviour } = this.network;
    if (!this.#goneAt.has(id)) {
      this.#goneAt.set(id, clock.now() + milliseconds(behaviour.deletedAfter));
    }
    this.removeDue();
  }

  has(id: string): boolean {
    return this.#goneAt.has(id);
  }

  /** Returns when a deleted object is removed, or `undefined` if it is not deleted. */
  goneAt(id: string): number | undefined {
    return this.#goneAt.get(id);
  }

  removeDue(): void {
    for (const [id, goneAt] of this.#goneAt) {
      if (goneAt <= this.network.clock.now()) {
        this.#goneAt.delete(id);
        this.remove(id);
      }
    }
  }

  /** Schedules the removal of an object. */
  schedule(id: string, time: number): void {
    this.#goneAt.set(id, time);
  }

  clear(): void {
    this.#goneAt.clear();
  }
}
