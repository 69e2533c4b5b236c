import { distinct } from "../../domain/distinct";
import { quoted } from "../../domain/text";
import { isSiteDiverse, PORTS_NEEDED, withTwoDevices } from "../intent";
import { anyApart, campusesOf, nameOfCampus, namesOf } from "../places";
import { LOCATIONS_PAGE } from "../sources";
import type { Rule } from "./rule";

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
