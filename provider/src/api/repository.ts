import type { Clock } from "../domain/clock";
import { isApiError, unlessNotFound } from "./errors";
import type { Http } from "./http";
import { SharedList } from "./shared-list";

/**
 * Milliseconds for which later refreshes reuse a list. The engine refreshes only a few resources at a time, so the
 * resources of one refresh do not all ask at once.
 */
const REFRESH_WINDOW = 5_000;

/** Dependencies shared by the repositories of one account. */
export interface AccountEndpoint {
  http: Http;
  account: string;
  clock: Clock;
  writes: Writes;
}

/** Counts the writes to an account. Every write invalidates all lists, because deleting a port deletes its sessions. */
export class Writes {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  async track<T>(send: () => Promise<T>): Promise<T> {
    this.#count += 1;
    try {
      return await send();
    } finally {
      this.#count += 1;
    }
  }
}

/** Refreshes that share at most one list. Each object is read at most once in a round. */
interface RefreshRound<T> {
  ends: number;
  /** Write count when the round began. */
  writes: number;
  reads: Map<string, ReadInRound<T>>;
  listed?: Promise<T[]>;
}
interface ReadInRound<T> {
  found: Promise<T | undefined>;
  isOver: boolean;
}

/**
 * Objects of one kind in an account. `list`, `get` and `find` return what the API reports after the call, so that
 * orders and deletions can rely on it.
 */
export abstract class Repository<T> {
  readonly #list: SharedList<T>;
  /** Objects that this process created, and `undefined` for those that it deleted, by key. */
  readonly #ownWrites = new Map<string, T | undefined>();
  #round?: RefreshRound<T>;

  /** `collection` is the path of the objects below the account, such as `cni/cnis`. */
  constructor(
    protected readonly endpoint: AccountEndpoint,
    private readonly collection: string,
  ) {
    this.#list = new SharedList(endpoint.clock, () => this.readAll());
  }

  /** Reads an object. Throws an {@link ApiError} of kind `not-found` if the API returns 404. */
  abstract get(key: string): Promise<T>;
  protected abstract readAll(): Promise<T[]>;
  protected abstract keyOf(item: T): string;

  protected get path(): string {
    return `/accounts/${this.endpoint.account}/${this.collection}`;
  }

  protected pathOf(key: string): string {
    return `${this.path}/${encodeURIComponent(key)}`;
  }

  /** Lists every object. The list begins after the call. */
  list(): Promise<T[]> {
    return this.#list.read();
  }

  /**
   * Lists every object as of less than `age` milliseconds ago, brought up to date with what this process created and
   * deleted. Meant for a first look: what is missing in this list is missing unless somebody else has just created it,
   * and what it shows must be read again.
   */
  async listWithin(age: number): Promise<T[]> {
    const listed = await this.#list.readWithin(age);
    const others = listed.filter((item) => !this.#ownWrites.has(this.keyOf(item)));
    const own = [...this.#ownWrites.values()].filter((item) => item !== undefined);
    return [...others, ...own];
  }

  /** Sends a request that creates an object, and remembers the object. */
  protected async sendCreation(send: () => Promise<T>): Promise<T> {
    const created = await this.endpoint.writes.track(send);
    this.#ownWrites.set(this.keyOf(created), created);
    return created;
  }

  /** Sends a request that deletes an object, and remembers that the API accepted it. */
  protected async sendDeletion(key: string): Promise<void> {
    const { http, writes } = this.endpoint;
    await writes.track(() => http.done({ method: "DELETE", path: this.pathOf(key) }));
    this.#ownWrites.set(key, undefined);
  }

  /**
   * Finds an object, or returns `undefined` if neither a direct read nor the list finds it. With `refresh`, the result
   * may come from a list that is a few seconds old, so a hundred refreshes share one list.
   */
  find(key: string, { refresh = false } = {}): Promise<T | undefined> {
    return refresh ? this.#refresh(key) : this.#find(key, () => this.list());
  }

  /**
   * Looks an object up in the list alone, which many callers share. Meant for an object whose deletion the API accepted:
   * that proves the account and the base URL, which a 404 would not. A list that cannot be read because of one item is
   * replaced with {@link find}.
   */
  async findInList(key: string): Promise<T | undefined> {
    try {
      return this.#select(await this.list(), key);
    } catch (error) {
      if (affectsOnlyList(error)) return this.find(key);
      throw error;
    }
  }

  /**
   * Confirms a 404 with the list. With a wrong account or base URL, every request returns 404. The engine would then
   * drop the port from the state and order it again.
   */
  async #find(key: string, list: () => Promise<T[]>): Promise<T | undefined> {
    return (await unlessNotFound(this.get(key))) ?? this.#select(await list(), key);
  }

  protected hasKey(item: T, key: string): boolean {
    return this.keyOf(item) === key;
  }

  #select(items: T[], key: string): T | undefined {
    return items.find((item) => this.hasKey(item, key));
  }

  #refresh(key: string): Promise<T | undefined> {
    if (this.#round?.writes !== this.endpoint.writes.count) this.#round = undefined;
    const running = this.#round?.reads.get(key);
    if (running?.isOver === false) return running.found;
    const now = this.endpoint.clock.now();
    // A caller that reads the same object again expects its current state.
    if (running !== undefined || now > (this.#round?.ends ?? 0)) this.#round = undefined;
    this.#round ??= {
      ends: now + REFRESH_WINDOW,
      writes: this.endpoint.writes.count,
      reads: new Map(),
    };
    const read: ReadInRound<T> = { found: this.#findInRound(this.#round, key), isOver: false };
    this.#round.reads.set(key, read);
    const end = () => {
      read.isOver = true;
    };
    read.found.then(end, end);
    return read.found;
  }

  async #findInRound(round: RefreshRound<T>, key: string): Promise<T | undefined> {
    // The first object is cheaper to read directly; from the second on, a list is cheaper.
    const isFirst = round.reads.size === 0;
    const listed = isFirst ? undefined : this.#select(await this.#listIfReadable(round), key);
    return listed ?? this.#find(key, () => this.#listOf(round));
  }

  /** Returns an empty list after an error that may not affect direct reads, so one bad item does not block the others. */
  async #listIfReadable(round: RefreshRound<T>): Promise<T[]> {
    try {
      return await this.#listOf(round);
    } catch (error) {
      if (affectsOnlyList(error)) return [];
      throw error;
    }
  }

  #listOf(round: RefreshRound<T>): Promise<T[]> {
    round.listed ??= this.#startList(round);
    return round.listed;
  }

  async #startList(round: RefreshRound<T>): Promise<T[]> {
    round.ends = Number.POSITIVE_INFINITY;
    try {
      return await this.list();
    } catch (error) {
      // After a temporary fault, the next refresh may list again.
      if (!affectsOnlyList(error) && this.#round === round) this.#round = undefined;
      throw error;
    } finally {
      round.ends = this.endpoint.clock.now() + REFRESH_WINDOW;
    }
  }
}

function affectsOnlyList(error: unknown): boolean {
  return isApiError(error, "unreadable", "refused", "permission", "not-found");
}
