import type { Clock } from "../domain/clock";
import { isApiError, unlessNotFound } from "./errors";
import type { Http } from "./http";
import { SharedList } from "./shared-list";

/**
 * Milliseconds for which later refreshes reuse a list. The engine refreshes only a few resources at a time, so the
 * reads of one `pulumi refresh` are spread over time.
 */
const REFRESH_WINDOW = 5_000;

/** Dependencies shared by the repositories of one account. */
export interface AccountEndpoint {
  http: Http;
  account: string;
  clock: Clock;
  writes: Writes;
}

/**
 * Counts the writes to an account. Every write invalidates all lists, because a write to one kind of object may change
 * another kind: deleting a port also deletes its sessions.
 */
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

/** Group of refreshes that share at most one list. A round reads each object at most once. */
interface RefreshRound<T> {
  ends: number;
  /** Number of writes at the beginning of the round. */
  writes: number;
  reads: Map<string, ReadInRound<T>>;
  listed?: Promise<T[]>;
}
interface ReadInRound<T> {
  found: Promise<T | undefined>;
  isOver: boolean;
}

/**
 * Objects of one kind in an account. The results of `list`, `get` and `find` are never older than the call, so orders
 * and deletions can rely on them.
 */
export abstract class Repository<T> {
  readonly #list: SharedList<T>;
  /** Objects that this process created, by key. The value is `undefined` for objects that it deleted. */
  readonly #ownWrites = new Map<string, T | undefined>();
  #round?: RefreshRound<T>;

  /** `collection` is the path of the objects within the account, such as `cni/cnis`. */
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

  /** Lists all objects. The list request starts after the call. */
  list(): Promise<T[]> {
    return this.#list.read();
  }

  /**
   * Lists all objects from a list that is less than `age` milliseconds old, updated with the objects that this process
   * created and deleted. Use it for a first look. An object that is missing from this list does not exist unless
   * somebody else has just created it. An object in this list must be read again.
   */
  async listWithin(age: number): Promise<T[]> {
    const listed = await this.#list.readWithin(age);
    const others = listed.filter((item) => !this.#ownWrites.has(this.keyOf(item)));
    const own = [...this.#ownWrites.values()].filter((item) => item !== undefined);
    return [...others, ...own];
  }

  /** Sends a request that creates an object. Remembers the object. */
  protected async sendCreation(send: () => Promise<T>): Promise<T> {
    const created = await this.endpoint.writes.track(send);
    this.#ownWrites.set(this.keyOf(created), created);
    return created;
  }

  /** Sends a request that deletes an object. Remembers the deletion once the API has accepted it. */
  protected async sendDeletion(key: string): Promise<void> {
    const { http, writes } = this.endpoint;
    await writes.track(() => http.done({ method: "DELETE", path: this.pathOf(key) }));
    this.#ownWrites.set(key, undefined);
  }

  /**
   * Finds an object. Returns `undefined` if neither a direct read nor the list finds it. With `refresh`, the result may
   * come from a list that is a few seconds old, so a hundred refreshes need only one list.
   */
  find(key: string, { refresh = false } = {}): Promise<T | undefined> {
    return refresh ? this.#refresh(key) : this.#find(key, () => this.list());
  }

  /**
   * Finds an object in the list without a direct read, so that many callers share one request. Use this only if the API
   * has just accepted a deletion in this account, which shows that the account and the base URL are correct. If one
   * item makes the list unreadable, this method calls {@link find}.
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
   * Finds an object and confirms a 404 with the list. With a wrong account or base URL, every request returns 404, and
   * the engine would then drop the port from the state and order it again.
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
    // A second refresh of the same object must return its current state, so it starts a new round.
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
    // A direct read is cheaper for the first object, and a list is cheaper for two or more.
    const isFirst = round.reads.size === 0;
    const listed = isFirst ? undefined : this.#select(await this.#listIfReadable(round), key);
    return listed ?? this.#find(key, () => this.#listOf(round));
  }

  /**
   * Reads the list. Returns an empty list after an error that may not affect direct reads, so that one bad item does
   * not block the other objects.
   */
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
      // The fault may be temporary, so the next refresh lists again.
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
