import type { Network } from "../network/network";
import type { FaultRequest } from "./fault";
import { type FaultInForce, WaitingFault } from "./waiting-fault";
import type { Subject } from "./which";

/** All faults that have not ended, oldest first. */
export class Faults {
  readonly #faults = new Map<string, WaitingFault>();
  #count = 0;

  constructor(private readonly network: Network) {}

  add(request: FaultRequest): string {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    // Each fault gets another default seed. The count restarts after a reset, so the seeds repeat.
    const seed = this.#count;
    const { clock } = this.network;
    this.#faults.set(id, new WaitingFault(id, request, { seed, now: clock.now() }));
    return id;
  }

  list(): FaultInForce[] {
    this.#removeExpired();
    return [...this.#faults.values()].map((fault) => fault.describe());
  }

  /** Removes a fault and releases the requests that it delays. Returns false if the fault does not exist. */
  remove(id: string): boolean {
    this.#removeExpired();
    this.#faults.get(id)?.cancel();
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#cancelAll(false);
  }

  /** Removes all faults, and drops the requests that they delay, because the reset has discarded the state. */
  reset(): void {
    this.#cancelAll(true);
    this.#count = 0;
  }

  #cancelAll(hangUp: boolean): void {
    for (const fault of this.#faults.values()) {
      fault.cancel(hangUp);
    }
    this.#faults.clear();
  }

  /** Returns the oldest fault that hits the request. The caller releases it when the request ends. */
  findHit(subject: Subject): WaitingFault | undefined {
    this.#removeExpired();
    const now = this.network.clock.now();
    return [...this.#faults.values()].find((fault) => fault.hits(subject, now));
  }

  /** Notifies the faults that are not active yet that a request ended. Counts requests that a fault hit, too. */
  countEndedRequest(subject: Subject): void {
    for (const fault of this.#faults.values()) {
      fault.countEndedRequest(subject, this.network.clock.now());
    }
  }

  #removeExpired(): void {
    const now = this.network.clock.now();
    for (const [id, fault] of this.#faults) {
      if (fault.isOver(now)) {
        this.#faults.delete(id);
      }
    }
  }
}
