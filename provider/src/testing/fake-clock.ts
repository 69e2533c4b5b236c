import { setImmediate as afterPromises } from "node:timers/promises";
import type { Clock } from "../domain/clock";

interface Timer {
  at: number;
  call(): void;
}

/** A clock that stands until a test moves it on. */
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

  /** Passes time: whatever is due on the way happens at its own moment, and what follows from it. */
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

/** A clock on which every wait ends at once. */
export class ImpatientClock implements Clock {
  /** How long each wait would have taken, in milliseconds. */
  readonly waits: number[] = [];
  #time: number;

  /** `pass` is called for each wait, before it ends. */
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
    let isOff = false;
    setImmediate(async () => {
      if (isOff) return;
      this.#time += milliseconds;
      await this.pass(milliseconds);
      if (!isOff) call();
    });
    return () => {
      isOff = true;
    };
  }
}
