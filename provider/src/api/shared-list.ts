/**
 * One list for all who ask before it begins, so that a hundred orders that look first take a few
 * lists. A decision needs a list that began after its question arose: one that is under way is never
 * joined, and who comes too late for it shares the next.
 */
import { type Clock, sleep } from "../domain/clock";
import { currentOperation, inOperation, type Operation } from "./operation";

/**
 * Milliseconds from the beginning of one list to that of the next. The engine works on a few
 * resources at a time; in this time those that were answered together come back with the next ones.
 */
const MIN_INTERVAL = 150;

interface Batch<T> {
  callers: [Operation, ...Operation[]];
  answer: Promise<T[]>;
}

export class SharedList<T> {
  /** The one that nobody can join any more. */
  private running: Promise<unknown> = Promise.resolve();
  private startedAt = Number.NEGATIVE_INFINITY;
  /** The one that has not startedAt. */
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
    // It ends when the first of its callers has to, so only those share who have to end alike.
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
