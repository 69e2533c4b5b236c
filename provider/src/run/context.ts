import type { AccountApi } from "../api/account";
import type { ResourceJournal } from "./journal";
import type { Run } from "./run";

/** What a lifecycle may use: the API of the resource's account and the resource's own line. */
export interface Context {
  run: Run;
  api: AccountApi;
  urn: string | undefined;
  /** What this resource ordered in runs that could not save it. */
  note: ResourceJournal;
  /**
   * Claims an object that was there before, ahead of every other resource that may have it. Comes
   * before anything is changed, and throws if the claim cannot be kept.
   */
  claim(id: string): Promise<void>;
  /** Aborted when the engine wants to stop. */
  signal: AbortSignal;
  /** Shows what goes on, for as long as it does. */
  progress(message: string): void;
  /** Says something worth keeping. */
  inform(message: string): void;
  /** Says something that must not be overlooked. */
  warn(message: string): void;
}
