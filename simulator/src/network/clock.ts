/** Simulator time: real time plus an offset that only grows, so a port can age in a moment. */
export class Clock {
  #offset = 0;

  /** Milliseconds since the epoch, in simulator time. */
  now(): number {
    return Date.now() + this.#offset;
  }

  get offset(): number {
    return this.#offset;
  }

  advance(ms: number): void {
    this.#offset += ms;
  }

  reset(): void {
    this.#offset = 0;
  }
}
