/** Operations on a resource type. They use domain types instead of the engine's types. */
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
  /** Inputs that a read found, if they differ from the outputs with the same names. */
  inputs?: Props;
  /** Properties that a read found although the program does not declare them. */
  undeclared?: readonly string[];
}

export interface Difference {
  changes: boolean;
  /** Properties whose change requires a new object. */
  replaces?: string[];
}

/** Lifecycle of one resource type. `Inputs` are the parsed properties from the program. */
export interface Lifecycle<Inputs extends { accountId: string }> {
  /** Noun for an object that this resource deletes or restores. Only one resource may own such an object. */
  owns?: string;
  /** Schema of all properties that a program may declare. */
  schema: z.ZodType;
  /** Paths of the inputs whose values must never be printed. */
  secrets?: readonly string[];
  /** Fills in defaults, so that preview shows them. */
  complete?(props: Props, run: Run): Props;
  /** Checks rules that involve several properties. Returns one message for each broken rule. */
  rules?(declared: Props): string[];
  /** Checks rules that depend on the account's objects. Runs only if all other rules are met. */
  accountRules?(
    declared: Props,
    before: Props,
    account: { run: Run; api: () => AccountApi },
  ): Promise<string[]>;
  /** Converts valid properties to domain types. */
  parse(declared: Props): Inputs;
  /**
   * Compares the state with the declaration, including hidden properties. Performs no I/O. An unknown value counts as a
   * change but not as a replacement. Throws a `CniError` if the declaration contradicts the state.
   */
  diff(state: Props, declared: Props, run: Run): Difference;
  /** Whether the present object must be deleted before its replacement can be created. */
  needsPlaceOf?(state: Props, declared: Props): boolean;
  create(inputs: Inputs, context: Context): Promise<OperationResult>;
  /** Reads the object. Returns `undefined` if it no longer exists. */
  read(id: string, state: Props, context: Context): Promise<OperationResult | undefined>;
  /** Returns the properties with which a program declares an imported object. */
  importedInputs(outputs: Props): Props;
  /** Applies the changed properties, and then continues an unfinished wait. */
  update(id: string, state: Props, inputs: Inputs, context: Context): Promise<OperationResult>;
  delete(id: string, state: Props, context: Context): Promise<void>;
}
