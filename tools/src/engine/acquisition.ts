import type { Environment } from "./locate";

/** Parameters of a function that gets the engine. The function creates `bin/` in `root`, or throws an error with a one-line message. */
export interface Acquisition {
  readonly root: string;
  /** Folder for temporary files, removed afterwards. */
  readonly work: string;
  readonly env: Environment;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}
