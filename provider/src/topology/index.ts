/**
 * High-availability model of a design: its intent, its findings, and what remains after each failure. All functions are
 * pure and perform no I/O.
 *
 * @example
 * ```ts
 * import { assess, type Design } from "pulumi-cloudflare-cni/topology";
 *
 * export function findings(design: Design): string[] {
 *   const { met, blockers } = assess(design);
 *   return met ? [] : blockers.map(({ explanation }) => explanation);
 * }
 * ```
 */

export {
  type DeviceCount,
  findLocation,
  findMetro,
  LOCATIONS,
  type Location,
  METROS,
  type Metro,
  type MetroDevices,
} from "../domain/locations";
export { LOCATIONS_AS_OF } from "../domain/locations.data";
export { GROUP_TYPE, isResourceType } from "../domain/resource-types";
export { assess } from "./assess";
export type { Assessment, Structure } from "./assessment";
export type { AssumedFailure, Availability, Downtime } from "./availability";
export { BLOCKER_TYPES, type Blocker, type BlockerType, type Severity } from "./blocker";
export type {
  Assumptions,
  Backup,
  BackupTunnel,
  CustomerEnd,
  Dataplane,
  Demand,
  Design,
  FailureAssumption,
  HealthCheck,
  Intent,
  MaintenanceNotification,
  Port,
  PortKind,
  Session,
  SlotState,
  Steering,
  UseCase,
} from "./design";
export {
  compareDesigns,
  type DesignDiff,
  type DesignValue,
  type PartChange,
  type ValueChange,
} from "./design-diff";
export type {
  Capacity,
  DirectionOutage,
  Failure,
  FailureKind,
  Outage,
  OutageCause,
  OutageRange,
  Outcome,
  Path,
  Seconds,
  Verdict,
} from "./failure";
export { fulfils, INTENTS, PORTS_NEEDED } from "./intent";
export { formatOutage } from "./outage-range";
export { recordedDesign } from "./recorded-design";
export { type Properties, recordedPort, recordedSession } from "./recorded-resources";
export { type Replacement, replacementOrder } from "./replacement-order";
export { rulesTable } from "./rules";
export { scorecardOf } from "./score";
export { type Assessed, compareScores, type ScoreChange } from "./score-diff";
export type { Light, LightLevel, Scorecard } from "./scorecard";
