export type { Outage, SimulatedRequest, SimulatedState } from "./control/answers";
export { SimulatorControl } from "./control/client";
export type { CniChanges, FaultRequest, OutageRequest, PlanSteps } from "./control/requests";
export type { ErrorBody } from "./http/error-body";
export type { SimulatorOptions } from "./options";
export { type Simulator, startSimulator } from "./simulator";
