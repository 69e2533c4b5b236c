/** Rules on where ports are, and what fails together. */
import { distinct } from "../../domain/distinct";
import { counted, quoted } from "../../domain/text";
import type { Design, Port } from "../design";
import { diversityAt, mayHaveTwoDevices } from "../diversity";
import { failuresOf } from "../failures";
import { fulfils, intentOf, isSiteDiverse, PORTS_NEEDED, withTwoDevices } from "../intent";
import {
  anyApart,
  type Campus,
  campusesOf,
  deviceOf,
  facilityOf,
  nameOfCampus,
  namesOf,
} from "../places";
import { LOCATIONS_PAGE, MAINTENANCE, OVERVIEW, RESILIENCY } from "../sources";
import type { Finding, Rule } from "./rule";

export const tooFewPorts: Rule = {
  rule: "As many ports as the intent needs",
  figure: "≥ 1 `single`, ≥ 2 `device-diverse` or `site-diverse`, ≥ 4 `site-and-device-diverse`",
  source: MAINTENANCE,
  check({ intent, ports }) {
    const needed = PORTS_NEEDED[intent];
    const missing = needed - ports.length;
    if (missing <= 0) return [];
    return [
      {
        severity: "error",
        explanation: `Intent "${intent}" needs ${counted(needed, "port")} and the design has ${ports.length}: add ${counted(missing, "port")}, or choose a weaker intent.`,
        ports: namesOf(ports),
      },
    ];
  },
};

const WAY_OUT = "order one of them on another device (slot.avoidDevices) or at another facility";

export const tooFewDevices: Rule = {
  rule: "Ports that protect each other are on different Cloudflare devices; one that is not told is no proof",
  figure: "≥ 2; for `site-and-device-diverse` ≥ 2 at each of 2 facilities",
  source: RESILIENCY,
  check({ intent, ports }) {
    if (intent === "single" || ports.length < PORTS_NEEDED[intent]) return [];
    const campuses = campusesOf(ports);
    if (intent === "site-and-device-diverse") return atEachFacility(campuses);

    const devices = distinct(ports.map(deviceOf));
    if (devices.length > 1) return [];
    const untold = ports.filter(isUntold);
    if (untold.length === 0) {
      return [
        {
          severity: "error",
          explanation: `Ports ${quoted(namesOf(ports))} are all on device ${devices}: ${WAY_OUT}.`,
          ports: namesOf(ports),
          devices,
        },
      ];
    }
    // Two facilities are two devices; whether there are two is for other rules.
    if (intent === "site-diverse" || anyApart(campuses)) return [];
    return [
      {
        severity: "unknown",
        explanation: `Ports ${quoted(namesOf(ports))} may be on one device, because none is told for ${quoted(namesOf(untold))}: ask Cloudflare's account team, or ${WAY_OUT}.`,
        ports: namesOf(ports),
        devices,
      },
    ];
  },
};

function atEachFacility(campuses: readonly Campus[]): Finding[] {
  const enough = withTwoDevices(campuses);
  // Where there is only one place, that is what has to change first.
  if (campuses.length < 2 || enough.length > 1) return [];
  const lacking = campuses.filter((campus) => !enough.includes(campus));
  const hopeful = lacking.filter(({ ports }) => ports.length > 1 && ports.some(isUntold));
  const isOpen = enough.length + hopeful.length > 1;
  const ports = namesOf(lacking.flatMap((campus) => campus.ports));
  return [
    {
      severity: isOpen ? "unknown" : "error",
      explanation: `Two facilities need ports on two devices each, and at ${quoted(lacking.map(nameOfCampus))} ports ${quoted(ports)} ${isOpen ? "may be" : "are"} on one device: add a port there on another device (slot.avoidDevices)${isOpen ? ", or ask Cloudflare's account team for the devices that are not told" : ""}.`,
      ports,
      facilities: lacking.flatMap(({ facilities }) => facilities),
    },
  ];
}

function isUntold(port: Port): boolean {
  return deviceOf(port) === undefined;
}

export const tooFewFacilities: Rule = {
  rule: "Ports are at different facilities",
  figure: "≥ 2 for `site-diverse` and `site-and-device-diverse`",
  source: RESILIENCY,
  check({ intent, ports }) {
    if (!isSiteDiverse(intent) || ports.length < PORTS_NEEDED[intent]) return [];
    const facilities = distinct(ports.map(facilityOf));
    if (facilities.length > 1 || anyApart(campusesOf(ports))) return [];
    const untold = ports.filter((port) => facilityOf(port) === undefined);
    const isOpen = untold.length > 0;
    return [
      {
        severity: isOpen ? "unknown" : "error",
        explanation: isOpen
          ? `Intent "${intent}" needs ports at two facilities, and none is told for ${quoted(namesOf(untold))}: name the facility of each port.`
          : `Intent "${intent}" needs ports at two facilities, and ${quoted(namesOf(ports))} are all at ${quoted(facilities)}: order one of them at another facility.`,
        ports: namesOf(ports),
        facilities,
      },
    ];
  },
};

export const tooFewMetros: Rule = {
  rule: "Facilities are in different metros",
  figure: "≥ 2 for `site-and-device-diverse`; a warning for `site-diverse`",
  source: LOCATIONS_PAGE,
  check({ intent, ports }) {
    if (!isSiteDiverse(intent) || ports.length < PORTS_NEEDED[intent]) return [];
    const campuses = campusesOf(ports);
    // Where there are no two facilities, that is what has to change first.
    if (!anyApart(campuses)) return [];
    const strict = intent === "site-and-device-diverse";
    const twice = withTwoDevices(campuses);
    const counted = strict && twice.length > 1 ? twice : campuses;
    const metros = distinct(counted.map(({ metro }) => metro));
    if (metros.length > 1) return [];
    const untold = counted.filter(({ metro }) => metro === undefined);
    const isOpen = untold.length > 0;
    const said = {
      metros,
      facilities: counted.flatMap(({ facilities }) => facilities),
      ports: namesOf(counted.flatMap((campus) => campus.ports)),
    };
    if (isOpen) {
      return [
        {
          ...said,
          severity: "unknown",
          explanation: `The facilities may be in one metro, because none is told for ${quoted(untold.map(nameOfCampus))}: give the metro of each port.`,
        },
      ];
    }
    return [
      {
        ...said,
        severity: strict ? "error" : "warning",
        explanation: `Facilities ${quoted(counted.map(nameOfCampus))} are in one metro, ${metros}, and what hits the metro takes down both: order ports in another metro.`,
      },
    ];
  },
};

export const sameCampus: Rule = {
  rule: "Facilities of different names have different street addresses",
  figure: "1 address = 1 facility",
  source: RESILIENCY,
  check({ intent, ports }) {
    if (!isSiteDiverse(intent) || ports.length < PORTS_NEEDED[intent]) return [];
    const facilities = distinct(ports.map(facilityOf));
    const campuses = campusesOf(ports);
    if (facilities.length < 2 || anyApart(campuses)) return [];
    const isOne = campuses.length === 1;
    return [
      {
        severity: isOne ? "error" : "unknown",
        explanation: isOne
          ? `Facilities ${quoted(facilities)} share one street address, so one event takes down both: order a port at another address.`
          : `Facilities ${quoted(facilities)} may share one street address: give the address of each, or order a port in another metro.`,
        ports: namesOf(ports),
        facilities,
      },
    ];
  },
};

/** A facility that is not published is judged by the devices that are told for its ports alone. */
export const facilityNotDiverse: Rule = {
  rule: "Facilities offer the dataplane, and have two devices for it where the intent needs them",
  figure: "2 devices for each facility and dataplane; a plan for the second one is no proof",
  source: LOCATIONS_PAGE,
  check(design) {
    const needsTwo = needsTwoDevices(design);
    return design.ports.flatMap((port) => find(port, needsTwo));
  },
};

/** Whether the intent rests on facilities that are not published to have two devices. */
function needsTwoDevices({ intent, ports }: Design): boolean {
  if (intent === "single" || intent === "site-diverse") return false;
  if (intent === "device-diverse" && anyApart(campusesOf(ports))) return false;
  const sound = ports.filter(mayHaveTwoDevices);
  return !fulfils(intentOf(sound), intent);
}

function find(port: Port, needsTwo: boolean): Finding[] {
  const { name, dataplane = "v2" } = port;
  const said = { ports: [name], facilities: distinct([facilityOf(port)]) };
  const where = `${said.facilities} (port "${name}")`;
  const diversity = diversityAt(port);
  if (diversity === null) {
    return [
      {
        ...said,
        severity: "error",
        explanation: `${where} does not offer dataplane ${dataplane}: choose a facility that does, or the other dataplane.`,
      },
    ];
  }
  if (!needsTwo || mayHaveTwoDevices(port)) return [];
  const isPlanned = diversity === "diversity-planned";
  return [
    {
      ...said,
      severity: isPlanned ? "unknown" : "error",
      explanation: isPlanned
        ? `${where} is only planned to have two devices for dataplane ${dataplane}: ask Cloudflare's account team whether both can be used, or choose a facility that has two.`
        : `${where} has one device for dataplane ${dataplane}: choose a facility that has two.`,
    },
  ];
}

/** Only for `single`: of the other intents, rules on devices and facilities say the same as errors. */
export const oneMaintenanceDomain: Rule = {
  rule: "No routine maintenance window takes down every one of several ports",
  figure: "windows on two devices of a facility are ≥ 16 h apart; without two, it fails as a whole",
  source: MAINTENANCE,
  check({ intent, ports }) {
    if (intent !== "single" || ports.length < 2) return [];
    return failuresOf(ports)
      .filter((failure) => failure.kind === "maintenance" && failure.ports.length === ports.length)
      .map(({ name, ports, uncertain }) => ({
        severity: uncertain ? "unknown" : "warning",
        explanation: `One maintenance window (${name}) ${uncertain ? "may take" : "takes"} down all of ${quoted(ports)}: order one of them on another device of a facility that has two, or at another facility.`,
        ports,
      }));
  },
};

const REACH_KM = 10;

export const tooFar: Rule = {
  rule: "The fibre is within reach of the optics (10GBASE-LR, 100GBASE-LR4)",
  figure: `≤ ${REACH_KM} km`,
  source: OVERVIEW,
  check({ ports }) {
    return ports.flatMap(({ name, distanceKm = 0 }) => {
      if (distanceKm >= 0 && distanceKm <= REACH_KM) return [];
      return {
        severity: "error",
        explanation: `Port "${name}" is at distanceKm ${distanceKm}, and the optics reach from 0 to ${REACH_KM} km: put equipment of yours or of a carrier in between.`,
        ports: [name],
      };
    });
  },
};
