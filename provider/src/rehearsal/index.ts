export {
  type Breakable,
  type OutagePlace,
  type RehearsedFailure,
  type RehearsedStack,
  rehearse,
} from "./rehearse";
