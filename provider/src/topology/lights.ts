/** The four lights of a scorecard. The level of a light is that of its most severe finding. */

import { distinct } from "../domain/distinct";
import { formatGbps } from "../domain/speed";
import { counted, listed } from "../domain/text";
import type { Assessment } from "./assessment";
import { capacityOfBackup, hasBackup, nameOfBackup } from "./backup";
import type { Blocker, BlockerType, Severity } from "./blocker";
import { titleOfBlocker } from "./blocker-title";
import type { Design, Intent, Port } from "./design";
import type { Capacity, Failure, FailureKind, OutageRange, Outcome } from "./failure";
import { fulfils } from "./intent";
import { isOperational } from "./operational";
import { longer, outageInWords } from "./outage-range";
import { namesOf } from "./places";
import { conditionOf } from "./rules/condition";
import type { Light, LightLevel } from "./scorecard";
import { demandOf, hasDemand, worstOutcome } from "./worst-outcome";

const DIVERSITY: readonly BlockerType[] = [
  "TOO_FEW_PORTS",
  "TOO_FEW_DEVICES",
  "TOO_FEW_FACILITIES",
  "TOO_FEW_METROS",
  "SAME_CAMPUS",
  "FACILITY_NOT_DIVERSE",
  "LOCATION_DISAGREES",
  "CUSTOMER_SIDE_UNKNOWN",
  "ONE_CUSTOMER_ROUTER",
  "ONE_CUSTOMER_SITE",
  "ONE_CUSTOMER_POWER",
  "ONE_DUCT",
];
const OUTAGE: readonly BlockerType[] = [
  "OUTAGE_TOO_LONG",
  "NO_HEALTH_CHECK",
  "HEALTH_CHECK_MISMATCH",
];
const MAX_NAMES = 3;

const PROMISES: Record<Intent, string | undefined> = {
  single: undefined,
  "device-diverse": "Survives the loss of any one device",
  "site-diverse": "Survives the loss of any one device or facility",
  "site-and-device-diverse": "Survives the loss of any one device, facility or metro",
};

/**
 * Losses that the scorecard mentions, beginning with the smallest, first at Cloudflare's end and then at the
 * customer's.
 */
export const CLOUDFLARE_LOSSES: readonly FailureKind[] = ["port", "device", "facility", "metro"];
const CUSTOMER_LOSSES: readonly FailureKind[] = [
  "customer-router",
  "duct",
  "customer-power",
  "customer-site",
];

export function diversityLight(assessment: Assessment): Light {
  const { configured, intent, met, blockers } = assessment;
  const isEnough = fulfils(configured, intent);
  const own: LightLevel = isEnough ? "good" : met === "unknown" ? "unknown" : "bad";
  const found = levelOf(blockers, DIVERSITY);
  return {
    title: "Diversity",
    level: isEnough ? (found ?? own) : own,
    answer: answerOf(assessment),
    detail: `${survivalInWords(assessment)}${openDiversity(blockers)}`,
  };
}

function answerOf({ configured, intent }: Assessment): string {
  if (!fulfils(configured, intent)) return `${configured}, not ${intent}`;
  return configured === "single" ? "single, as intended" : configured;
}

/** Lists the unknown values on which the diversity depends. */
function openDiversity(blockers: readonly Blocker[]): string {
  const open = blockers.filter(
    ({ type, severity }) => severity === "unknown" && DIVERSITY.includes(type),
  );
  const titles = distinct(open.map(({ type }) => titleOfBlocker(type)));
  return titles.length > 0 ? ` Open: ${listed(titles)}.` : "";
}

/** Describes which losses the design survives and which it does not. */
function survivalInWords({ configured, singleFailures }: Assessment): string {
  if (configured === "none") return "The design has no ports.";
  const total = singleFailures
    .filter(({ survivors }) => survivors.length === 0)
    .flatMap(({ failures }) => failures);
  const smallestOf = (kinds: readonly FailureKind[]) =>
    kinds.flatMap((kind) => total.find((failure) => failure.kind === kind) ?? [])[0];
  const one = smallestOf(CLOUDFLARE_LOSSES);
  const others = one?.kind === "port" ? undefined : smallestOf(CUSTOMER_LOSSES);
  const lost = distinct([one, others]).map(nameOf).join(" or ");
  const promise = PROMISES[configured];
  if (promise !== undefined) return `${promise}${lost && `, but not of ${lost}`}.`;
  return lost
    ? `Does not survive the loss of ${lost}.`
    : "It is not certain that the design survives the loss of a device.";
}

function nameOf({ kind, name, uncertain }: Failure): string {
  const what = kind.startsWith("customer-") ? `your ${kind.slice("customer-".length)}` : kind;
  return `${what} ${name}${uncertain ? " (assumed)" : ""}`;
}

export const CAPACITY_TITLE = "Capacity after the worst failure";

export function capacityLight(design: Design, assessment: Assessment): Light {
  const title = CAPACITY_TITLE;
  const worst = worstOutcome(design, assessment);
  const failure = worst?.failures[0];
  if (worst === undefined || failure === undefined) {
    return { title, level: "not-judged", answer: "no ports", detail: "The design has no ports." };
  }
  const found = levelOf(assessment.blockers, ["CAPACITY"]);
  const isBroken = worst.verdict === "lost" || worst.verdict === "degraded";
  const level = found ?? (isBroken ? "poor" : hasDemand(design) ? "good" : "not-judged");
  const condition = conditionOf(failure);
  const assumed = failure.uncertain ? " (assumed, because some places are unknown)" : "";
  return {
    title,
    level,
    answer: capacityAnswer(level, worst, design),
    detail: `${condition.charAt(0).toUpperCase()}${condition.slice(1)}${assumed}, ${remainsInWords(worst, design)}.`,
  };
}

function capacityAnswer(level: LightLevel, worst: Outcome, design: Design): string {
  if (level === "bad") return "too little";
  if (level === "unknown") return "not certain";
  if (worst.verdict === "lost") return "nothing is left";
  if (worst.verdict === "degraded") return "some prefixes are lost";
  if (level === "not-judged") return "no demand to compare with";
  return isCut(worst, design) ? "enough, over the backup" : "enough";
}

function remainsInWords(worst: Outcome, design: Design): string {
  const { capacity, unreachable } = worst;
  if (isCut(worst, design)) {
    // A dead route may keep traffic from reaching a backup that exists.
    return hasBackup(design.backup) && worst.verdict !== "lost"
      ? `no interconnect is left and ${backupInWords(design.backup)}`
      : "nothing carries the traffic";
  }
  const lost =
    unreachable.length > 0 ? `, but no interconnect reaches ${firstNames(unreachable)}` : "";
  if (!hasDemand(design)) return `${amounts(capacity)} are left${lost}`;
  const demand = demandOf(design);
  const short = {
    toCustomer: shortage(capacity.toCustomer, demand.toCustomer),
    toCloudflare: shortage(capacity.toCloudflare, demand.toCloudflare),
  };
  const directions = [
    ...(short.toCustomer ? [`${short.toCustomer} to the customer`] : []),
    ...(short.toCloudflare ? [`${short.toCloudflare} to Cloudflare`] : []),
  ];
  return directions.length > 0
    ? `only ${listed(directions)} are left${lost}`
    : `what is left carries the demand${lost}`;
}

function amounts({ toCustomer, toCloudflare }: Capacity): string {
  return `${formatGbps(toCustomer)} to the customer and ${formatGbps(toCloudflare)} to Cloudflare`;
}

function shortage(left: number, needed: number): string | undefined {
  return left < needed ? `${left} of ${formatGbps(needed)}` : undefined;
}

function backupInWords(backup: Parameters<typeof capacityOfBackup>[0]): string {
  const capacity = capacityOfBackup(backup);
  const rate = capacity === undefined ? "an unknown rate" : `up to ${formatGbps(capacity)}`;
  return `the backup "${nameOfBackup(backup)}" carries ${rate}`;
}

/** Whether no session remains. */
function isCut({ survivors }: Outcome, { sessions }: Design): boolean {
  return !sessions.some(({ port }) => survivors.includes(port));
}

export function outageLight(
  { maxOutage, ports }: Design,
  { blockers, worstOutage }: Assessment,
): Light {
  const title = "Outage";
  if (ports.length === 0) {
    return { title, level: "not-judged", answer: "no ports", detail: "The design has no ports." };
  }
  const toCustomer = worstOutage.toCustomer.silent;
  const toCloudflare = worstOutage.toCloudflare.silent;
  const longest = longer(toCustomer, toCloudflare);
  const isEndless = longest.most === "forever";
  const own = maxOutage !== undefined ? "good" : isEndless ? "poor" : "not-judged";
  return {
    title,
    level: levelOf(blockers, OUTAGE) ?? own,
    answer: durationOf(longest).replace(/^for (?!ever)/, ""),
    detail: `After the slowest single failure, ${stopsInWords(durationOf(toCustomer), durationOf(toCloudflare))}. ${maxOutage === undefined ? "No limit is set." : `The limit is ${maxOutage}.`}`,
  };
}

function stopsInWords(toCustomer: string, toCloudflare: string): string {
  return toCustomer === toCloudflare
    ? `traffic stops ${toCustomer} in both directions`
    : `traffic to the customer stops ${toCustomer}, to Cloudflare ${toCloudflare}`;
}

function durationOf(range: OutageRange): string {
  return range.cause === "not-judged" ? "for a time that is not judged" : outageInWords(range);
}

export function workingLight(design: Design, { intent, operational }: Assessment): Light {
  const { ports, sessions } = design;
  const title = "Working now";
  if (!ports.some(({ state }) => state)) {
    const isOrdered = ports.some(({ interconnect }) => interconnect);
    const answer = isOrdered ? "not known" : "not ordered yet";
    const known = isOrdered ? "No link state is known." : "No port is ordered yet.";
    const detail = ports.length > 0 ? known : "The design has no ports.";
    return { title, level: "not-judged", answer, detail };
  }
  const working = ports.filter((port) => isOperational(port, design));
  const idle = ports.filter(({ state }) => state !== "Healthy");
  const healthy = namesOf(ports.filter(({ state }) => state === "Healthy"));
  // If a port is down, its sessions are not mentioned.
  const down = namesOf(sessions.filter(({ up, port }) => up === false && healthy.includes(port)));
  const isEnough = fulfils(operational, intent);
  const details = [
    ...distinct(idle.map(stateInWords)).map((word) => {
      const own = idle.filter((port) => stateInWords(port) === word);
      return `${word}: ${firstNames(namesOf(own))}.`;
    }),
    ...(down.length > 0 ? [`Session down: ${firstNames(down)}.`] : []),
    ...(isEnough
      ? []
      : [
          `The working ports achieve ${operational === "none" ? "nothing" : `only ${operational}`}.`,
        ]),
  ];
  const isWhole = idle.length === 0 && down.length === 0;
  const isWaiting = !isWhole && down.length === 0 && idle.every(isOnItsWay);
  return {
    title,
    level: isWhole && isEnough ? "good" : isWaiting ? "waiting" : isEnough ? "poor" : "bad",
    answer: `${working.length} of ${counted(ports.length, "port")}`,
    detail: details.join(" ") || "Every port is Healthy, and no session is known to be down.",
  };
}

function stateInWords({ state, interconnect }: Port): string {
  return state || (interconnect ? "State unknown" : "Not ordered yet");
}

function isOnItsWay(port: Port): boolean {
  return port.state === "Pending" || stateInWords(port) === "Not ordered yet";
}

/** Returns the level of the most severe of these findings, or `undefined` without findings. */
function levelOf(
  blockers: readonly Blocker[],
  types: readonly BlockerType[],
): LightLevel | undefined {
  const own = blockers.filter(({ type }) => types.includes(type));
  const worst = SEVERITIES.find(([severity]) => own.some((found) => found.severity === severity));
  return worst?.[1];
}

const SEVERITIES: readonly (readonly [Severity, LightLevel])[] = [
  ["error", "bad"],
  ["unknown", "unknown"],
  ["warning", "poor"],
];

function firstNames(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  return listed([...names.slice(0, MAX_NAMES), ...(rest > 0 ? [`${rest} more`] : [])]);
}
