/** Link status of a port. The API documents four states, but a plan may set any. */
export interface PortStatus {
  readonly state: string;
  readonly reason?: string | null | undefined;
}

export interface PlanStep extends PortStatus {
  /** Milliseconds after the plan was set. */
  readonly after: number;
}

/** Link states of a port over time, relative to a start. */
export interface Course {
  readonly steps: readonly PlanStep[];
  /** Milliseconds after which the steps start over. */
  readonly repeatEvery?: number | undefined;
}

/** Course with its start time. */
export interface Plan extends Course {
  readonly since: number;
  /** Status until the first step. Defaults to Pending. */
  readonly before?: PortStatus | undefined;
}

const pending: PortStatus = { state: "Pending" };

/** Default course of a new port: Pending until its cross-connect is installed, then Healthy. */
export function createDefaultCourse(healthyAfter: number): Course {
  return { steps: [{ after: healthyAfter, state: "Healthy" }] };
}

/** Course of a new port that passes through Down and Unhealthy before it is Healthy. */
export function createCourseThroughDown(healthyAfter: number): Course {
  return {
    steps: [
      { after: healthyAfter * 0.8, state: "Down", reason: "no light" },
      { after: healthyAfter * 0.9, state: "Unhealthy", reason: "light below -20 dBm" },
      { after: healthyAfter, state: "Healthy" },
    ],
  };
}

/** Starts a new course. Until its first step, the port keeps its current status. */
export function changePlan(current: Plan, course: Course, now: number): Plan {
  return { ...course, since: now, before: statusAt(current, now), steps: sortSteps(course.steps) };
}

export function sortSteps(steps: readonly PlanStep[]): PlanStep[] {
  return [...steps].sort((a, b) => a.after - b.after);
}

// Limits the work for a course that repeats every millisecond and so has millions of steps in an hour.
const mostRounds = 3_600;

/** Returns the times of the steps after `from` and up to `to`, from at most the last `mostRounds` rounds. */
export function stepTimes(
  { since, steps, repeatEvery = Number.POSITIVE_INFINITY }: Plan,
  from: number,
  to: number,
): number[] {
  const isRepeated = Number.isFinite(repeatEvery);
  const last = isRepeated ? Math.floor((to - since) / repeatEvery) : 0;
  const first = isRepeated ? Math.max(0, Math.floor((from - since) / repeatEvery)) : 0;
  const times: number[] = [];
  for (let round = Math.max(first, last - mostRounds); round <= last; round += 1) {
    const start = since + (isRepeated ? round * repeatEvery : 0);
    times.push(
      ...steps.filter(({ after }) => after < repeatEvery).map(({ after }) => start + after),
    );
  }
  return times.filter((time) => time > from && time <= to);
}

export function statusAt({ since, before, steps, repeatEvery }: Plan, now: number): PortStatus {
  const elapsed = now - since;
  const round = repeatEvery || Number.POSITIVE_INFINITY;
  // Until the first step of a later round, the last step of the previous round applies.
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
