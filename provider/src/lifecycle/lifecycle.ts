/** What a resource type does, in domain terms. */
import type { z } from "zod";
import type { AccountApi } from "../api/account";
import type { Context } from "../run/context";
import type { Props } from "../run/property-values";
import type { Run } from "../run/run";

/** How a resource stands after an operation. */
export interface OperationResult {
  id: string;
  outputs: Props;
  /** Why it is not as declared yet, with the way on; the object stays in state. */
  unfinished?: string;
  /** Found by a read: properties that the program did not declare and that exist all the same. */
  undeclared?: readonly string[];
}

export interface Difference {
  changes: boolean;
  /** Properties that only a new object can have. */
  replaces?: string[];
}

/** The life of one resource type. `Inputs` is what a program declared, parsed. */
export interface Lifecycle<Inputs extends { accountId: string }> {
  /** What one object is called, if the resource deletes or restores one: only one resource may. */
  owns?: string;
  /** Every property a program may declare, each by itself. */
  schema: z.ZodType;
  /** Paths of inputs whose values are never quoted. */
  secrets?: readonly string[];
  /** Fills in what was left out, so that it is known in preview. */
  complete?(props: Props, run: Run): Props;
  /** Rules over several properties, one sentence for each that is broken. */
  rules?(declared: Props): string[];
  /** Rules that need the account's objects, one sentence each. Checked only if all others hold. */
  accountRules?(
    declared: Props,
    before: Props,
    account: { run: Run; api: () => AccountApi },
  ): Promise<string[]>;
  /** What was declared, in domain terms; called after `schema` and `rules` found no fault. */
  parse(declared: Props): Inputs;
  /**
   * Compares state with declaration, hidden properties included; no I/O. An unknown value is a
   * change, not a replacement. Throws where the declaration contradicts the state.
   */
  diff(state: Props, declared: Props, run: Run): Difference;
  /** Whether a replacement needs what the present object occupies, so that it has to go first. */
  needsPlaceOf?(state: Props, declared: Props): boolean;
  create(inputs: Inputs, context: Context): Promise<OperationResult>;
  /** Undefined where the object is gone. */
  read(id: string, state: Props, context: Context): Promise<OperationResult | undefined>;
  /** Applies what differs, then goes on waiting where a wait is unfinished. */
  update(id: string, state: Props, inputs: Inputs, context: Context): Promise<OperationResult>;
  delete(id: string, state: Props, context: Context): Promise<void>;
}
