import { setImmediate as afterPromises } from "node:timers/promises";
import type { Clock } from "../domain/clock";

interface Timer {
  at: number;
  call(): void;
}

/** Clock that moves only when a test advances it. */
export class FakeClock implements Clock {
  private time = 0;
  private readonly timers = new Set<Timer>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.time + milliseconds, call };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /**
   * Advances the time. Timers that come due fire in order, each at its own time, including timers set along the way.
   */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      await afterPromises();
      const next = [...this.timers].sort((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > end) break;
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.call();
    }
    this.time = end;
  }
}

/** Clock on which every wait ends at once. */
export class ImpatientClock implements Clock {
  /** Nominal length of each wait, in milliseconds. */
  readonly waits: number[] = [];
  #time: number;

  /** `pass` is called before each wait ends. */
  constructor(
    private readonly pass: (milliseconds: number) => unknown = () => {},
    start = Date.now(),
  ) {
    this.#time = start;
  }

  now(): number {
    return this.#time;
  }

  after(milliseconds: number, call: () => void): () => void {
    this.waits.push(milliseconds);
    let isCancelled = false;
    setImmediate(async () => {
      if (isCancelled) return;
      this.#time += milliseconds;
      await this.pass(milliseconds);
      if (!isCancelled) call();
    });
    return () => {
      isCancelled = true;
    };
  }
}
