/**
 * Settings that requests inherit from their operation: deadline, cancellation and progress reports. The asynchronous
 * context carries these settings, so intermediate methods do not pass them as parameters.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";

export interface Operation {
  /**
   * Ends waits at once and prevents new requests. A write that has already been sent still waits for its response,
   * because the response shows whether an order was placed.
   */
  signal?: AbortSignal;
  /** Deadline in milliseconds since the epoch. A request that would have to wait longer fails instead. */
  deadline?: number;
  /** Secrets of the resource (MD5 key, pairing key). A response may contain them even if the request does not. */
  secrets?: readonly string[];
  /** Receives the reason for a long wait. */
  onWait?(message: string): void;
}

const operations = new AsyncLocalStorage<Operation>();

/**
 * Runs a function as part of an operation. Omitted properties are inherited from the enclosing operation; an
 * explicit `undefined` removes the inherited value.
 */
export function inOperation<T>(operation: Operation, run: () => Promise<T>): Promise<T> {
  // A hundred waiting ports add a hundred listeners, but Node warns of a leak if there are more than ten.
  if (operation.signal !== undefined) setMaxListeners(0, operation.signal);
  return operations.run({ ...operations.getStore(), ...operation }, run);
}

export function currentOperation(): Operation {
  return operations.getStore() ?? {};
}
