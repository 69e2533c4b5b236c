import { FACTS } from "../../domain/facts";
import { counted, listed } from "../../domain/text";
import { capacityOfBackup, hasBackup } from "../backup";
import { capacityOn, judgedDemand, meets } from "../capacity";
import type { Demand, Design } from "../design";
import type { Capacity, Failure, Outcome } from "../failure";
import { byName } from "../places";
import { conditionOf } from "./condition";
import type { Finding, Rule } from "./rule";

interface Shortage {
  /** Failure that causes the shortage, or `undefined` if the capacity is too low even without a failure. */
  failure: Failure | undefined;
  remaining: Capacity;
  /** Whether the capacity may be sufficient, because it depends on unknown values. */
  isUncertain: boolean;
  /** Outcome if interconnects carry the traffic, or `undefined` if the backup carries it. */
  outcome: Outcome | undefined;
}

type Remedy =
  /** The capacity would be sufficient if the standby sessions shared the traffic. */
  | "share"
  /** The capacity would be sufficient if each session on a v2 port had the full limit. */
  | "one-session-per-port"
  | "declare"
  | "add";

const perCni = FACTS.toCloudflarePerCni.value;
const perTunnel = FACTS.toCloudflarePerGreTunnel.value;

export const capacity: Rule = {
  rule: "The sessions that carry the traffic meet the demand without failures and under any one failure",
  figure: `toward Cloudflare ≤ ${perCni} Gbps per CNI (v2), ≤ ${perTunnel} Gbps per GRE tunnel (v1), otherwise the port's rate; only the preferred sessions count`,
  source: FACTS.toCloudflarePerCni.source,
  check(design, { baseline, singles }) {
    const { ports } = design;
    const demand = judgedDemand(design);
    if (demand === undefined || ports.length === 0) return [];
    const shortages = [baseline, ...singles]
      .flatMap((outcome) => shortageIn(outcome, design, demand))
      .toSorted(bySeverity);
    return shortages
      .slice(0, 1)
      .map((worst) =>
        toFinding(worst, remedyFor(worst, design, demand), demand, shortages.length - 1),
      );
  },
};

function shortageIn(outcome: Outcome, design: Design, demand: Demand): Shortage[] {
  const { backup, sessions } = design;
  const { failures, survivors, verdict } = outcome;
  const isConnected = sessions.some(({ port }) => survivors.includes(port));
  const isOnBackup = !isConnected && failures.length > 0;
  // Another rule reports a missing backup.
  if (isOnBackup && backup === undefined) return [];
  const usedBackup = isOnBackup && hasBackup(backup) ? backup : undefined;
  const backupCapacity = usedBackup && capacityOfBackup(usedBackup);
  const rate = backupCapacity ?? 0;
  const remaining = usedBackup ? { toCustomer: rate, toCloudflare: rate } : outcome.capacity;
  if (meets(remaining, demand)) return [];
  const isUncertain =
    verdict === "unknown" || (usedBackup !== undefined && backupCapacity === undefined);
  return [
    {
      failure: failures[0],
      remaining,
      isUncertain,
      outcome: usedBackup ? undefined : outcome,
    },
  ];
}

function remedyFor({ outcome, isUncertain }: Shortage, design: Design, demand: Demand): Remedy {
  const remedy = outcome && remedyOnInterconnects(outcome, design, demand);
  return remedy ?? (isUncertain ? "declare" : "add");
}

function remedyOnInterconnects(
  outcome: Outcome,
  design: Design,
  demand: Demand,
): Remedy | undefined {
  if (wouldMeet(outcome, design, demand)) return "share";
  const { capacity, survivors, verdict } = outcome;
  const isShort = capacity.toCustomer >= (demand.toCustomer ?? 0) && verdict === "unknown";
  const isShared = design.ports.some(
    ({ name, dataplane }) =>
      dataplane !== "v1" &&
      survivors.includes(name) &&
      design.sessions.filter(({ port }) => port === name).length > 1,
  );
  return isShort && isShared ? "one-session-per-port" : undefined;
}

/** Whether the demand would be met if all surviving sessions shared the traffic. */
function wouldMeet({ survivors }: Outcome, { ports, sessions }: Design, demand: Demand): boolean {
  const alive = ports.filter(({ name }) => survivors.includes(name));
  return meets(capacityOn(byName(alive))(sessions).least, demand);
}

/** Sorts shortages: certain ones first, then those without a failure, then the largest. */
function bySeverity(one: Shortage, other: Shortage): number {
  return (
    Number(one.isUncertain) - Number(other.isUncertain) ||
    Number(one.failure !== undefined) - Number(other.failure !== undefined) ||
    sum(one.remaining) - sum(other.remaining)
  );
}

function sum({ toCustomer, toCloudflare }: Capacity): number {
  return toCustomer + toCloudflare;
}

function toFinding(shortage: Shortage, remedy: Remedy, demand: Demand, others: number): Finding {
  const { failure, isUncertain } = shortage;
  return {
    severity: isUncertain ? "unknown" : "error",
    explanation: `${explainShortage(shortage, demand, others)} ${adviceFor(remedy)}`,
    ports: failure?.ports ?? [],
  };
}

function explainShortage(shortage: Shortage, demand: Demand, others: number): string {
  const { failure, isUncertain } = shortage;
  const amounts = insufficientAmounts(shortage.remaining, demand);
  const more = others > 0 ? ` (also too little in ${counted(others, "other case")})` : "";
  if (failure === undefined) {
    return isUncertain
      ? `Only ${amounts} are certain even without failures${more}.`
      : `Only ${amounts} are available even without failures${more}.`;
  }
  return isUncertain
    ? `Only ${amounts} are certain ${conditionOf(failure)}${more}.`
    : `Only ${amounts} are left ${conditionOf(failure)}${more}.`;
}

function insufficientAmounts({ toCustomer, toCloudflare }: Capacity, demand: Demand): string {
  const { toCustomer: down = 0, toCloudflare: up = 0 } = demand;
  const amounts: string[] = [];
  if (toCustomer < down) amounts.push(`${toCustomer} of ${down} Gbps to the customer`);
  if (toCloudflare < up) amounts.push(`${toCloudflare} of ${up} Gbps to Cloudflare`);
  return listed(amounts);
}

function adviceFor(remedy: Remedy): string {
  switch (remedy) {
    case "share":
      return "Set equal preferences (localPreference toward Cloudflare, routePriority to the customer) and the same prefixes on the sessions that should share the traffic, or lower the demand.";
    case "one-session-per-port":
      return `Cloudflare publishes a limit of ${perCni} Gbps per CNI, but not whether each of several sessions on one v2 port has this limit. Ask the account team, or put each session on a port of its own.`;
    case "declare":
      return "Set the speed and location of each port and the capacity of the backup.";
    case "add":
      return `Add ports with sessions that do not fail together, use a larger backup, or lower the demand. On v2, a session carries ${perCni} Gbps toward Cloudflare on any port.`;
  }
}
