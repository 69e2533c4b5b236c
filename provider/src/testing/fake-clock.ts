import { setImmediate as afterPromises } from "node:timers/promises";
import type { Clock } from "../run/clock";

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
