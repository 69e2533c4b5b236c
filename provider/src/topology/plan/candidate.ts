/** Candidates: designs on free slots that meet a requirement. */

import { distinct } from "../../domain/distinct";
import { groupBy } from "../../domain/group-by";
import type { Assessment } from "../assessment";
import type { Design, Port, Session } from "../design";
import { metroOfPort } from "../places";
import type { Scorecard } from "../scorecard";
import type { Combination } from "./combinations";
import type { FreeDevice, FreeFacility, FreePort } from "./facilities";
import type { Requirement } from "./requirement";

/** Port of a candidate. It uses a free slot. */
export type PlannedPort = Port & FreePort;

export interface PlannedDesign extends Design {
  ports: readonly PlannedPort[];
}

/** Facility of a candidate. */
export interface PlannedFacility {
  name: string;
  metro: string | undefined;
  /** Kilometres to the nearest place, or `undefined` if the requirement names no place. */
  kilometres: number | undefined;
  /** Number of ports at the facility. */
  ports: number;
  /** Speed of the ports, in Gbps. */
  speed: number;
  /** Number of free slots of this speed that the candidate does not use. */
  spareSlots: number;
}

export interface Candidate {
  design: PlannedDesign;
  assessment: Assessment;
  scorecard: Scorecard;
  facilities: readonly PlannedFacility[];
  /** Same as the distance of a {@link Combination}. */
  distance: number;
  /** Reason for the candidate's position in the list, in one line. */
  reason: string;
}

/** Builds the design with the given number of ports on each device of a combination. */
export function toDesign(
  { devices }: Combination,
  { speed, portsPerDevice }: { speed: number; portsPerDevice: number },
  requirement: Requirement,
): PlannedDesign {
  const { customerRouters, prefixes, customerAsn, holdTime, trackedWithin, reservedNames } =
    requirement;
  const nameFor = createPortNames(reservedNames);
  const metros = [...groupBy(devices, ({ facility }) => facility.metro).values()];
  const ports = metros.flatMap((inMetro, at) => {
    const routers = routersFor(at, metros.length, customerRouters);
    return portsOn(inMetro, speed, portsPerDevice).map(({ facility, port }, index): PlannedPort => {
      const router = routers[index % routers.length];
      return { ...port, name: nameFor(facility), ...(router && { customer: { router } }) };
    });
  });
  const sessions = ports.map(
    ({ name }): Session => ({
      name,
      port: name,
      steering: "share",
      healthCheck: { enabled: true },
      ...(customerAsn === undefined ? {} : { bgp: true, customerAsn, md5: true }),
      ...(holdTime === undefined ? {} : { holdTime }),
      ...(trackedWithin === undefined ? {} : { trackedWithin }),
      ...(prefixes.length > 0 ? { prefixes } : {}),
    }),
  );
  const { name, intent, demand, useCase, backup, maxOutage, assumptions, maintenanceNotification } =
    requirement;
  return {
    ...{ name, intent, demand, useCase, backup, maxOutage, assumptions, maintenanceNotification },
    ports,
    sessions,
  };
}

/** Takes ports from the devices in turn, so that ports on different devices are connected to different routers. */
function portsOn(devices: readonly FreeDevice[], speed: number, portsPerDevice: number) {
  return Array.from({ length: portsPerDevice }, (_, round) =>
    devices.flatMap(({ facility, ports }) => {
      const port = ports.get(speed)?.[round];
      return port === undefined ? [] : [{ facility, port }];
    }),
  ).flat();
}

/**
 * Returns the routers for one of the metros. Each router is used in only one metro, unless there are too few routers.
 */
function routersFor(at: number, metros: number, routers: readonly string[]): readonly string[] {
  const own = routers.filter((_, index) => index % metros === at);
  return own.length > 0 ? own : routers.slice(at % Math.max(1, routers.length)).slice(0, 1);
}

/** Creates names for the ports of a metro, such as `ams1` and `ams2`. */
function createPortNames(reserved: readonly string[]): (facility: FreeFacility) => string {
  const used = new Set(reserved);
  return ({ metro }) => {
    const base = (metro ?? "port").toLowerCase();
    let count = 1;
    while (used.has(`${base}${count}`)) count += 1;
    used.add(`${base}${count}`);
    return `${base}${count}`;
  };
}

/** Returns the distinct metros of a design. */
export function metrosOf({ ports }: Pick<Design, "ports">): string[] {
  return distinct(ports.map(metroOfPort));
}
