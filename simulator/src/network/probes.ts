/** Health of a tunnel according to its probes. */
export type Health = "healthy" | "degraded" | "down";

export interface Probe {
  readonly at: number;
  readonly ok: boolean;
}

/** Health with the time at which it began; `undefined` if it began before the first probe. */
export interface Judgement {
  readonly health: Health;
  readonly since: number | undefined;
}

/** Probes that decide when a degraded tunnel is healthy again. */
export type Recovery = "previous-30-probes" | "five-minutes";

const second = 1_000;
const fiveMinutes = 300_000;

// Cloudflare's page about tunnel health checks listed these figures on 2026-09-17.
const downProbes = 3;
const degradedShare = 0.001;
const degradedFailures = 2;
const successesToDegraded = 3;
const recoveryProbes = 30;

/** Penalty that a tunnel's health adds to the priority of its routes. Poor health never removes a route. */
export const penalties = { healthy: 0, degraded: 500_000, down: 1_000_000 } as const;

/** Judges a tunnel from its probes, oldest first, by Cloudflare's published rules. */
export function judge(probes: Iterable<Probe>, initial: Health, recovery: Recovery): Judgement {
  let judgement: Judgement = { health: initial, since: undefined };
  let successes = 0;
  const recent: Probe[] = [];
  for (const probe of probes) {
    recent.push(probe);
    while (recent.length > recoveryProbes && !isWithin(recent[0], fiveMinutes, probe.at)) {
      recent.shift();
    }
    successes = probe.ok ? successes + 1 : 0;
    // A successful probe never degrades a healthy tunnel.
    if (judgement.health !== "healthy" || !probe.ok) {
      const health = nextHealth(judgement, probe.at, recent, successes, recovery);
      judgement = health === judgement.health ? judgement : { health, since: probe.at };
    }
  }
  return judgement;
}

function nextHealth(
  { health, since }: Judgement,
  now: number,
  recent: readonly Probe[],
  successes: number,
  recovery: Recovery,
): Health {
  const lastSecond = recent.filter((probe) => isWithin(probe, second, now));
  if (lastSecond.length >= downProbes && lastSecond.every(({ ok }) => !ok)) {
    return "down";
  }
  if (health === "down") {
    return successes >= successesToDegraded ? "degraded" : "down";
  }
  const lastMinutes = recent.filter((probe) => isWithin(probe, fiveMinutes, now));
  const isLossy =
    lastMinutes.filter(({ ok }) => !ok).length >= degradedFailures &&
    failedShare(lastMinutes) >= degradedShare;
  if (health === "healthy" || isLossy) {
    return isLossy ? "degraded" : "healthy";
  }
  const decisive = recovery === "five-minutes" ? lastMinutes : recent.slice(-recoveryProbes);
  const isEarly = since !== undefined && now - since < fiveMinutes;
  return isEarly || failedShare(decisive) >= degradedShare ? "degraded" : "healthy";
}

function failedShare(probes: readonly Probe[]): number {
  return probes.filter(({ ok }) => !ok).length / probes.length;
}

function isWithin(probe: Probe | undefined, length: number, now: number): boolean {
  return probe !== undefined && probe.at > now - length;
}
