/** Candidates: designs on free slots that meet a requirement. */

import { distinct } from "../../domain/distinct";
import type { Assessment } from "../assessment";
import type { Design, Port, Session } from "../design";
import { metroOfPort } from "../places";
import type { Scorecard } from "../scorecard";
import type { Combination } from "./combinations";
import { type FreeDevice, type FreeFacility, type FreePort, groupBy } from "./facilities";
import type { Requirement } from "./requirement";

/** Port of a candidate, on a free slot. */
export type PlannedPort = Port & FreePort;

export interface PlannedDesign extends Design {
  ports: readonly PlannedPort[];
}

/** Facility of a candidate. */
export interface PlannedFacility {
  name: string;
  metro: string | undefined;
  /** Kilometres to the nearest place; `undefined` without places. */
  kilometres: number | undefined;
  /** Number of ports. */
  ports: number;
  /** Speed of the ports, in Gbps. */
  speed: number;
  /** Number of free slots with that speed which the candidate leaves. */
  spareSlots: number;
}

export interface Candidate {
  design: PlannedDesign;
  assessment: Assessment;
  scorecard: Scorecard;
  facilities: readonly PlannedFacility[];
  /** As for {@link Combination}. */
  distance: number;
  /** Why it has its place in the list, in a line. */
  reason: string;
}

/** Builds the design with this number of ports on each device of a combination. */
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

/** Takes the ports from the devices in turn, so that ports on different devices get different routers. */
function portsOn(devices: readonly FreeDevice[], speed: number, portsPerDevice: number) {
  return Array.from({ length: portsPerDevice }, (_, round) =>
    devices.flatMap(({ facility, ports }) => {
      const port = ports.get(speed)?.[round];
      return port === undefined ? [] : [{ facility, port }];
    }),
  ).flat();
}

/** Routers in one of the metros: each router is in one metro, unless there are too few. */
function routersFor(at: number, metros: number, routers: readonly string[]): readonly string[] {
  const own = routers.filter((_, index) => index % metros === at);
  return own.length > 0 ? own : routers.slice(at % Math.max(1, routers.length)).slice(0, 1);
}

/** Names the ports of a metro `ams1`, `ams2`. */
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

/** Metros of a design, without duplicates. */
export function metrosOf({ ports }: Pick<Design, "ports">): string[] {
  return distinct(ports.map(metroOfPort));
}
