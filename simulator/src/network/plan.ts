/** What a port reports; the API documents four states, a plan may name any. */
export interface PortStatus {
  readonly state: string;
  readonly reason?: string | null | undefined;
}

export interface PlanStep extends PortStatus {
  /** Milliseconds after the plan was set. */
  readonly after: number;
}

/** The course of a port's status, as somebody gives it. */
export interface Course {
  readonly steps: readonly PlanStep[];
  /** Milliseconds after which it begins again from its first step. */
  readonly repeatEvery?: number | undefined;
}

/** A course that runs since a moment. */
export interface Plan extends Course {
  readonly since: number;
  /** What the port reports until the first step, Pending unless given. */
  readonly before?: PortStatus | undefined;
}

const pending: PortStatus = { state: "Pending" };

/** What every new port does: it waits for its cross-connect, then it is up. */
export function waitingForCrossConnect(healthyAfter: number): Course {
  return { steps: [{ after: healthyAfter, state: "Healthy" }] };
}

/** The same, with the light that comes late and weak. */
export function comingUpThroughDown(healthyAfter: number): Course {
  return {
    steps: [
      { after: healthyAfter * 0.8, state: "Down", reason: "no light" },
      { after: healthyAfter * 0.9, state: "Unhealthy", reason: "light below -20 dBm" },
      { after: healthyAfter, state: "Healthy" },
    ],
  };
}

/** Sets a new course; until its first step the port goes on reporting what it reports now. */
export function changeOfPlan(current: Plan, course: Course, now: number): Plan {
  return { ...course, since: now, before: statusAt(current, now), steps: inOrder(course.steps) };
}

export function inOrder(steps: readonly PlanStep[]): PlanStep[] {
  return [...steps].sort((a, b) => a.after - b.after);
}

export function statusAt({ since, before, steps, repeatEvery }: Plan, now: number): PortStatus {
  const elapsed = now - since;
  const round = repeatEvery || Number.POSITIVE_INFINITY;
  // Until the first step of a later round, the last one of the round before goes on.
  const step =
    steps.findLast(({ after }) => after <= elapsed % round) ??
    (elapsed < round ? before : steps.findLast(({ after }) => after < round));
  if (step === undefined) {
    return pending;
  }
  return step.reason === undefined
    ? { state: step.state }
    : { state: step.state, reason: step.reason };
}
