import { distinct } from "../../domain/distinct";
import { quoted } from "../../domain/text";
import { isSiteDiverse, PORTS_NEEDED } from "../intent";
import { anyApart, campusesOf, facilityOf, namesOf } from "../places";
import { RESILIENCY } from "../sources";
import type { Rule } from "./rule";

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
