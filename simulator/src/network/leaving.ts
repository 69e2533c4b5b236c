import { milliseconds } from "./behaviour";
import type { Network } from "./network";

/** Objects that are deleted and still there, since a deletion can take its time. */
export class Leaving {
  readonly #goneAt = new Map<string, number>();

  constructor(
    private readonly network: Network,
    private readonly remove: (id: string) => void,
  ) {}

  /** Deletes an object, now or when its time has come. */
  add(id: string): void {
    const { clock, behaviour } = this.network;
    if (!this.#goneAt.has(id)) {
      this.#goneAt.set(id, clock.now() + milliseconds(behaviour.deletedAfter));
    }
    this.settle();
  }

  has(id: string): boolean {
    return this.#goneAt.has(id);
  }

  /** When an object will be gone that is deleted. */
  goneAt(id: string): number | undefined {
    return this.#goneAt.get(id);
  }

  settle(): void {
    for (const [id, goneAt] of this.#goneAt) {
      if (goneAt <= this.network.clock.now()) {
        this.#goneAt.delete(id);
        this.remove(id);
      }
    }
  }

  /** An object that is to go at that time. */
  at(id: string, time: number): void {
    this.#goneAt.set(id, time);
  }

  clear(): void {
    this.#goneAt.clear();
  }
}
