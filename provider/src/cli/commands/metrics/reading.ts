/** One kind of information that the exporter reads on a schedule of its own. */
import { type ApiErrorKind, isApiError } from "../../../api/errors";
import { inOperation } from "../../../api/operation";
import type { Clock } from "../../../domain/clock";
import { CniError, messageOf } from "../../../domain/errors";

export type ReadingName = "links" | "design" | "analytics";

/** `local`: the stack or the design could not be read on this machine. `bug`: an error in this command. */
export type ErrorKind = ApiErrorKind | "local" | "bug";

/** Timeout for one attempt, in milliseconds, so that an unresponsive API does not block the exporter. */
const MAX_ATTEMPT = 60_000;
/** Intervals after which the last value is stale. */
const STALE_AFTER = 3;

export interface ReadingOptions<Value> {
  name: ReadingName;
  /** Shortest interval in milliseconds. */
  every: number;
  /** Reads the value. Reports errors that concern only a part of it, which keeps its last value. */
  read(onError: (error: unknown) => void): Promise<Value>;
}

/** A reading keeps its last value while the API cannot be reached, and knows how old it is. */
export class Reading<Value> {
  readonly name: ReadingName;
  readonly errors = new Map<ErrorKind, number>();
  value: Value | undefined;
  /** Time of the last success. */
  succeededAt: number | undefined;
  /** Message of the last attempt's first error; `undefined` after a success. */
  problem: string | undefined;
  dueAt = 0;
  #interval: number;

  constructor(
    private readonly options: ReadingOptions<Value>,
    private readonly clock: Clock,
  ) {
    this.name = options.name;
    this.#interval = options.every;
  }

  get isUp(): boolean {
    return this.succeededAt !== undefined && this.problem === undefined;
  }

  isStale(now: number): boolean {
    return this.succeededAt === undefined || now - this.succeededAt > STALE_AFTER * this.#interval;
  }

  /** Attempts to read, and never throws. The next attempt is due `minInterval` or the own interval after this one. */
  async attempt(minInterval: () => number): Promise<void> {
    const startedAt = this.clock.now();
    let firstError: unknown;
    const onError = (error: unknown) => {
      if (isApiError(error) && error.details.cancelled) return;
      firstError ??= error;
      const kind = kindOf(error);
      this.errors.set(kind, (this.errors.get(kind) ?? 0) + 1);
    };
    try {
      const deadline = startedAt + MAX_ATTEMPT;
      this.value = await inOperation({ deadline }, () => this.options.read(onError));
      if (firstError === undefined) {
        this.succeededAt = this.clock.now();
        this.problem = undefined;
      }
    } catch (error) {
      onError(error);
    }
    if (firstError !== undefined) this.problem = messageOf(firstError);
    this.#interval = Math.max(this.options.every, minInterval());
    this.dueAt = startedAt + this.#interval;
  }
}

function kindOf(error: unknown): ErrorKind {
  if (isApiError(error)) return error.details.kind;
  return error instanceof CniError ? "local" : "bug";
}
