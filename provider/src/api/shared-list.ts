/**
 * Shares one list among all callers that ask before it begins, so a hundred orders need only a few lists. A caller
 * must decide on a list that began after its call, so it never joins a running list but shares the next one.
 */
import { type Clock, sleep } from "../domain/clock";
import { currentOperation, inOperation, type Operation } from "./operation";

/**
 * Milliseconds between the starts of two lists. The engine works on a few resources at a time, and during this pause
 * those that shared a list can ask for the next one together.
 */
const MIN_INTERVAL = 150;

interface Batch<T> {
  callers: [Operation, ...Operation[]];
  answer: Promise<T[]>;
}

export class SharedList<T> {
  /** The latest list. The next one starts after it. */
  private running: Promise<unknown> = Promise.resolve();
  private startedAt = Number.NEGATIVE_INFINITY;
  /** List that has not started and that callers can still join. */
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
    // The first caller's limits end a list, so only callers with the same signal and kind of deadline share it.
    if (!endTogether(callers[0], caller)) return this.list();
    callers.push(caller);
    return answer;
  }

  private async listFor(callers: readonly Operation[]): Promise<T[]> {
    await this.running;
    const pause = this.startedAt + MIN_INTERVAL - this.clock.now();
    if (pause > 0) await sleep(this.clock, pause);
    this.next = undefined;
    this.startedAt = this.clock.now();
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
