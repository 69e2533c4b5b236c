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
const APART = 150;

interface Batch<T> {
  askers: [Operation, ...Operation[]];
  answer: Promise<T[]>;
}

export class SharedList<T> {
  /** The one that nobody can join any more. */
  private underWay: Promise<unknown> = Promise.resolve();
  private begun = Number.NEGATIVE_INFINITY;
  /** The one that has not begun. */
  private next?: Batch<T>;

  constructor(
    private readonly clock: Clock,
    private readonly list: () => Promise<T[]>,
  ) {}

  ask(): Promise<T[]> {
    const asker = currentOperation();
    if (this.next === undefined) {
      const askers: Batch<T>["askers"] = [asker];
      this.next = { askers, answer: this.listFor(askers) };
      this.underWay = this.next.answer.catch(() => {});
      return this.next.answer;
    }
    const { askers, answer } = this.next;
    // It ends when the first of its askers has to, so only those share who have to end alike.
    if (!endAlike(askers[0], asker)) return this.list();
    askers.push(asker);
    return answer;
  }

  private async listFor(askers: readonly Operation[]): Promise<T[]> {
    await this.underWay;
    const rest = this.begun + APART - this.clock.now();
    if (rest > 0) await sleep(this.clock, rest);
    this.next = undefined;
    this.begun = this.clock.now();
    const onWait = (message: string) => {
      for (const { onWait } of askers) onWait?.(message);
    };
    return inOperation({ onWait }, this.list);
  }
}

function endAlike(one: Operation, other: Operation): boolean {
  const [isLimited, isOtherLimited] = [one, other].map(({ deadline }) => deadline !== undefined);
  return one.signal === other.signal && isLimited === isOtherLimited;
}
