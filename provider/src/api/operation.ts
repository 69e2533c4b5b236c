/**
 * Settings that requests inherit from their operation: deadline, cancellation and progress reports. They are
 * passed through asynchronous context, so that the methods in between need no parameter for them.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";

export interface Operation {
  /**
   * Ends waits at once and prevents new requests. A write that was already sent still waits for its
   * response, because it must be known whether an order was placed.
   */
  signal?: AbortSignal;
  /** Milliseconds since the epoch. A request that would have to wait longer fails instead. */
  deadline?: number;
  /** Keys of the resource, which a response may contain although the request does not. */
  secrets?: readonly string[];
  /** Receives the reason for a long wait. */
  onWait?(message: string): void;
}

const operations = new AsyncLocalStorage<Operation>();

/**
 * Runs a function as part of an operation. Properties that are left out are inherited from the enclosing
 * operation; an explicit `undefined` removes one.
 */
export function inOperation<T>(operation: Operation, run: () => Promise<T>): Promise<T> {
  // A hundred waiting ports add a hundred listeners, and Node warns of a leak above ten.
  if (operation.signal !== undefined) setMaxListeners(0, operation.signal);
  return operations.run({ ...operations.getStore(), ...operation }, run);
}

export function currentOperation(): Operation {
  return operations.getStore() ?? {};
}
