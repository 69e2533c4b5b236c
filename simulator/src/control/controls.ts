import type { Faults } from "../faults/faults";
import type { RateLimit } from "../http/rate-limit";
import type { RequestLog } from "../http/request-log";
import type { Simulation } from "../network/simulation";
import type { Changes } from "./changes";

/** Parts of the simulator that the control endpoints use. */
export interface Controls {
  readonly simulation: Simulation;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly rateLimit: RateLimit;
  readonly changes: Changes;
}
