import type { Network } from "../network/network";
import type { FaultRequest } from "./fault";
import { type FaultInForce, WaitingFault } from "./waiting-fault";
import type { Subject } from "./which";

/** The faults in force, oldest first. */
export class Faults {
  readonly #faults = new Map<string, WaitingFault>();
  #count = 0;

  constructor(private readonly network: Network) {}

  add(request: FaultRequest): string {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    // Without a seed of its own a fault rolls dice that are no other fault's, and the same again
    // after a reset.
    const seed = this.#count;
    const { clock } = this.network;
    this.#faults.set(id, new WaitingFault(id, request, { seed, now: clock.now() }));
    return id;
  }

  list(): FaultInForce[] {
    this.#forgetWhatIsOver();
    return [...this.#faults.values()].map((fault) => fault.show());
  }

  /** Calls a fault off, and lets go of the requests that it holds. */
  remove(id: string): boolean {
    this.#forgetWhatIsOver();
    this.#faults.get(id)?.callOff();
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#callOffAll(false);
  }

  /** Begins anew: requests that are held belong to a world that is no more. */
  reset(): void {
    this.#callOffAll(true);
    this.#count = 0;
  }

  #callOffAll(hangUp: boolean): void {
    for (const fault of this.#faults.values()) {
      fault.callOff(hangUp);
    }
    this.#faults.clear();
  }

  /** The oldest fault that hits the request, to be released when the request is over. */
  take(subject: Subject): WaitingFault | undefined {
    this.#forgetWhatIsOver();
    const now = this.network.clock.now();
    return [...this.#faults.values()].find((fault) => fault.hits(subject, now));
  }

  /** Tells the faults that sleep that a request is over, spoilt or not. */
  over(subject: Subject): void {
    for (const fault of this.#faults.values()) {
      fault.heed(subject, this.network.clock.now());
    }
  }

  #forgetWhatIsOver(): void {
    const now = this.network.clock.now();
    for (const [id, fault] of this.#faults) {
      if (fault.isOver(now)) {
        this.#faults.delete(id);
      }
    }
  }
}
