/**
 * Reads of many objects from one list: a refresh of a hundred ports is one list instead of a
 * hundred looks. For refreshes only; what orders, adopts or deletes looks for itself.
 */
import type { Clock } from "../domain/clock";
import { isApiError } from "./errors";

/**
 * How long a list answers reads after it came, in milliseconds. The engine reads a few resources at
 * a time, so those of one refresh do not all ask at the same moment.
 */
const FRESH = 5_000;

export interface Collection<T> {
  list(): Promise<T[]>;
  get(key: string): Promise<T>;
  keyOf(item: T): string;
}

/** Reads that belong together: each object once, from one list at most. */
interface Round<T> {
  ends: number;
  reads: Map<string, Read<T>>;
  listed?: Promise<Map<string, T>>;
}
interface Read<T> {
  found: Promise<T | undefined>;
  over: boolean;
}

export class Snapshot<T> {
  private round?: Round<T>;

  constructor(
    private readonly clock: Clock,
    private readonly collection: Collection<T>,
  ) {}

  /** The object, or undefined where both the list and a look at it alone say that it is gone. */
  read(key: string): Promise<T | undefined> {
    const running = this.round?.reads.get(key);
    if (running?.over === false) return running.found;
    // Who reads an object a second time wants to see it as it is now.
    if (running !== undefined || this.clock.now() > (this.round?.ends ?? 0)) this.forget();
    this.round ??= { ends: this.clock.now() + FRESH, reads: new Map() };
    const read: Read<T> = { found: this.find(this.round, key), over: false };
    this.round.reads.set(key, read);
    const end = () => {
      read.over = true;
    };
    read.found.then(end, end);
    return read.found;
  }

  /** Everything changes with a write: what was listed before it answers nobody after it. */
  forget(): void {
    this.round = undefined;
  }

  private async find(round: Round<T>, key: string): Promise<T | undefined> {
    // A single read costs a single look; from the second on, the list is cheaper.
    const isFirst = round.reads.size === 0;
    const listed = isFirst ? undefined : (await this.listIfUsable(round))?.get(key);
    if (listed !== undefined) return listed;
    try {
      return await this.collection.get(key);
    } catch (error) {
      // A wrong account or base URL answers 404 to everything, so the list has to say so as well.
      if (!isApiError(error, "not-found")) throw error;
      return (await this.list(round)).get(key);
    }
  }

  /**
   * Undefined where the list cannot be had and a single object may be: an item that nobody can
   * parse must not stand in the way of all the others.
   */
  private async listIfUsable(round: Round<T>): Promise<Map<string, T> | undefined> {
    try {
      return await this.list(round);
    } catch (error) {
      if (concernsTheListOnly(error)) return undefined;
      throw error;
    }
  }

  private list(round: Round<T>): Promise<Map<string, T>> {
    round.listed ??= this.fill(round);
    return round.listed;
  }

  private async fill(round: Round<T>): Promise<Map<string, T>> {
    round.ends = Number.POSITIVE_INFINITY;
    try {
      const items = await this.collection.list();
      round.ends = this.clock.now() + FRESH;
      return new Map(items.map((item) => [this.collection.keyOf(item), item]));
    } catch (error) {
      round.ends = this.clock.now() + FRESH;
      // What passes may have passed for the next one who reads.
      if (!concernsTheListOnly(error) && this.round === round) this.forget();
      throw error;
    }
  }
}

function concernsTheListOnly(error: unknown): boolean {
  return isApiError(error, "unreadable", "refused", "permission", "not-found");
}
