/** `real` runs with the clock on the wall, `virtual` stands still until it is turned. */
export type ClockMode = "real" | "virtual";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

// Node fires a longer timer at once.
const longestTimer = 2 ** 31 - 1;

/** The clock is not turned beyond it, so that every moment of a state has a year of four digits. */
export const lastMoment = Date.UTC(9000, 0);

/**
 * Simulator time. It never goes back, except by a reset: turning it is how a port ages in a
 * moment, and whoever sleeps until then is woken at once.
 */
export class Clock {
  #offset = 0;
  #standsAt: number | undefined;
  readonly #sleepers = new Set<Sleeper>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly startMode: ClockMode = "real") {
    this.mode = startMode;
  }

  get mode(): ClockMode {
    return this.#standsAt === undefined ? "real" : "virtual";
  }

  set mode(mode: ClockMode) {
    const now = this.now();
    this.#standsAt = mode === "virtual" ? now : undefined;
    this.#offset = now - Date.now();
    this.#wakeTheDue();
  }

  /** Milliseconds since the epoch, in simulator time. */
  now(): number {
    return this.#standsAt ?? Date.now() + this.#offset;
  }

  /** Milliseconds by which it is ahead of the wall. */
  get offset(): number {
    return this.#standsAt === undefined ? this.#offset : this.#standsAt - Date.now();
  }

  advance(ms: number): void {
    this.turnTo(this.now() + ms);
  }

  turnTo(time: number): void {
    if (this.#standsAt === undefined) {
      this.#offset = time - Date.now();
    } else {
      this.#standsAt = time;
    }
    this.#wakeTheDue();
  }

  /** Ends when simulator time has come so far, however it came, or when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper = { until: this.now() + ms, wake };
      const sleepers = this.#sleepers;
      function wake(): void {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      }
      if (signal?.aborted) {
        return resolve();
      }
      signal?.addEventListener("abort", wake, { once: true });
      sleepers.add(sleeper);
      this.#wakeTheDue();
    });
  }

  /** Back to the wall's time, or to a standstill at it; nobody sleeps on. */
  reset(): void {
    this.#offset = 0;
    this.#standsAt = this.startMode === "virtual" ? Date.now() : undefined;
    for (const { wake } of this.#sleepers) {
      wake();
    }
  }

  #wakeTheDue(): void {
    clearTimeout(this.#timer);
    for (const { until, wake } of [...this.#sleepers]) {
      if (until <= this.now()) {
        wake();
      }
    }
    const next = Math.min(...[...this.#sleepers].map(({ until }) => until));
    if (this.mode === "real" && Number.isFinite(next)) {
      const wait = Math.min(Math.max(next - this.now(), 1), longestTimer);
      this.#timer = setTimeout(() => this.#wakeTheDue(), wait).unref();
    }
  }
}
