import { distinct } from "../../domain/distinct";
import { quoted } from "../../domain/text";
import { isSiteDiverse, PORTS_NEEDED } from "../intent";
import { anyApart, campusesOf, facilityOf, namesOf } from "../places";
import { RESILIENCY } from "../sources";
import type { Rule } from "./rule";

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
