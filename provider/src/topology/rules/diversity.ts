/** Rules on the location of ports and on what fails together. */

import { distinct } from "../../domain/distinct";
import { FACTS, PAGES } from "../../domain/facts";
import { findLocation } from "../../domain/locations";
import { counted, quoted } from "../../domain/text";
import type { Design, Intent, Port } from "../design";
import { fulfils, intentOf, isSiteDiverse, PORTS_NEEDED, withTwoDevices } from "../intent";
import {
  type Campus,
  campusesOf,
  deviceOf,
  devicesInApi,
  facilityOf,
  hasSeparateCampuses,
  isOnUnknownDevice,
  mayHaveTwoDevices,
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

type DeviceProblem =
  | { kind: "same-device"; ports: string[]; device: string }
  | { kind: "unknown-device"; ports: string[]; unknown: string[] }
  | { kind: "one-device-per-facility"; ports: string[]; campuses: string[] }
  | { kind: "unknown-device-at-facility"; ports: string[]; campuses: string[] };

export const tooFewDevices: Rule = {
  rule: "Ports that back each other up are on different Cloudflare devices; an unknown device does not count",
  figure: "≥ 2; for `site-and-device-diverse` ≥ 2 at each of 2 facilities",
  source: PAGES.locations,
  check({ intent, ports }) {
    if (intent === "single" || ports.length < PORTS_NEEDED[intent]) return [];
    const campuses = campusesOf(ports);
    if (intent === "site-and-device-diverse") return checkDevicesPerFacility(campuses);

    const names = namesOf(ports);
    const devices = distinct(ports.map(deviceOf));
    const [device, ...others] = devices;
    if (others.length > 0) return [];
    const unknown = ports.filter(isOnUnknownDevice);
    if (device !== undefined && unknown.length === 0) {
      const problem: DeviceProblem = { kind: "same-device", ports: names, device };
      return [{ severity: "error", explanation: explainDevices(problem), ports: names, devices }];
    }
    // Ports at two facilities are on two devices. Other rules check whether there are two facilities.
    if (intent === "site-diverse" || hasSeparateCampuses(campuses)) return [];
    const problem: DeviceProblem = {
      kind: "unknown-device",
      ports: names,
      unknown: namesOf(unknown),
    };
    return [{ severity: "unknown", explanation: explainDevices(problem), ports: names, devices }];
  },
};

function checkDevicesPerFacility(campuses: readonly Campus[]): Finding[] {
  const sufficient = withTwoDevices(campuses);
  // With a single campus, the missing second facility has to be fixed first.
  if (campuses.length < 2 || sufficient.length > 1) return [];
  const insufficient = campuses.filter((campus) => !sufficient.includes(campus));
  const uncertain = insufficient.filter(
    ({ ports }) => ports.length > 1 && ports.some(isOnUnknownDevice),
  );
  const isUncertain = sufficient.length + uncertain.length > 1;
  const ports = namesOf(insufficient.flatMap((campus) => campus.ports));
  return [
    {
      severity: isUncertain ? "unknown" : "error",
      explanation: explainDevices({
        kind: isUncertain ? "unknown-device-at-facility" : "one-device-per-facility",
        ports,
        campuses: insufficient.map(nameOfCampus),
      }),
      ports,
      facilities: insufficient.flatMap(({ facilities }) => facilities),
    },
  ];
}

function explainDevices(problem: DeviceProblem): string {
  const ports = quoted(problem.ports);
  switch (problem.kind) {
    case "same-device":
      return `Ports ${ports} are on the same device, ${problem.device}. Order one of them on another device (slot.avoidDevices) or at another facility.`;
    case "unknown-device":
      return `Ports ${ports} may be on the same device, because no device is known for ${quoted(problem.unknown)}. Ask Cloudflare's account team, or order one of them on another device (slot.avoidDevices) or at another facility.`;
    case "one-device-per-facility":
      return `Intent "site-and-device-diverse" needs two devices at each of two facilities, but only one is used at ${quoted(problem.campuses)} (${ports}). Add a port there on another device (slot.avoidDevices).`;
    case "unknown-device-at-facility":
      return `Intent "site-and-device-diverse" needs two devices at each of two facilities, but it is unknown whether two are used at ${quoted(problem.campuses)} (${ports}). Add a port there on another device (slot.avoidDevices), or ask Cloudflare's account team for the unknown devices.`;
  }
}

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
    const campuses = relevantCampuses(intent, ports);
    const metros = distinct(campuses.map(({ metro }) => metro));
    if (campuses.length === 0 || metros.length > 1) return [];
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

/**
 * Campuses that must be in different metros. Returns none without a second facility, because that has to be fixed
 * first.
 */
function relevantCampuses(intent: Intent, ports: readonly Port[]): Campus[] {
  const campuses = campusesOf(ports);
  if (!hasSeparateCampuses(campuses)) return [];
  const diverse = withTwoDevices(campuses);
  return intent === "site-and-device-diverse" && diverse.length > 1 ? diverse : campuses;
}

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
          : `Facilities ${quoted(facilities)} may share one street address. Set the address of each, or order a port in another metro.`,
        ports: namesOf(ports),
        facilities,
      },
    ];
  },
};

/** For a facility that Cloudflare does not publish, only the known devices of its ports count. */
export const facilityNotDiverse: Rule = {
  rule: "Facilities offer the dataplane, and have two devices for it if the intent needs them",
  figure: "2 devices per facility and dataplane",
  source: PAGES.locations,
  check(design) {
    const needsTwo = needsTwoDevices(design);
    return design.ports.flatMap((port) => checkFacility(port, design.ports, needsTwo));
  },
};

/** Whether the intent depends on facilities that are not published to have two devices. */
function needsTwoDevices({ intent, ports }: Design): boolean {
  if (intent === "single" || intent === "site-diverse") return false;
  if (intent === "device-diverse" && hasSeparateCampuses(campusesOf(ports))) return false;
  const diverse = ports.filter((port) => mayHaveTwoDevices(port, ports));
  return !fulfils(intentOf(diverse), intent);
}

function checkFacility(port: Port, ports: readonly Port[], needsTwo: boolean): Finding[] {
  const { name, dataplane = "v2" } = port;
  const facilities = distinct([facilityOf(port)]);
  const affected = { ports: [name], facilities };
  const place = `${facilities} (port "${name}")`;
  const devices = publishedDevices(port);
  if (devices === 0 && devicesInApi(port, ports) === 0) {
    return [
      {
        ...affected,
        severity: "error",
        explanation: `${place} does not offer dataplane ${dataplane}. Choose a facility that does, or the other dataplane.`,
      },
    ];
  }
  if (!needsTwo || mayHaveTwoDevices(port, ports)) return [];
  const metro = findLocation(port.facility)?.metro;
  return [
    {
      ...affected,
      severity: "error",
      explanation:
        devices === "unknown"
          ? `${place} is in metro ${metro}, which Cloudflare lists as not diverse for dataplane ${dataplane}. Choose a facility that has two devices.`
          : `${place} has only one device for dataplane ${dataplane}. Choose a facility that has two.`,
    },
  ];
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
        explanation: `Port "${name}" has distanceKm ${distanceKm}, but the optics reach from 0 to ${reach} km. Put your own or a carrier's equipment in between.`,
        ports: [name],
      };
    });
  },
};
