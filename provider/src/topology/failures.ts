/**
 * Lists the single failures of a design.
 *
 * Unknown locations count as the worst case. Ports on unknown devices of a campus are assumed to share one device,
 * which may be any of the campus's known devices. Ports at unknown facilities or metros are assumed to share one. Such
 * failures are marked as `uncertain`. An unknown PoP needs no failure of its own, because the failure of its facility
 * covers it.
 */

import { distinct } from "../domain/distinct";
import { compare } from "../domain/text";
import type { Port } from "./design";
import type { Failure, FailureKind } from "./failure";
import {
  type Campus,
  campusesOf,
  deviceOf,
  endOf,
  hasTwoDevices,
  isOnUnknownDevice,
  nameOfCampus,
  namesOf,
  promisesSeparateDays,
  siteOf,
  UNKNOWN,
} from "./places";

/** Kinds of failures, in the order of the failure matrix. */
const FAILURE_KINDS: readonly FailureKind[] = [
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

interface Group {
  name: string;
  ports: readonly Port[];
  uncertain?: boolean;
}

/** Lists all failures by kind. Failures of different kinds are listed even if they take down the same ports. */
export function failuresOf(ports: readonly Port[]): Failure[] {
  const campuses = campusesOf(ports);
  const groups: Record<FailureKind, readonly Group[]> = {
    port: ports.map((port) => ({ name: port.name, ports: [port] })),
    device: devicesAt(campuses),
    facility: campuses.map((campus) => ({
      name: nameOfCampus(campus),
      ports: campus.ports,
      uncertain: campus.facilities.length === 0,
    })),
    metro: metrosOf(campuses),
    pop: sharing(ports, siteOf),
    maintenance: [
      ...campuses.flatMap(maintenanceWindowsAt),
      ...metrosOf(campuses).flatMap((metro) => maintenanceWindowsAcross(metro, campuses)),
    ],
    "customer-router": sharing(ports, (port) => endOf(port, "router")),
    "customer-site": sharing(ports, (port) => endOf(port, "site")),
    "customer-power": sharing(ports, (port) => endOf(port, "power")),
    duct: sharing(ports, (port) => endOf(port, "duct")),
  };
  return FAILURE_KINDS.flatMap((kind) =>
    groups[kind].map((group) => toFailure(kind, group)).toSorted((a, b) => compare(a.name, b.name)),
  );
}

function toFailure(kind: FailureKind, { name, ports, uncertain }: Group): Failure {
  const failure: Failure = { kind, name, ports: namesOf(ports) };
  return uncertain && ports.length > 1 ? { ...failure, uncertain } : failure;
}

/** Groups ports by device. A device that is declared at several campuses takes down its ports at all of them. */
function devicesAt(campuses: readonly Campus[]): Group[] {
  const known = distinct(campuses.flatMap(({ devices }) => devices)).map((device) => {
    const itsCampuses = campuses.filter(({ devices }) => devices.includes(device));
    const ports = itsCampuses.flatMap((campus) => campus.ports);
    return {
      name: device,
      ports: ports.filter((port) => (deviceOf(port) ?? device) === device),
      uncertain: ports.some(isOnUnknownDevice),
    };
  });
  const unknown = campuses.map((campus) => ({
    name: `${UNKNOWN} at ${nameOfCampus(campus)}`,
    ports: campus.ports.filter(isOnUnknownDevice),
    uncertain: true,
  }));
  return [...known, ...unknown.filter(({ ports }) => ports.length > 0)];
}

function metrosOf(campuses: readonly Campus[]): Group[] {
  return distinct(campuses.map(({ metro }) => metro ?? UNKNOWN)).map((name) => ({
    name,
    ports: campuses
      .filter(({ metro }) => (metro ?? UNKNOWN) === name)
      .flatMap((campus) => campus.ports),
    uncertain: name === UNKNOWN,
  }));
}

/** Groups ports by the name of an object that they share. Ports without a name belong to no group. */
function sharing(ports: readonly Port[], nameOf: (port: Port) => string | undefined): Group[] {
  return distinct(ports.map(nameOf)).map((name) => ({
    name,
    ports: ports.filter((port) => nameOf(port) === name),
  }));
}

/**
 * Returns the routine maintenance windows of a campus. If the facility has two devices for the dataplane, each device
 * has its own window. Otherwise, the facility has one window. At an unpublished facility, each declared device has a
 * window. Cloudflare promises separate days only on v2, so on v1 a window of the whole facility is also possible.
 */
function maintenanceWindowsAt(campus: Campus): Group[] {
  const perDevice = campus.ports.filter((port) => hasTwoDevices(port, campus.ports));
  const together = campus.ports.filter((port) => !perDevice.includes(port));
  const windows = devicesAt([
    { ...campus, ports: perDevice, devices: distinct(perDevice.map(deviceOf)) },
  ]);
  const whole = { name: nameOfCampus(campus), ports: together };
  const onV1 = perDevice.filter((port) => !promisesSeparateDays(port, campus.ports));
  const unpromised = { name: `${nameOfCampus(campus)} (v1)`, ports: onV1, uncertain: true };
  return [
    ...(together.length > 0 ? [whole] : []),
    ...(onV1.length > 1 ? [unpromised] : []),
    ...windows,
  ];
}

/**
 * Returns a window that takes down the largest window of each facility in a metro. Cloudflare promises different days
 * for two devices at one location, but publishes nothing about devices at two facilities of a metro.
 */
function maintenanceWindowsAcross({ name, ports }: Group, campuses: readonly Campus[]): Group[] {
  const inMetro = campuses.filter((campus) => campus.ports.some((port) => ports.includes(port)));
  if (inMetro.length < 2 || name === UNKNOWN) return [];
  const largest = inMetro.flatMap((campus) =>
    maintenanceWindowsAt(campus)
      .toSorted((one, other) => other.ports.length - one.ports.length)
      .slice(0, 1),
  );
  return [{ name, ports: largest.flatMap((window) => window.ports), uncertain: true }];
}
