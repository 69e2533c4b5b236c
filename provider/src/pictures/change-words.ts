/** Phrases on the difference of two designs. */

import type { DesignValue, ScoreChange, ValueChange } from "../topology";
import { gbps } from "./words";

/** Names of properties that are not plain words. All others are written with spaces. */
const NAMES = new Map([
  ["slot.id", "slot"],
  ["customer.router", "router"],
  ["customer.site", "site of the router"],
  ["customer.power", "power feed of the router"],
  ["customer.duct", "duct"],
  ["customerAsn", "ASN"],
  ["customerIp", "customer's address"],
  ["cloudflareIp", "Cloudflare's address"],
  ["mtu", "MTU"],
  ["mss", "MSS"],
  ["transitMss", "MSS on the ports to Internet providers"],
  ["bgp", "BGP"],
  ["md5", "MD5 key"],
  ["vlan", "VLAN"],
  ["bfd", "BFD"],
  ["lacp", "LACP"],
  ["greTunnels", "GRE tunnels"],
  ["demand.toCustomer", "demand to the customer"],
  ["demand.toCloudflare", "demand to Cloudflare"],
  ["maxOutage", "longest outage allowed"],
  ["distanceKm", "distance in km"],
  ["order", "order of sessions"],
]);
const IN_GBPS = /^(?:speed|demand\.\w+|backup(?:\..+)?\.capacity)$/;
const MAX_LENGTH = 120;

/** A changed value, such as `MTU 1476 → 1500`. */
export function changeInWords({ property, before, after }: ValueChange): string {
  return `${nameOf(property)} ${arrow(valueInWords(property, before), valueInWords(property, after))}`;
}

function nameOf(property: string): string {
  const plain = (word: string) => word.replace(/[A-Z]+/g, (one) => ` ${one.toLowerCase()}`);
  return NAMES.get(property) ?? property.split(".").map(plain).join(" ");
}

function valueInWords(property: string, value: DesignValue | undefined): string {
  if (value === undefined) return "not set";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return IN_GBPS.test(property) ? gbps(value) : String(value);
  const text = typeof value === "string" ? value : value.join(", ");
  if (text === "") return "none";
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}

/** Two values with an arrow. A unit that both share is written once. */
export function arrow(before: string, after: string): string {
  const [, unit] = / ([A-Za-z]+)$/.exec(after) ?? [];
  const isShared = unit !== undefined && /^\d/.test(before) && before.endsWith(` ${unit}`);
  return `${isShared ? before.slice(0, -unit.length - 1) : before} → ${after}`;
}

/** Figures of a scorecard that a title has space for, such as `worst failure 8 → 10 Gbps`. */
export function scoresInWords(scores: readonly ScoreChange[]): string {
  const of = (title: string) => scores.find((one) => one.title === title);
  const figures: [string, ScoreChange | undefined][] = [
    ["worst failure", of("Worst failure, to the customer")],
    ["survives a facility", of("Survives the loss of any facility")],
    ["survives a metro", of("Survives the loss of any metro")],
    ["findings", of("Findings")],
  ];
  return figures
    .flatMap(([title, score]) =>
      score === undefined
        ? []
        : `${title} ${score.before === undefined ? score.after : arrow(score.before, score.after)}`,
    )
    .join("; ");
}
