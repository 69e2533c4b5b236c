import type { Environment } from "./locate";

/** Parameters of a function that gets the engine. It creates `bin/` in `root`, or throws a reason of one line. */
export interface Acquisition {
  readonly root: string;
  /** Folder for temporary files, removed afterwards. */
  readonly work: string;
  readonly env: Environment;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}
