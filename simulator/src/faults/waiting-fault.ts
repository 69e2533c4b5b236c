import { type Fault, type FaultRequest, faultOf } from "./fault";
import { seededRandom } from "./seeded-random";
import type { Subject } from "./which";

/** A fault as it can be read. */
export interface FaultInForce {
  readonly id: string;
  /** As it was given. */
  readonly fault: FaultRequest;
  /** Requests that it will still spoil; null for all that come. */
  readonly left: number | null;
  /** Requests that it has spoilt. */
  readonly hits: number;
  /** When it ends by itself, ISO 8601; null for never, and while it sleeps. */
  readonly until: string | null;
  /** Requests that have to be over before it wakes; 0 once it is awake. */
  readonly wakesAfter: number;
}

/** Why a fault was called off whose requests are not to be carried out any more. */
export const hungUp = "hung up";

/** A fault that waits for requests, and holds those that it keeps waiting. */
export class WaitingFault {
  readonly fault: Fault;
  readonly #random: () => number;
  readonly #calledOff = new AbortController();
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
    this.fault = faultOf(request);
    this.#random = seededRandom(this.fault.seed ?? seed);
    this.#left = this.fault.times;
    this.#wakesAfter = this.fault.after.times;
    this.#begin(now);
  }

  /** Aborts when the fault is called off, and whoever it holds can go. */
  get calledOff(): AbortSignal {
    return this.#calledOff.signal;
  }

  /** Lets go of the requests that it holds; those of a world that is no more are not carried out. */
  callOff(hangUp = false): void {
    this.#calledOff.abort(hangUp ? hungUp : undefined);
  }

  /** Whether it hits the request, which is thereby counted and held until it is released. */
  hits(subject: Subject, now: number): boolean {
    const able = this.#wakesAfter === 0 && this.#left > 0 && now < this.#until;
    if (!able || !this.fault.fits(subject) || this.#random() >= this.fault.probability) {
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

  /** A request is over, which may be what it slept for. */
  heed(subject: Subject, now: number): void {
    if (this.#wakesAfter > 0 && this.fault.after.fits(subject)) {
      this.#wakesAfter -= 1;
      this.#begin(now);
    }
  }

  /** Nothing is left of it; as long as it holds a request it can still be called off. */
  isOver(now: number): boolean {
    return this.#held === 0 && (this.#left === 0 || now >= this.#until);
  }

  show(): FaultInForce {
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
