import { listed } from "../../domain/text";
import { capacityOf, meets } from "../capacity";
import type { Demand, Design } from "../design";
import type { Capacity, Failure, Outcome } from "../failure";
import { hasBackup, outcomes } from "../outcomes";
import { OVERVIEW } from "../sources";
import type { Finding, Rule } from "./rule";

interface Shortage {
  failures: readonly Failure[];
  left: Capacity;
  isOpen: boolean;
  /** Whether other sessions stand by that would make it enough. */
  isByPreference: boolean;
}

export const capacity: Rule = {
  rule: "What has the traffic carries the demand: when nothing fails, and under every single failure",
  figure:
    "toward Cloudflare ≤ 1 Gbps for each CNI (v2) or GRE tunnel (v1), else the port's rate; only the preferred sessions count",
  source: OVERVIEW,
  check(design) {
    const { demand, ports } = design;
    if (demand === undefined || ports.length === 0) return [];
    const { baseline, singles } = outcomes(design);
    const shortages = [baseline, ...singles]
      .flatMap((outcome) => shortageIn(outcome, design, demand))
      .toSorted(byWeight);
    return shortages.slice(0, 1).map((worst) => toFinding(worst, demand, shortages.length - 1));
  },
};

function shortageIn(outcome: Outcome, design: Design, demand: Demand): Shortage[] {
  const { backup, sessions } = design;
  const { failures, survivors, verdict } = outcome;
  const isConnected = sessions.some(({ port }) => survivors.includes(port));
  const isOnBackup = !isConnected && failures.length > 0;
  // That there is no backup is for another rule.
  if (isOnBackup && backup === undefined) return [];
  const rest = isOnBackup && hasBackup(backup) ? backup : undefined;
  const rate = rest?.capacity ?? 0;
  const left = rest ? { toCustomer: rate, toCloudflare: rate } : outcome.capacity;
  if (meets(left, demand)) return [];
  const isOpen = verdict === "unknown" || (rest !== undefined && rest.capacity === undefined);
  return [{ failures, left, isOpen, isByPreference: !rest && wouldMeet(outcome, design, demand) }];
}

/** Whether the demand is met where all that survives shares the traffic. */
function wouldMeet({ survivors }: Outcome, { ports, sessions }: Design, demand: Demand): boolean {
  const alive = ports.filter(({ name }) => survivors.includes(name));
  return meets(capacityOf(new Map(alive.map((port) => [port.name, port])), sessions).least, demand);
}

/** What is certain goes first, then what is short without any failure, then the worst. */
function byWeight(one: Shortage, other: Shortage): number {
  return (
    Number(one.isOpen) - Number(other.isOpen) ||
    one.failures.length - other.failures.length ||
    sum(one.left) - sum(other.left)
  );
}

function sum({ toCustomer, toCloudflare }: Capacity): number {
  return toCustomer + toCloudflare;
}

function toFinding(shortage: Shortage, demand: Demand, more: number): Finding {
  const { failures, left, isOpen } = shortage;
  const { toCustomer = 0, toCloudflare = 0 } = demand;
  const short = [
    left.toCustomer < toCustomer && `${left.toCustomer} of ${toCustomer} Gbps to the customer`,
    left.toCloudflare < toCloudflare &&
      `${left.toCloudflare} of ${toCloudflare} Gbps to Cloudflare`,
  ].filter((words) => words !== false);
  const when = failures.map(({ kind, name }) => `when ${kind} ${name} fails`);
  const others = more > 0 ? ` (and too little in ${more} more cases)` : "";
  return {
    severity: isOpen ? "unknown" : "error",
    explanation: `Only ${listed(short)} ${isOpen ? "are certain" : "are left"} ${when[0] ?? "even when nothing fails"}${others}: ${wayOut(shortage)}.`,
    ports: failures.flatMap(({ ports }) => ports),
  };
}

function wayOut({ isOpen, isByPreference }: Shortage): string {
  if (isByPreference) {
    return "give the sessions that are to carry it together equal preferences (localPreference toward Cloudflare, routePriority to the customer) and the same prefixes, or lower the demand";
  }
  return isOpen
    ? "tell the speed and place of each port and the capacity of the backup"
    : "add ports with sessions that do not fail together, a larger backup, or lower the demand; on v2 a session carries 1 Gbps toward Cloudflare whatever its port";
}
