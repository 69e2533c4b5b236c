/** Describes the availability of a design in sentences, always with its assumptions. */

import { listed } from "../domain/text";
import { type Availability, type Downtime, MINUTES_A_YEAR } from "./availability";
import type { Design } from "./design";
import type { Capacity, FailureKind } from "./failure";

export const NO_SLA = "Cloudflare gives no SLA for interconnects";

/**
 * Describes how long a design is below its demand, the assumptions behind this figure, and what the figure does not
 * include.
 */
export function availabilityInWords(design: Design, availability: Availability): string[] {
  const { toCustomer, toCloudflare, assumed, notCounted } = availability;
  const assumptions = assumed.map(
    ({ kind, mtbf, mttr }) => `${nameOfKind(kind)} every ${mtbf} for ${mttr}`,
  );
  const left = [
    ...(notCounted.length > 0 ? [`failures of a ${listed(notCounted.map(nameOfKind))}`] : []),
    "the time until traffic moves to another path",
    "the backup",
  ];
  return [
    figureInWords(design, "toCustomer", toCustomer),
    ...(toCloudflare ? [figureInWords(design, "toCloudflare", toCloudflare)] : []),
    `Assumed failures: ${assumptions.join("; ")}.`,
    `Not counted: ${left.join("; ")}.`,
    `${NO_SLA}. These figures follow only from the assumptions of the design.`,
  ];
}

function figureInWords(design: Design, direction: keyof Capacity, downtime: Downtime): string {
  const loss = shortageInWords(design, direction);
  return `${loss.charAt(0).toUpperCase()}${loss.slice(1)} for ${minutesInWords(downtime)} a year (${percentageOf(downtime)}).`;
}

/** Describes the shortage in one direction, such as `the interconnects carry less than the demand to the customer`. */
export function shortageInWords({ demand }: Design, direction: keyof Capacity): string {
  const end = direction === "toCustomer" ? "to the customer" : "to Cloudflare";
  return demand?.[direction]
    ? `the interconnects carry less than the demand ${end}`
    : `the interconnects do not carry all traffic ${end}`;
}

/** Formats a range such as `12.3 to 14 minutes`, `at least 12.3 minutes` or `up to 0.01 minutes`. */
export function minutesInWords({ least, most }: Downtime): string {
  const shortest = formatMinutes(least);
  if (most === "unknown") return `at least ${shortest} minutes`;
  const longest = formatMinutes(most);
  if (shortest === longest && longest !== "0") return `${longest} minutes`;
  return shortest === "0" ? `up to ${longest} minutes` : `${shortest} to ${longest} minutes`;
}

/** Formats minutes with two significant digits below 10. Never formats a small number as 0. */
export function formatMinutes(minutes: number): string {
  if (minutes >= 100) return Math.round(minutes).toLocaleString("en-US");
  if (minutes >= 10) return `${Math.round(minutes * 10) / 10}`;
  return minutes < 0.000_01 ? "0" : `${Number(minutes.toPrecision(2))}`;
}

/** Formats the availability for the longest downtime, or for the shortest downtime if the longest is unknown. */
function percentageOf({ least, most }: Downtime): string {
  return most === "unknown"
    ? `at best ${formatPercentage(least)} available`
    : `${formatPercentage(most)} available`;
}

/** Formats the availability with two digits after the nines. Never rounds up. */
function formatPercentage(minutes: number): string {
  const lost = Math.min(1, minutes / MINUTES_A_YEAR) * 100;
  const digits = Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(lost))));
  const scale = 10 ** digits;
  return `${(Math.floor((100 - lost) * scale) / scale).toFixed(digits)}%`;
}

/** Returns the name of a kind of failure, such as `customer router`. */
function nameOfKind(kind: FailureKind): string {
  if (kind === "pop") return "PoP";
  return kind === "maintenance" ? "maintenance window" : kind.replace("-", " ");
}
