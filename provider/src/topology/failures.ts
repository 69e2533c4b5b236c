/**
 * Single failures of a design.
 *
 * Unknown locations count as the worst case: ports on unknown devices of a campus share one device, which may be any of
 * its known devices; ports at unknown facilities or metros share one. Such a failure is `uncertain`. An unknown PoP
 * needs no failure of its own, because the failure of its facility covers it.
 */

import { distinct } from "../domain/distinct";
import { compare } from "../domain/text";
import type { Port } from "./design";
import type { Failure, FailureKind } from "./failure";
import {
  type Campus,
  campusesOf,
  deviceOf,
  isOnUnknownDevice,
  mayHaveTwoDevices,
  nameOfCampus,
  namesOf,
  promisesSeparateDays,
  siteOf,
  UNKNOWN,
} from "./places";

interface Group {
  name: string;
  ports: readonly Port[];
  uncertain?: boolean;
}

/** Lists every failure by kind, including failures of different kinds that take down the same ports. */
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
    pop: sitesOf(ports),
    maintenance: campuses.flatMap(maintenanceWindowsAt),
  };
  const kinds: FailureKind[] = ["port", "device", "facility", "metro", "pop", "maintenance"];
  return kinds.flatMap((kind) =>
    groups[kind].map((group) => toFailure(kind, group)).toSorted((a, b) => compare(a.name, b.name)),
  );
}

function toFailure(kind: FailureKind, { name, ports, uncertain }: Group): Failure {
  const failure: Failure = { kind, name, ports: namesOf(ports) };
  return uncertain && ports.length > 1 ? { ...failure, uncertain } : failure;
}

/** A device that is declared at several campuses takes down its ports at all of them. */
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

function sitesOf(ports: readonly Port[]): Group[] {
  return distinct(ports.map(siteOf)).map((name) => ({
    name,
    ports: ports.filter((port) => siteOf(port) === name),
  }));
}

/**
 * Routine maintenance windows: one per device if the facility has two devices for the dataplane, otherwise one for the
 * facility. At an unpublished facility, each declared device has a window. Separate days are promised on v2 only, so on
 * v1 a window of the whole facility is possible.
 */
function maintenanceWindowsAt(campus: Campus): Group[] {
  const perDevice = campus.ports.filter((port) => mayHaveTwoDevices(port, campus.ports));
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
