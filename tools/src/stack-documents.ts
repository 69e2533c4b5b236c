/** A resource as the state has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Line of the program, as `project:///index.ts#4,14`. */
  readonly sourcePosition?: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly initErrors?: readonly string[];
  /** Was replaced, and is still to be deleted. */
  readonly delete?: boolean;
}

/** What a stack's state holds: `pulumi stack export` calls it the deployment. */
export interface StackState {
  readonly resources: readonly StateResource[];
  readonly pending_operations?: readonly { resource: StateResource; type: string }[];
}

/** The file of a local backend. */
export interface Checkpoint {
  readonly checkpoint: { readonly latest?: Partial<StackState> | null };
}

export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly oldState?: StateResource;
  readonly newState?: StateResource;
  readonly replaceReasons?: readonly string[];
  readonly diffReasons?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, { kind: string; inputDiff: boolean }>> | null;
}

/** The answer of `pulumi preview --json`. */
export interface PreviewDocument {
  readonly steps: readonly PreviewStep[];
  readonly changeSummary: Readonly<Record<string, number>>;
  readonly diagnostics?: readonly { urn?: string; message: string; severity: string }[];
}
