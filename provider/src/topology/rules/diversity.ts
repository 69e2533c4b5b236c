/** Rules about the locations of ports and about failures that they share. */

import { distinct } from "../../domain/distinct";
import { FACTS, PAGES } from "../../domain/facts";
import { findMetro } from "../../domain/locations";
import { counted, quoted } from "../../domain/text";
import type { Port } from "../design";
import { fulfils, intentOf, isSiteDiverse, PORTS_NEEDED } from "../intent";
import {
  campusesOf,
  dataplaneOf,
  devicesInApi,
  facilityOf,
  hasSeparateCampuses,
  hasTwoDevices,
  isInDiverseMetro,
  isInListedMetro,
  metroOfPort,
  nameOfCampus,
  namesOf,
  publishedDevices,
} from "../places";
import type { Finding, Rule } from "./rule";

export const tooFewPorts: Rule = {
  rule: "The design has as many ports as the intent needs",
  figure: "≥ 1 `single`, ≥ 2 `device-diverse` or `site-diverse`, ≥ 4 `site-and-device-diverse`",
  source: PAGES.maintenance,
  check({ intent, ports }) {
    const needed = PORTS_NEEDED[intent];
    const missing = needed - ports.length;
    if (missing <= 0) return [];
    return [
      {
        severity: "error",
        explanation: `Intent "${intent}" needs ${counted(needed, "port")}, but the design has ${ports.length}. Add ${counted(missing, "port")}, or choose a weaker intent.`,
        ports: namesOf(ports),
      },
    ];
  },
};

export const tooFewFacilities: Rule = {
  rule: "Ports are at different facilities",
  figure: "≥ 2 for `site-diverse` and `site-and-device-diverse`",
  source: PAGES.maintenance,
  check({ intent, ports }) {
    if (!isSiteDiverse(intent) || ports.length < PORTS_NEEDED[intent]) return [];
    const facilities = distinct(ports.map(facilityOf));
    if (facilities.length > 1 || hasSeparateCampuses(campusesOf(ports))) return [];
    const unknown = ports.filter((port) => facilityOf(port) === undefined);
    const isUncertain = unknown.length > 0;
    return [
      {
        severity: isUncertain ? "unknown" : "error",
        explanation: isUncertain
          ? `Intent "${intent}" needs ports at two facilities, but no facility is known for ${quoted(namesOf(unknown))}. Set the facility of each port.`
          : `Intent "${intent}" needs ports at two facilities, but ${quoted(namesOf(ports))} are at the same facility, ${quoted(facilities)}. Order one of them at another facility.`,
        ports: namesOf(ports),
        facilities,
      },
    ];
  },
};

export const tooFewMetros: Rule = {
  rule: "Facilities are in different metros",
  figure: "≥ 2 for `site-and-device-diverse`; a warning for `site-diverse`",
  source: PAGES.locations,
  check({ intent, ports }) {
    if (!isSiteDiverse(intent) || ports.length < PORTS_NEEDED[intent]) return [];
    const campuses = campusesOf(ports);
    const metros = distinct(campuses.map(({ metro }) => metro));
    // If there is no second facility, that must be fixed first.
    if (!hasSeparateCampuses(campuses) || metros.length > 1) return [];
    const unknown = campuses.filter(({ metro }) => metro === undefined);
    const affected = {
      metros,
      facilities: campuses.flatMap(({ facilities }) => facilities),
      ports: namesOf(campuses.flatMap((campus) => campus.ports)),
    };
    if (unknown.length > 0) {
      return [
        {
          ...affected,
          severity: "unknown",
          explanation: `The facilities may be in one metro, because no metro is known for ${quoted(unknown.map(nameOfCampus))}. Set the metro of each port.`,
        },
      ];
    }
    return [
      {
        ...affected,
        severity: intent === "site-and-device-diverse" ? "error" : "warning",
        explanation: `Facilities ${quoted(campuses.map(nameOfCampus))} are in one metro, ${metros}, so one event can take them all down. Order ports in another metro.`,
      },
    ];
  },
};

export const sameCampus: Rule = {
  rule: "Facilities with different names have different street addresses",
  figure: "1 address = 1 facility",
  source: PAGES.locations,
  check({ intent, ports }) {
    if (!isSiteDiverse(intent) || ports.length < PORTS_NEEDED[intent]) return [];
    const facilities = distinct(ports.map(facilityOf));
    const campuses = campusesOf(ports);
    if (facilities.length < 2 || hasSeparateCampuses(campuses)) return [];
    const isCertain = campuses.length === 1;
    return [
      {
        severity: isCertain ? "error" : "unknown",
        explanation: isCertain
          ? `Facilities ${quoted(facilities)} share one street address, so one event can take them all down. Order a port at another address.`
          : `Facilities ${quoted(facilities)} may share one street address. Set the address of each facility, or order a port in another metro.`,
        ports: namesOf(ports),
        facilities,
      },
    ];
  },
};

/**
 * Checks that facilities offer the dataplane in a diverse metro. If Cloudflare does not publish a facility, the known
 * devices of its ports are counted.
 */
export const facilityNotDiverse: Rule = {
  rule: "Facilities offer the dataplane. If the intent needs two devices in a metro, the metro is diverse for the dataplane",
  figure: "2 devices per metro and dataplane, in one facility or in two",
  source: PAGES.locations,
  check({ intent, ports }) {
    const needsDiverseMetro = intent !== "single" && !fulfils(intentOf(ports), intent);
    return ports.flatMap((port) => [
      ...checkFacility(port, ports),
      ...(needsDiverseMetro ? checkMetro(port, ports) : []),
    ]);
  },
};

function checkFacility(port: Port, ports: readonly Port[]): Finding[] {
  if (publishedDevices(port) !== 0 || devicesInApi(port, ports) > 0) return [];
  const dataplane = dataplaneOf(port);
  return [
    {
      severity: "error",
      explanation: `${facilityOf(port)} (port "${port.name}") does not offer dataplane ${dataplane}. Choose a facility that offers it, or the other dataplane.`,
      ports: [port.name],
      facilities: distinct([facilityOf(port)]),
    },
  ];
}

function checkMetro(port: Port, ports: readonly Port[]): Finding[] {
  const explanation = explainMetro(port, ports);
  if (explanation === undefined) return [];
  return [
    {
      severity: isInListedMetro(port) ? "error" : "unknown",
      explanation,
      ports: [port.name],
      facilities: distinct([facilityOf(port)]),
    },
  ];
}

function explainMetro(port: Port, ports: readonly Port[]): string | undefined {
  const dataplane = dataplaneOf(port);
  const metro = metroOfPort(port);
  const published = findMetro(metro);
  const isShared = ports.some((other) => other !== port && facilityOf(other) === facilityOf(port));
  const place = `${facilityOf(port) ?? metro} (port "${port.name}")`;
  // Other rules report an unknown metro and a dataplane that is not offered.
  if (metro === undefined || published?.[dataplane].devices === 0) return undefined;
  if (published === undefined) {
    return `${place} is in metro ${metro}, which is not in Cloudflare's list. It is unknown whether devices there share a point of failure. Ask Cloudflare's account team, or choose a facility in a diverse metro.`;
  }
  if (isInDiverseMetro(port, ports)) {
    return isShared && !hasTwoDevices(port, ports)
      ? `${place} has only one device for dataplane ${dataplane}. Choose a facility with two devices, or order one of the ports at another facility of the metro.`
      : undefined;
  }
  return published[dataplane].devices === 1
    ? `${place} is in metro ${metro}, which has only one device for dataplane ${dataplane}. Choose a facility in a diverse metro, or order the ports in different metros.`
    : `${place} is in metro ${metro}, which Cloudflare lists as not diverse for dataplane ${dataplane}. Choose a facility in a diverse metro, or order the ports in different metros.`;
}

export const tooFar: Rule = {
  rule: "The fibre is within reach of the optics (10GBASE-LR, 100GBASE-LR, 100GBASE-LR4)",
  figure: `≤ ${FACTS.opticsReach.value} km`,
  source: FACTS.opticsReach.source,
  check({ ports }) {
    const reach = FACTS.opticsReach.value;
    return ports.flatMap(({ name, distanceKm = 0 }) => {
      if (distanceKm >= 0 && distanceKm <= reach) return [];
      return {
        severity: "error",
        explanation: `Port "${name}" has distanceKm ${distanceKm}, but the optics reach only from 0 to ${reach} km. Put your own or a carrier's equipment in between.`,
        ports: [name],
      };
    });
  },
};
