export type { CommandResult, RunningCommand } from "./command";
export {
  type Engine,
  type EnsureEngineOptions,
  ensureEngine,
  type FindEngineOptions,
  findEngine,
} from "./engine";
export type { LeftoverProcess } from "./leftovers";
export { createProgram, type ProgramFiles, writeProgram } from "./program";
export type {
  PreviewDocument,
  PreviewStep,
  StackState,
  StateResource,
} from "./stack-documents";
export {
  type OperationOptions,
  type PulumiOptions,
  type PulumiRunOptions,
  ThrowawayStack,
  type ThrowawayStackOptions,
} from "./throwaway-stack";
