// @ts-check

/** @typedef {import("./live.js").State} State */
/** @typedef {State["interconnects"][number]} Port */
/** @typedef {State["ports"][string]["plan"]} Plan */

/**
 * Returns the state of a port according to its plan alone, without outages and maintenance.
 * @param {Plan} plan
 * @param {number} time
 */
export function planned(plan, time) {
  const { steps, before } = plan;
  const elapsed = time - Date.parse(plan.since);
  const round = plan.repeatEvery || Number.POSITIVE_INFINITY;
  const step =
    steps.findLast(({ after }) => after <= elapsed % round) ??
    (elapsed < round ? before : steps.findLast(({ after }) => after < round));
  return step?.state ?? "Pending";
}

/**
 * Returns the time of the plan's next step, or `undefined` if there is none.
 * @param {Plan} plan
 * @param {number} time
 */
function nextStep({ since, steps, repeatEvery = Number.POSITIVE_INFINITY }, time) {
  const began = Date.parse(since);
  const round = Math.floor((time - began) / repeatEvery);
  const start = began + (round === 0 ? 0 : round * repeatEvery);
  const next = steps.find(({ after }) => start + after > time)?.after;
  const end = Math.min(next ?? Number.POSITIVE_INFINITY, repeatEvery);
  return Number.isFinite(end) ? start + end : undefined;
}

/**
 * Returns whether the port is in the scope of an outage or a maintenance window.
 * @param {{ facility?: string, site?: string, device?: string, tunnel?: string }} place
 * @param {Port} port
 */
function holds({ facility, site, device, tunnel }, port) {
  const at = port.type === "direct" ? port : undefined;
  return (
    tunnel === undefined &&
    (facility === undefined || facility.toLowerCase() === at?.facility.name.toLowerCase()) &&
    (site === undefined || site === at?.site) &&
    (device === undefined || device === at?.ccr_device_name)
  );
}

/**
 * Returns the next state of a port and when it begins, according to the plan, outages and maintenance windows.
 * @param {Port} port
 * @param {State} state
 * @param {number} now
 */
export function nextChange(port, { ports, outages, maintenance }, now) {
  const plan = ports[port.name]?.plan;
  if (plan === undefined) {
    return undefined;
  }
  const out = outages.filter((each) => holds(each, port)).map((each) => each.state);
  const windows = maintenance
    .filter(({ site, device }) => holds({ site, device: device ?? undefined }, port))
    .map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));

  /** @param {number} time */
  function reported(time) {
    const state = planned(/** @type {Plan} */ (plan), time);
    if (state === "Pending") {
      return state;
    }
    const works = windows.some(({ from, to }) => from <= time && time < to);
    const troubles = works ? [...out, "Down"] : out;
    return [...troubles, state].includes("Down") ? "Down" : (troubles[0] ?? state);
  }

  const edges = windows.flatMap(({ from, to }) => [from, to]);
  const today = reported(now);
  // The limit is for repeating plans that never change the state.
  for (let time = now, steps = 0; steps < 100; steps += 1) {
    const step = nextStep(plan, time);
    const later = [...(step === undefined ? [] : [step]), ...edges].filter((at) => at > time);
    if (later.length === 0) {
      return undefined;
    }
    time = Math.min(...later);
    if (reported(time) !== today) {
      return { at: time, state: reported(time) };
    }
  }
  return undefined;
}

/**
 * Returns the simulator time of the next change that happens without a request. The simulator sends no event
 * for such a change.
 * @param {import("./live.js").Snapshot} snapshot
 */
export function nextMoment({ state, faults, rateLimit, now }) {
  const { time } = now;
  const ports = Object.values(state.ports);
  const leaving = [...ports, ...Object.values(state.tunnels)];
  const moments = [
    ...ports.map(({ plan }) => nextStep(plan, time)),
    ...leaving.flatMap(({ visibleFrom, goneAt }) => [visibleFrom, goneAt]),
    ...state.maintenance.flatMap(({ from, to }) => [from, to]),
    ...[...faults, ...rateLimit.users].map(({ until }) => until),
  ];
  const future = moments
    .flatMap((at) => (at == null ? [] : [typeof at === "string" ? Date.parse(at) : at]))
    .filter((at) => at > time);
  return future.length === 0 ? undefined : Math.min(...future);
}
