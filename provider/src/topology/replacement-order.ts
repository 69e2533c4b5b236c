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

/** A port to replace, and why it is its turn. */
export interface Replacement {
  port: string;
  /** Why it may go now, and what carries the traffic meanwhile. */
  reason: string;
}

const LOSS: Record<Verdict, number> = { carried: 0, degraded: 1, unknown: 2, backup: 3, lost: 4 };
const NO_SESSION = { localPreference: Number.NEGATIVE_INFINITY };

/**
 * The order in which to replace ports so that the design stays as good as possible: first what
 * can be missed best, then what is preferred least, and one facility after the other.
 *
 * One at a time: the next one goes when the one before is Healthy again and its sessions are up.
 * What protects each other is therefore never away at once.
 *
 * @example replacementOrder(design, ["a", "b"])[0].port // "b", the standby
 */
export function replacementOrder(design: Design, ports: readonly string[]): Replacement[] {
  checkValues(design);
  checkNames(design);
  const [stranger] = ports.filter((name) => !namesOf(design.ports).includes(name));
  if (stranger !== undefined) {
    throw new CniError(
      `port "${stranger}" is to be replaced and design "${design.name}" has none of that name: name one of ${quoted(namesOf(design.ports))}.`,
    );
  }
  const { toCustomer, toCloudflare } = outcomeWithout(design, []).path;
  const inUse = [...toCustomer, ...toCloudflare];
  return design.ports
    .filter(({ name }) => ports.includes(name))
    .map((port) => {
      const sessions = design.sessions.filter((session) => session.port === port.name);
      const [best = NO_SESSION] = sessions.toSorted(byPreference);
      const left = outcomeWithout(design, [port.name]);
      return { port, sessions, best, left };
    })
    .toSorted(
      (one, other) =>
        LOSS[one.left.verdict] - LOSS[other.left.verdict] ||
        byPreference(other.best, one.best) ||
        compare(facilityOf(one.port) ?? "", facilityOf(other.port) ?? "") ||
        compare(one.port.name, other.port.name),
    )
    .map(({ port, sessions, left }) => ({
      port: port.name,
      reason: `${roleOf(sessions, inUse)}; ${meanwhile(left)}`,
    }));
}

function byPreference(one: Preferred, other: Preferred): number {
  return byLocalPreference(one, other) || byRoutePriority(one, other);
}

function roleOf(sessions: readonly Session[], inUse: readonly string[]): string {
  if (sessions.length === 0) return "it has no session";
  return sessions.some(({ name }) => inUse.includes(name)) ? "it carries traffic" : "it stands by";
}

function meanwhile({ path, verdict, capacity }: ReturnType<typeof outcomeWithout>): string {
  const left = `${capacity.toCustomer} Gbps to the customer, ${capacity.toCloudflare} Gbps to Cloudflare`;
  const sentences: Record<Verdict, string> = {
    carried: `meanwhile everything goes over ${pathInWords(path)} (${left})`,
    degraded: `meanwhile less than everything gets through, over ${pathInWords(path)} (${left})`,
    unknown: `meanwhile less than everything may get through, over ${pathInWords(path)} (${left} are certain)`,
    backup: `meanwhile only the backup ${pathInWords(path)} is left`,
    lost: "meanwhile nothing is left: add a port or a backup first",
  };
  return sentences[verdict];
}
