import { CniError } from "../domain/errors";
import { compare, quoted } from "../domain/text";
import { checkNames } from "./check-names";
import { checkValues } from "./check-values";
import type { Design, Session } from "./design";
import type { Verdict } from "./failure";
import { pathInWords } from "./failure";
import { outcomeWithout } from "./outcomes";
import { facilityOf, namesOf } from "./places";
import { byLocalPreference, byRoutePriority, type Preferred } from "./preference";

/** Port to replace, with the reason for its position. */
export interface Replacement {
  port: string;
  /** What the port carries now, and what carries the traffic during the replacement. */
  reason: string;
}

const IMPACT: Record<Verdict, number> = { carried: 0, degraded: 1, unknown: 2, backup: 3, lost: 4 };
const NO_SESSION = { localPreference: Number.NEGATIVE_INFINITY };

/**
 * Calculates the order in which to replace ports with the least impact. Ports are sorted by the effect of their loss,
 * then by preference (the least preferred first), then by facility. Throws a `CniError` if the design is not valid or
 * does not contain one of the ports.
 *
 * Replace one port at a time. Before you replace the next port, wait until the new port is Healthy and its sessions are
 * up. Ports that back each other up are then never down together.
 *
 * @example replacementOrder(design, ["a", "b"])[0].port // "b", the standby
 */
export function replacementOrder(design: Design, ports: readonly string[]): Replacement[] {
  checkValues(design);
  checkNames(design);
  const [missing] = ports.filter((name) => !namesOf(design.ports).includes(name));
  if (missing !== undefined) {
    throw new CniError(
      `Port "${missing}" to replace is not in design "${design.name}". Name one of ${quoted(namesOf(design.ports))}.`,
    );
  }
  const { toCustomer, toCloudflare } = outcomeWithout(design, []).path;
  const inUse = [...toCustomer, ...toCloudflare];
  return design.ports
    .filter(({ name }) => ports.includes(name))
    .map((port) => {
      const sessions = design.sessions.filter((session) => session.port === port.name);
      const [best = NO_SESSION] = sessions.toSorted(byPreference);
      const outcome = outcomeWithout(design, [port.name]);
      return { port, sessions, best, outcome };
    })
    .toSorted(
      (one, other) =>
        IMPACT[one.outcome.verdict] - IMPACT[other.outcome.verdict] ||
        byPreference(other.best, one.best) ||
        compare(facilityOf(one.port) ?? "", facilityOf(other.port) ?? "") ||
        compare(one.port.name, other.port.name),
    )
    .map(({ port, sessions, outcome }) => ({
      port: port.name,
      reason: `${describeRole(sessions, inUse)} ${describeReplacement(outcome)}`,
    }));
}

function byPreference(one: Preferred, other: Preferred): number {
  return byLocalPreference(one, other) || byRoutePriority(one, other);
}

function describeRole(sessions: readonly Session[], inUse: readonly string[]): string {
  if (sessions.length === 0) return "The port has no session.";
  return sessions.some(({ name }) => inUse.includes(name))
    ? "The port carries traffic."
    : "The port is on standby.";
}

function describeReplacement({
  path,
  verdict,
  capacity,
}: ReturnType<typeof outcomeWithout>): string {
  const remaining = `${capacity.toCustomer} Gbps to the customer, ${capacity.toCloudflare} Gbps to Cloudflare`;
  const sentences: Record<Verdict, string> = {
    carried: `During the replacement, all traffic goes over ${pathInWords(path)} (${remaining}).`,
    degraded: `During the replacement, only part of the traffic gets through, over ${pathInWords(path)} (${remaining}).`,
    unknown: `During the replacement, traffic goes over ${pathInWords(path)}, but only ${remaining} are certain.`,
    backup: `During the replacement, only the backup ${pathInWords(path)} carries traffic.`,
    lost: "During the replacement, nothing carries the traffic. Add a port or a backup first.",
  };
  return sentences[verdict];
}
