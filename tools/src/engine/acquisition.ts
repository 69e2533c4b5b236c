import type { Environment } from "./locate";

/** What each way of getting the engine is given: it leaves `bin/` in `root`, or throws one line that says why not. */
export interface Acquisition {
  readonly root: string;
  /** For what is needed on the way; removed afterwards. */
  readonly work: string;
  readonly env: Environment;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}
