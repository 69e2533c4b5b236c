/**
 * What can fail in a design, one at a time.
 *
 * What is not known is taken at its worst: ports of unknown device at one place are on one device,
 * which may also be any of the known ones there; ports of unknown facility or metro are in one.
 * Such a failure is marked `uncertain`. A PoP that is not told is covered by its facility.
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
  siteOf,
  UNKNOWN,
} from "./places";

interface Group {
  name: string;
  ports: readonly Port[];
  uncertain?: boolean;
}

/** Every failure, kinds apart, even where two of them take down the same ports. */
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
    maintenance: campuses.flatMap(windowsAt),
  };
  const kinds: FailureKind[] = ["port", "device", "facility", "metro", "pop", "maintenance"];
  return kinds.flatMap((kind) =>
    groups[kind].map((group) => failure(kind, group)).toSorted((a, b) => compare(a.name, b.name)),
  );
}

function failure(kind: FailureKind, { name, ports, uncertain }: Group): Failure {
  const failed: Failure = { kind, name, ports: namesOf(ports) };
  return uncertain && ports.length > 1 ? { ...failed, uncertain } : failed;
}

/** A device of which ports are told at several places takes them all down. */
function devicesAt(campuses: readonly Campus[]): Group[] {
  const known = distinct(campuses.flatMap(({ devices }) => devices)).map((device) => {
    const places = campuses.filter(({ devices }) => devices.includes(device));
    const ports = places.flatMap((campus) => campus.ports);
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
 * Routine windows: one device after the other where the facility has two for the dataplane, else
 * the facility. One that is not published is taken by the devices that are told there.
 */
function windowsAt(campus: Campus): Group[] {
  const rest = campus.ports.filter(mayHaveTwoDevices);
  const together = campus.ports.filter((port) => !rest.includes(port));
  const windows = devicesAt([{ ...campus, ports: rest, devices: distinct(rest.map(deviceOf)) }]);
  const whole = { name: nameOfCampus(campus), ports: together };
  return together.length > 0 ? [whole, ...windows] : windows;
}
