import { distinct } from "../../domain/distinct";
import { quoted } from "../../domain/text";
import type { Port } from "../design";
import { PORTS_NEEDED, withTwoDevices } from "../intent";
import { anyApart, type Campus, campusesOf, deviceOf, nameOfCampus, namesOf } from "../places";
import { RESILIENCY } from "../sources";
import type { Finding, Rule } from "./rule";

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
