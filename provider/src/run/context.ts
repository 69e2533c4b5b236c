import type { AccountApi } from "../api/account";
import type { ResourceJournal } from "./journal";
import type { Run } from "./run";

/** Services for an operation on one resource, such as the API of its account and its progress messages. */
export interface Context {
  run: Run;
  api: AccountApi;
  urn: string | undefined;
  /** Order journal of the resource. */
  journal: ResourceJournal;
  /**
   * Claims an existing object for this resource ahead of all other resources. Call this before you change the object.
   * Throws if the claim cannot be saved.
   */
  claim(id: string): Promise<void>;
  /** Aborts when the engine asks the provider to stop. */
  signal: AbortSignal;
  /** Shows a temporary progress line. */
  progress(message: string): void;
  /** Logs a permanent message. */
  inform(message: string): void;
  /** Logs a warning. */
  warn(message: string): void;
}
