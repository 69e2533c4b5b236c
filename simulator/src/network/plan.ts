/** What a port reports; the API documents four states, a plan may name any. */
export interface PortStatus {
  readonly state: string;
  readonly reason?: string | null | undefined;
}

export interface PlanStep extends PortStatus {
  /** Milliseconds after the plan was set. */
  readonly after: number;
}

/** The course of a port's status over time, counted from the moment the plan was set. */
export interface Plan {
  readonly since: number;
  readonly steps: readonly PlanStep[];
}

const pending: PortStatus = { state: "Pending" };

/** What every new port does: it waits for its cross-connect, then it is up. */
export function waitingForCrossConnect(since: number, healthyAfter: number): Plan {
  return { since, steps: [{ after: healthyAfter, state: "Healthy" }] };
}

/** Sets a new course; until its first step the port goes on reporting what it reports now. */
export function changeOfPlan(current: Plan, steps: readonly PlanStep[], now: number): Plan {
  const ordered = [...steps].sort((a, b) => a.after - b.after);
  return { since: now, steps: [{ after: 0, ...statusAt(current, now) }, ...ordered] };
}

export function statusAt(plan: Plan, now: number): PortStatus {
  const elapsed = now - plan.since;
  const step = plan.steps.findLast(({ after }) => after <= elapsed);
  if (step === undefined) {
    return pending;
  }
  return step.reason === undefined
    ? { state: step.state }
    : { state: step.state, reason: step.reason };
}
