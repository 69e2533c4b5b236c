import type { Account } from "../network/account";
import { tunnelsOfAccount } from "../network/account-health";
import { milliseconds } from "../network/behaviour";
import type { Simulation } from "../network/simulation";
import { intervalOf, type Loss, lossIn } from "../network/tunnel-health";

const minute = 60_000;

/** Bits per second of every tunnel that loses nothing. These figures are invented. */
const rates = { ingress: 100_000_000, egress: 400_000_000 } as const;

/** State of a tunnel in the samples: 0 down, 0.5 degraded, 1 healthy. */
const states: Readonly<Record<Loss, number>> = { none: 1, "every second probe": 0.5, all: 0 };

/** Sample with its dimensions as Cloudflare names them. `weight` is the number of probes, or 1 for traffic. */
export interface Sample {
  readonly at: number;
  readonly weight: number;
  readonly dimensions: Readonly<Record<string, string | number>>;
  readonly values: Readonly<Record<string, number>>;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface TunnelMinute {
  readonly at: number;
  readonly name: string;
  readonly loss: Loss;
  /** Number of probes in the minute. */
  readonly probes: number;
}

/** Minutes of every tunnel whose health check is enabled. The simulator knows the states of the last hour. */
function minutesOf(simulation: Simulation, account: Account, { from, to }: Span): TunnelMinute[] {
  const { behaviour, clock } = simulation.network;
  const end = Math.min(to, clock.now() - milliseconds(behaviour.analyticsDelay));
  return tunnelsOfAccount(simulation, account).flatMap(({ identity: { name }, tunnel }) => {
    const { createdAt, check, statesAt } = tunnel;
    const first = Math.ceil(Math.max(from, createdAt) / minute);
    const count = check.enabled ? Math.max(0, Math.ceil(end / minute) - first) : 0;
    const probes = minute / intervalOf(check, behaviour);
    return Array.from({ length: count }, (_, number) => {
      const at = (first + number) * minute;
      return { at, name, probes, loss: lossIn(statesAt(at), behaviour) };
    });
  });
}

/** Samples of health checks. Cloudflare calls an answered probe "ok"; the word for a lost one is an assumption. */
export function healthSamples(simulation: Simulation, account: Account, span: Span): Sample[] {
  return minutesOf(simulation, account, span).flatMap(({ at, name, loss, probes }) => {
    const lost = { none: 0, "every second probe": probes / 2, all: probes }[loss];
    const results = [
      { resultStatus: "ok", weight: probes - lost },
      { resultStatus: "timeout", weight: lost },
    ];
    return results
      .filter(({ weight }) => weight > 0)
      .map(({ resultStatus, weight }) => ({
        at,
        weight,
        dimensions: { tunnelName: name, resultStatus, active: 1 },
        values: { tunnelState: states[loss] },
      }));
  });
}

/** Samples of traffic. A tunnel that loses packets carries its share. */
export function trafficSamples(simulation: Simulation, account: Account, span: Span): Sample[] {
  const isNamed = simulation.network.behaviour.tunnelNameInTraffic === "present";
  return minutesOf(simulation, account, span).flatMap(({ at, name, loss }) =>
    Object.entries(rates).map(([direction, rate]) => {
      const bits = rate * 60 * states[loss];
      return {
        at,
        weight: 1,
        dimensions: { tunnelName: isNamed ? name : "", direction },
        values: { bits, packets: Math.round(bits / 8_000) },
      };
    }),
  );
}
