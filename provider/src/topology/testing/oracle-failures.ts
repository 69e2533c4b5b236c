/** Lists the single failures of a design for the oracle. */

import { findLocation } from "../../domain/locations";
import type { Design, Port } from "../design";
import type { FailureKind } from "../failure";
import {
  areAtOneCampus,
  campusesOf,
  dataplaneOf,
  devicesAtFacility,
  isInDiverseMetro,
  metroOf,
} from "./oracle-places";

export interface OracleFailure {
  kind: FailureKind;
  ports: readonly Port[];
  /** Whether the ports are only assumed to fail together. */
  isUncertain: boolean;
}

type Failed = Omit<OracleFailure, "kind">;

function certain(sets: readonly Port[][]): Failed[] {
  return sets.map((ports) => ({ ports, isUncertain: false }));
}

/** Returns sets of ports whose common location is assumed. A set with only one port is certain. */
function guessed(sets: readonly Port[][]): Failed[] {
  return sets.map((ports) => ({ ports, isUncertain: ports.length > 1 }));
}

function distinctValues<T>(ports: readonly Port[], nameOf: (port: Port) => T): T[] {
  return [...new Set(ports.map(nameOf))];
}

/** Groups ports by a value. Ports without a known value belong to no group. */
function byKnown(ports: readonly Port[], nameOf: (port: Port) => string | undefined): Port[][] {
  return distinctValues(ports, nameOf)
    .filter((value) => value !== undefined)
    .map((value) => ports.filter((port) => nameOf(port) === value));
}

/** Returns the failures of devices. An unknown device may be any device of the same campus. */
function devicesOf(ports: readonly Port[]): Failed[] {
  const known = byKnown(ports, ({ device }) => device ?? undefined).map((own) => {
    const assumed = ports.filter(
      (port) => !port.device && own.some((neighbour) => areAtOneCampus(port, neighbour)),
    );
    return { ports: [...own, ...assumed], isUncertain: assumed.length > 0 };
  });
  return [...known, ...guessed(campusesOf(ports.filter(({ device }) => !device)))];
}

/** Whether the port is in a diverse metro, at a facility with two devices for its dataplane. */
function hasTwoDevices(port: Port, design: Design): boolean {
  if (!isInDiverseMetro(port, design)) return false;
  if (port.facility === undefined) return false;
  const named = design.ports.filter(
    (other) =>
      other.device && dataplaneOf(other) === dataplaneOf(port) && areAtOneCampus(port, other),
  );
  const stated = design.ports
    .filter((other) => dataplaneOf(other) === "v2" && areAtOneCampus(port, other))
    .map(({ devicesInApi }) => (dataplaneOf(port) === "v2" ? (devicesInApi ?? 0) : 0));
  const unlisted = Math.max(distinctValues(named, ({ device }) => device).length, ...stated);
  const isListed = findLocation(port.facility) !== undefined;
  return (isListed ? (devicesAtFacility(port, design) ?? 0) : unlisted) >= 2;
}

/**
 * Returns the maintenance windows at one campus. Cloudflare promises different days for two devices on v2, and nothing
 * on v1.
 */
function windowsAt(campus: readonly Port[], design: Design): Failed[] {
  const separate = campus.filter((port) => hasTwoDevices(port, design));
  const together = campus.filter((port) => !separate.includes(port));
  const v1 = separate.filter((port) => dataplaneOf(port) === "v1");
  return [
    ...certain(together.length > 0 ? [together] : []),
    ...(v1.length > 1 ? [{ ports: v1, isUncertain: true }] : []),
    ...devicesOf(separate),
  ];
}

/**
 * Returns the maintenance windows of a design. The windows of two campuses in one metro are not coordinated, so the
 * worst windows may coincide.
 */
function windowsOf(design: Design): Failed[] {
  const campuses = campusesOf(design.ports);
  const together = byKnown(design.ports, metroOf).flatMap((ports) => {
    const here = campuses.filter((campus) => campus.some((port) => ports.includes(port)));
    const worst = here.flatMap((campus) => {
      const windows = windowsAt(campus, design).map((window) => window.ports);
      const most = Math.max(...windows.map(({ length }) => length));
      return windows.find(({ length }) => length === most) ?? [];
    });
    return here.length > 1 ? [{ ports: worst, isUncertain: true }] : [];
  });
  return [...campuses.flatMap((campus) => windowsAt(campus, design)), ...together];
}

export function oracleFailures(design: Design): OracleFailure[] {
  const { ports } = design;
  const campuses = campusesOf(ports);
  const isKnown = (campus: readonly Port[]) => campus.some(({ facility }) => facility);
  const withoutMetro = ports.filter((port) => metroOf(port) === undefined);
  const sets: Record<FailureKind, Failed[]> = {
    port: certain(ports.map((port) => [port])),
    device: devicesOf(ports),
    facility: [
      ...certain(campuses.filter(isKnown)),
      ...guessed(campuses.filter((campus) => !isKnown(campus))),
    ],
    metro: [
      ...certain(byKnown(ports, metroOf)),
      ...guessed(withoutMetro.length > 0 ? [withoutMetro] : []),
    ],
    pop: certain(byKnown(ports, ({ site }) => site)),
    maintenance: windowsOf(design),
    "customer-router": certain(byKnown(ports, ({ customer }) => customer?.router)),
    "customer-site": certain(byKnown(ports, ({ customer }) => customer?.site)),
    "customer-power": certain(byKnown(ports, ({ customer }) => customer?.power)),
    duct: certain(byKnown(ports, ({ customer }) => customer?.duct)),
  };
  return FAILURE_KINDS.flatMap((kind) => sets[kind].map((failed) => ({ kind, ...failed })));
}

export const FAILURE_KINDS: readonly FailureKind[] = [
  "port",
  "device",
  "facility",
  "metro",
  "pop",
  "maintenance",
  "customer-router",
  "customer-site",
  "customer-power",
  "duct",
];
