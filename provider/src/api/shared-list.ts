/**
 * Shares one list request among all callers that ask before it starts, so a hundred orders need only a few requests. A
 * caller never joins a running request, because that request may have read the data before the call. It shares the next
 * request instead.
 */
import { type Clock, sleep } from "../domain/clock";
import { currentOperation, inOperation, type Operation } from "./operation";

/**
 * Milliseconds between the starts of two list requests. The engine works on a few resources at a time. The pause lets
 * resources that shared one request also share the next one.
 */
const MIN_INTERVAL = 150;

interface Batch<T> {
  callers: [Operation, ...Operation[]];
  answer: Promise<T[]>;
}

export class SharedList<T> {
  /** Latest list request. The next request starts after it ends. */
  private running: Promise<unknown> = Promise.resolve();
  /** List request that was started last. */
  private latest?: { startedAt: number; answer: Promise<T[]> };
  /** List request that has not started and that callers can still join. */
  private next?: Batch<T>;

  constructor(
    private readonly clock: Clock,
    private readonly list: () => Promise<T[]>,
  ) {}

  read(): Promise<T[]> {
    const caller = currentOperation();
    if (this.next === undefined) {
      const callers: Batch<T>["callers"] = [caller];
      this.next = { callers, answer: this.listFor(callers) };
      this.running = this.next.answer.catch(() => {});
      return this.next.answer;
    }
    const { callers, answer } = this.next;
    // The first caller's signal and deadline apply to the whole request. Only callers with the same signal and the same
    // kind of deadline therefore share it.
    if (!endTogether(callers[0], caller)) return this.list();
    callers.push(caller);
    return answer;
  }

  /** Returns the latest list if it started less than `age` milliseconds ago. Otherwise, reads a new list. */
  readWithin(age: number): Promise<T[]> {
    const { latest } = this;
    if (latest === undefined || latest.startedAt <= this.clock.now() - age) return this.read();
    return latest.answer.catch(() => this.read());
  }

  private async listFor(callers: readonly Operation[]): Promise<T[]> {
    await this.running;
    const startedAt = this.latest?.startedAt ?? Number.NEGATIVE_INFINITY;
    const pause = startedAt + MIN_INTERVAL - this.clock.now();
    if (pause > 0) await sleep(this.clock, pause);
    if (this.next) this.latest = { startedAt: this.clock.now(), answer: this.next.answer };
    this.next = undefined;
    const onWait = (message: string) => {
      for (const { onWait } of callers) onWait?.(message);
    };
    return inOperation({ onWait }, this.list);
  }
}

function endTogether(one: Operation, other: Operation): boolean {
  const [isLimited, isOtherLimited] = [one, other].map(({ deadline }) => deadline !== undefined);
  return one.signal === other.signal && isLimited === isOtherLimited;
}
