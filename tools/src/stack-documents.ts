/** Resource in the state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom: boolean;
  readonly external?: boolean;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Location in the program, such as `project:///index.ts#4,14`. */
  readonly sourcePosition?: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  readonly initErrors?: readonly string[];
  /** Whether the resource was replaced and its deletion is pending. */
  readonly delete?: boolean;
}

/** State of a stack: the `deployment` of `pulumi stack export`. */
export interface StackState {
  readonly resources: readonly StateResource[];
  readonly pending_operations?: readonly { resource: StateResource; type: string }[];
}

/** State file of a local backend. */
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

/** Output of `pulumi preview --json`. */
export interface PreviewDocument {
  readonly steps: readonly PreviewStep[];
  readonly changeSummary: Readonly<Record<string, number>>;
  readonly diagnostics?: readonly { urn?: string; message: string; severity: string }[];
}
