/**
 * What a request may take from the operation that it is part of: how long it may wait, who stops it
 * and who is told. It travels with the asynchronous calls, so that no method between needs to know.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";

export interface Operation {
  /**
   * Ends waits at once and lets nothing new be sent. A write that is on its way is waited for:
   * whether an order was placed must not stay unknown for the sake of a second.
   */
  signal?: AbortSignal;
  /** Milliseconds since the epoch; what cannot be had by then is told instead of waited for. */
  deadline?: number;
  /** Keys that an answer may repeat although they are not sent: those of the resource. */
  secrets?: readonly string[];
  /** Told why nothing happens for a while. */
  onWait?(message: string): void;
}

const operations = new AsyncLocalStorage<Operation>();

/**
 * Runs something as part of an operation. Within another operation, what is not given stays as it
 * is there; `undefined` that is given takes it away.
 */
export function inOperation<T>(operation: Operation, run: () => Promise<T>): Promise<T> {
  // Node warns of a leak where more than ten listen, as a hundred ports that wait do.
  if (operation.signal !== undefined) setMaxListeners(0, operation.signal);
  return operations.run({ ...operations.getStore(), ...operation }, run);
}

export function currentOperation(): Operation {
  return operations.getStore() ?? {};
}
