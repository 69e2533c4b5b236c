/** `real` follows real time; `virtual` stands still until it is advanced. */
export type ClockMode = "real" | "virtual";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

// Node fires a timer immediately if its delay is longer than this.
const longestTimer = 2 ** 31 - 1;

/** Latest time the clock can be set to. The limit keeps every saved year at four digits. */
export const lastMoment = Date.UTC(9000, 0);

/**
 * Clock of the simulator. It never goes back, except by a reset. Advancing the clock ends every sleep that is due by the
 * new time, so that weeks pass in a moment.
 */
export class Clock {
  #offset = 0;
  #fixedTime: number | undefined;
  readonly #sleepers = new Set<Sleeper>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly startMode: ClockMode = "real") {
    this.mode = startMode;
  }

  get mode(): ClockMode {
    return this.#fixedTime === undefined ? "real" : "virtual";
  }

  set mode(mode: ClockMode) {
    const now = this.now();
    this.#fixedTime = mode === "virtual" ? now : undefined;
    this.#offset = now - Date.now();
    this.#wakeDueSleepers();
  }

  /** Returns simulator time in milliseconds since the epoch. */
  now(): number {
    return this.#fixedTime ?? Date.now() + this.#offset;
  }

  /** Milliseconds by which simulator time is ahead of real time. */
  get offset(): number {
    return this.#fixedTime === undefined ? this.#offset : this.#fixedTime - Date.now();
  }

  advance(ms: number): void {
    this.setTime(this.now() + ms);
  }

  setTime(time: number): void {
    if (this.#fixedTime === undefined) {
      this.#offset = time - Date.now();
    } else {
      this.#fixedTime = time;
    }
    this.#wakeDueSleepers();
  }

  /** Waits for `ms` of simulator time, or until the signal aborts. */
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
      this.#wakeDueSleepers();
    });
  }

  /** Returns to real time in the mode of the start, and ends every sleep. */
  reset(): void {
    this.#offset = 0;
    this.#fixedTime = this.startMode === "virtual" ? Date.now() : undefined;
    for (const { wake } of this.#sleepers) {
      wake();
    }
  }

  #wakeDueSleepers(): void {
    clearTimeout(this.#timer);
    for (const { until, wake } of [...this.#sleepers]) {
      if (until <= this.now()) {
        wake();
      }
    }
    const next = Math.min(...[...this.#sleepers].map(({ until }) => until));
    if (this.mode === "real" && Number.isFinite(next)) {
      const wait = Math.min(Math.max(next - this.now(), 1), longestTimer);
      this.#timer = setTimeout(() => this.#wakeDueSleepers(), wait).unref();
    }
  }
}
