/** Rules about Cloudflare's maintenance. */
import { distinct } from "../../domain/distinct";
import { FACTS, PAGES } from "../../domain/facts";
import { compare, listed, quoted } from "../../domain/text";
import { MaintenanceAlert } from "../../domain/values";
import { judgedDemand, meets } from "../capacity";
import type { Design, Port } from "../design";
import type { Failure } from "../failure";
import { failuresOf } from "../failures";
import { fulfils, intentOf, isSiteDiverse } from "../intent";
import { outcomeWithout } from "../outcomes";
import { metroOfPort, namesOf, promisesSeparateDays } from "../places";
import type { Rule } from "./rule";

/**
 * Applies only to `single`. For other intents, the rules about devices and facilities report the same problems as
 * errors.
 */
export const oneMaintenanceDomain: Rule = {
  rule: "If a design has several ports, no routine maintenance window takes down all of them",
  figure:
    "different days for two devices at one location, only on v2 in multi-homed PoPs; elsewhere, Cloudflare promises nothing",
  source: FACTS.maintenanceOnDifferentDays.source,
  check({ intent, ports }) {
    if (intent !== "single" || ports.length < 2) return [];
    return failuresOf(ports)
      .filter((failure) => failure.kind === "maintenance" && failure.ports.length === ports.length)
      .map(({ name, ports, uncertain }) => ({
        severity: uncertain ? "unknown" : "warning",
        explanation: uncertain
          ? `One maintenance window (${name}) may take down all ports: ${quoted(ports)}. Order one of them on the other device of a two-device facility, or at another facility.`
          : `One maintenance window (${name}) takes down all ports: ${quoted(ports)}. Order one of them on the other device of a two-device facility, or at another facility.`,
        ports,
      }));
  },
};

/**
 * Assumes simultaneous maintenance in several metros. In each metro, assumes the window that takes down the most ports.
 */
export const uncoordinatedMaintenance: Rule = {
  rule: "The design does not depend on coordinated maintenance between metros (Cloudflare's pages disagree on whether it is coordinated)",
  figure:
    "1 window in each metro at the same time, for `site-diverse` and `site-and-device-diverse`",
  source: FACTS.coordinatedAcrossMetros.source,
  check(design) {
    const { intent, ports } = design;
    const metros = distinct(ports.map(metroOfPort)).toSorted(compare);
    if (!isSiteDiverse(intent) || metros.length < 2 || !fulfils(intentOf(ports), intent)) return [];
    const down = distinct(worstWindows(ports).flatMap((window) => window.ports));
    const { survivors, capacity } = outcomeWithout(design, down);
    const isEnough = survivors.length > 0 && meets(capacity, judgedDemand(design));
    const reason = ports.every((port) => promisesSeparateDays(port, ports))
      ? "Cloudflare's pages disagree on whether it is coordinated between metros"
      : "Cloudflare promises nothing for v1 and for PoPs with one device";
    const remaining =
      survivors.length === 0
        ? "no port remains"
        : `ports ${quoted(survivors)} remain, with ${capacity.toCustomer} Gbps to the customer and ${capacity.toCloudflare} Gbps to Cloudflare${isEnough ? "" : ", less than the demand"}`;
    return [
      {
        // Only the strongest intent promises that ports remain during maintenance of a whole metro.
        severity: isEnough || intent === "site-diverse" ? "warning" : "unknown",
        explanation: `Routine maintenance in ${listed(metros)} may fall on the same day, because ${reason}. If it takes down ports ${quoted(down)} together, ${remaining}. Ask Cloudflare's account team before you count on more.`,
        ports: namesOf(ports),
        metros,
      },
    ];
  },
};

function worstWindows(ports: readonly Port[]): Failure[] {
  return distinct(ports.map(metroOfPort))
    .toSorted(compare)
    .flatMap((metro) => {
      const inMetro = ports.filter((port) => metroOfPort(port) === metro);
      return failuresOf(inMetro)
        .filter(({ kind }) => kind === "maintenance")
        .toSorted((one, other) => other.ports.length - one.ports.length)
        .slice(0, 1);
    });
}

export const noMaintenanceNotification: Rule = {
  rule: "Somebody is notified of maintenance; on v2 with both alert types, for each PoP",
  figure: `≥ ${FACTS.maintenanceNotice.value} days before routine maintenance, on v2 in multi-homed PoPs only`,
  source: PAGES.alerts,
  check({ maintenanceNotification: policies, ports }) {
    const problem = notificationProblem(policies, ports);
    if (problem === undefined) return [];
    return [
      {
        severity: problem.kind === "unknown" ? "unknown" : "warning",
        explanation: explainNotification(problem),
      },
    ];
  },
};

type NotificationProblem =
  | { kind: "unknown" | "none" }
  | { kind: "missing-type"; alertType: MaintenanceAlert }
  | { kind: "missing-codes"; codes: readonly string[] };

function notificationProblem(
  policies: Design["maintenanceNotification"],
  ports: readonly Port[],
): NotificationProblem | undefined {
  // A missing value is null in a stack's state.
  if (!policies) return { kind: "unknown" };
  if (policies.length === 0) return { kind: "none" };
  const onV2 = ports.filter(({ dataplane }) => dataplane !== "v1");
  const needed = [MaintenanceAlert.Cni, ...(onV2.length > 0 ? [MaintenanceAlert.Pop] : [])];
  const missing = needed.find((type) => !policies.some(({ alertType }) => alertType === type));
  if (missing !== undefined) return { kind: "missing-type", alertType: missing };
  const filters = policies
    .filter(({ alertType }) => alertType === MaintenanceAlert.Pop)
    .map(({ airportCodes }) => airportCodes ?? undefined);
  if (filters.includes(undefined)) return undefined;
  const covered = filters.flatMap((codes = []) => codes.map((code) => code.toUpperCase()));
  const codes = distinct(onV2.map(metroOfPort)).filter((metro) => !covered.includes(metro));
  return codes.length > 0 ? { kind: "missing-codes", codes: codes.toSorted(compare) } : undefined;
}

function explainNotification(problem: NotificationProblem): string {
  switch (problem.kind) {
    case "unknown":
      return "It is unknown whether anybody is notified of maintenance. Add notification policies of type cni_maintenance_notification and maintenance_event_notification, and list them in maintenanceNotification.";
    case "none":
      return "Nobody is notified of maintenance. Add notification policies of type cni_maintenance_notification and maintenance_event_notification, and list them in maintenanceNotification.";
    case "missing-type":
      return `No notification policy of type ${problem.alertType} is declared. Dataplane v2 needs both cni_maintenance_notification and maintenance_event_notification, because Cloudflare's pages disagree on which of them covers it. Dataplane v1 needs the first. Add the policy, and list it in maintenanceNotification.`;
    case "missing-codes":
      return `No notification policy of type maintenance_event_notification covers ${listed(problem.codes)}. Add the airport codes to its filter.`;
  }
}
