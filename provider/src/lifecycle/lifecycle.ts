/** Operations of a resource type, in domain terms. */
import type { z } from "zod";
import type { AccountApi } from "../api/account";
import type { Context } from "../run/context";
import type { Props } from "../run/property-values";
import type { Run } from "../run/run";

/** Result of an operation. */
export interface OperationResult {
  id: string;
  outputs: Props;
  /** Why the operation did not finish, and how to continue. The object stays in the state. */
  unfinished?: string;
  /** Inputs that a read found and that differ from the outputs of the same names. */
  inputs?: Props;
  /** Properties that a read found although the program did not declare them. */
  undeclared?: readonly string[];
}

export interface Difference {
  changes: boolean;
  /** Properties whose change requires a new object. */
  replaces?: string[];
}

/** Lifecycle of one resource type. `Inputs` are the parsed properties of the program. */
export interface Lifecycle<Inputs extends { accountId: string }> {
  /** Noun for an object that the resource deletes or restores. Only one resource may own such an object. */
  owns?: string;
  /** Schema of every property that a program may declare. */
  schema: z.ZodType;
  /** Paths of inputs whose values are never printed. */
  secrets?: readonly string[];
  /** Fills in defaults, so that preview shows them. */
  complete?(props: Props, run: Run): Props;
  /** Checks rules over several properties. Returns one message for each broken rule. */
  rules?(declared: Props): string[];
  /** Checks rules that need the account's objects. Runs only if all other rules hold. */
  accountRules?(
    declared: Props,
    before: Props,
    account: { run: Run; api: () => AccountApi },
  ): Promise<string[]>;
  /** Converts valid properties to domain terms. */
  parse(declared: Props): Inputs;
  /**
   * Compares the state with the declaration, including hidden properties, without I/O. An unknown value counts as a change
   * but not as a replacement. Throws a `CniError` if state and declaration contradict each other.
   */
  diff(state: Props, declared: Props, run: Run): Difference;
  /** Whether the present object must be deleted before its replacement is created. */
  needsPlaceOf?(state: Props, declared: Props): boolean;
  create(inputs: Inputs, context: Context): Promise<OperationResult>;
  /** Returns `undefined` if the object no longer exists. */
  read(id: string, state: Props, context: Context): Promise<OperationResult | undefined>;
  /** Properties with which a program declares an imported object, from its outputs. */
  importedInputs(outputs: Props): Props;
  /** Applies the differences, then continues an unfinished wait. */
  update(id: string, state: Props, inputs: Inputs, context: Context): Promise<OperationResult>;
  delete(id: string, state: Props, context: Context): Promise<void>;
}
