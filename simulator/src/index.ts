export type {
  AccountHealth,
  FaultInForce,
  RateLimitStatus,
  SimulatedRequest,
  SimulatedSlot,
} from "./control/answers";
export { SimulatorControl } from "./control/client";
export type {
  CniChanges,
  InterconnectChanges,
  MaintenanceRequest,
  OutageRequest,
  PlanRequest,
  SettingsChanges,
} from "./control/requests";
export type { FaultRequest } from "./faults/fault";
export { type PresetName, presetNames, presets } from "./faults/presets";
export type { Behaviour, BehaviourChanges } from "./network/behaviour";
export type { AccountOptions, SimulatorOptions } from "./options";
export { type Simulator, startSimulator } from "./simulator";
export type {
  ClockReading,
  MaintenanceWindow,
  NewState,
  Outage,
  SimulatedState,
} from "./state/schema";
