import { type Fault, type FaultRequest, resolveFault } from "./fault";
import { seededRandom } from "./seeded-random";
import type { Subject } from "./which";

/** Fault as the control API lists it. */
export interface FaultInForce {
  readonly id: string;
  /** The fault as requested. */
  readonly fault: FaultRequest;
  /** Number of requests that the fault will still hit; null for no limit. */
  readonly left: number | null;
  /** Number of requests that the fault has hit. */
  readonly hits: number;
  /** When the fault expires, ISO 8601; null if it never expires or is not active yet. */
  readonly until: string | null;
  /** Number of requests that must end before the fault becomes active; 0 once it is active. */
  readonly wakesAfter: number;
}

/** Abort reason of a fault whose delayed requests must be dropped, not carried out. */
export const dropReason = "hung up";

/** Fault with its counters. Decides which requests to hit, and tracks the requests that it delays. */
export class WaitingFault {
  readonly fault: Fault;
  readonly #random: () => number;
  readonly #cancellation = new AbortController();
  #left: number;
  #wakesAfter: number;
  #until = Number.POSITIVE_INFINITY;
  #hits = 0;
  #held = 0;

  constructor(
    private readonly id: string,
    private readonly request: FaultRequest,
    { seed, now }: { readonly seed: number; readonly now: number },
  ) {
    this.fault = resolveFault(request);
    this.#random = seededRandom(this.fault.seed ?? seed);
    this.#left = this.fault.times;
    this.#wakesAfter = this.fault.after.times;
    this.#begin(now);
  }

  /** Signal that aborts when the fault is removed, which releases the requests that it delays. */
  get cancelled(): AbortSignal {
    return this.#cancellation.signal;
  }

  /** Releases the requests that the fault delays. If `hangUp` is true, they are dropped, not carried out. */
  cancel(hangUp = false): void {
    this.#cancellation.abort(hangUp ? dropReason : undefined);
  }

  /** Returns whether the fault hits the request. If it does, counts the request as held until `release`. */
  hits(subject: Subject, now: number): boolean {
    const isActive = this.#wakesAfter === 0 && this.#left > 0 && now < this.#until;
    if (!isActive || !this.fault.matches(subject) || this.#random() >= this.fault.probability) {
      return false;
    }
    this.#left -= 1;
    this.#hits += 1;
    this.#held += 1;
    return true;
  }

  release(): void {
    this.#held -= 1;
  }

  /** Counts a request that ended, which may activate the fault. */
  countEndedRequest(subject: Subject, now: number): void {
    if (this.#wakesAfter > 0 && this.fault.after.matches(subject)) {
      this.#wakesAfter -= 1;
      this.#begin(now);
    }
  }

  /** Whether the fault can no longer hit a request and holds none. Until then, the fault is listed and can be removed. */
  isOver(now: number): boolean {
    return this.#held === 0 && (this.#left === 0 || now >= this.#until);
  }

  describe(): FaultInForce {
    return {
      id: this.id,
      fault: this.request,
      left: Number.isFinite(this.#left) ? this.#left : null,
      hits: this.#hits,
      until: Number.isFinite(this.#until) ? new Date(this.#until).toISOString() : null,
      wakesAfter: this.#wakesAfter,
    };
  }

  #begin(now: number): void {
    if (this.#wakesAfter === 0) {
      this.#until = now + this.fault.duration;
    }
  }
}
