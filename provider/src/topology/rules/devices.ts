/** Rule about the devices of ports that back each other up. */

import { distinct } from "../../domain/distinct";
import { PAGES } from "../../domain/facts";
import { listed, quoted } from "../../domain/text";
import type { Intent, Port } from "../design";
import { fulfils, intentOf, metrosWithDiverseDevices, PORTS_NEEDED } from "../intent";
import {
  campusesOf,
  dataplaneOf,
  deviceOf,
  hasSeparateCampuses,
  isOnUnknownDevice,
  metroOfPort,
  namesOf,
} from "../places";
import type { Finding, Rule } from "./rule";

type DeviceProblem =
  | { kind: "same-device"; device: string }
  | { kind: "unknown-device"; unknown: string[] }
  | { kind: "two-dataplanes" }
  | { kind: "one-device-per-metro"; metros: string[] }
  | { kind: "unknown-device-in-metro"; metros: string[] };

export const tooFewDevices: Rule = {
  rule: "Ports that back each other up are on diverse Cloudflare devices; an unknown device does not count",
  figure:
    "≥ 2 devices of one dataplane in a diverse metro; for `site-and-device-diverse` in each of 2 metros",
  source: PAGES.locations,
  check({ intent, ports }) {
    if (intent === "single" || ports.length < PORTS_NEEDED[intent]) return [];
    if (intent === "site-and-device-diverse") return checkDevicesPerMetro(ports);
    const needsSites = intent === "site-diverse" && hasSeparateCampuses(campusesOf(ports));
    if (fulfils(intentOf(ports), needsSites ? "site-diverse" : "device-diverse")) return [];
    const devices = distinct(ports.map(deviceOf));
    const problem = deviceProblem(intent, ports, devices);
    if (problem === undefined) return [];
    return [
      {
        severity: problem.kind === "same-device" ? "error" : "unknown",
        explanation: explainDevices(problem, ports),
        ports: namesOf(ports),
        devices,
      },
    ];
  },
};

function deviceProblem(
  intent: Intent,
  ports: readonly Port[],
  devices: readonly string[],
): DeviceProblem | undefined {
  const unknown = ports.filter(isOnUnknownDevice);
  const [device, ...others] = devices;
  if (device !== undefined && others.length === 0 && unknown.length === 0) {
    return { kind: "same-device", device };
  }
  // For `site-diverse`, the rules about facilities already report this.
  if (unknown.length > 0 && intent !== "site-diverse" && !hasSeparateCampuses(campusesOf(ports))) {
    return { kind: "unknown-device", unknown: namesOf(unknown) };
  }
  return distinct(ports.map(dataplaneOf)).length > 1 ? { kind: "two-dataplanes" } : undefined;
}

function checkDevicesPerMetro(ports: readonly Port[]): Finding[] {
  const metros = distinct(ports.map(metroOfPort));
  const sufficient = metrosWithDiverseDevices(ports);
  // If there is only one metro, the missing second metro must be fixed first.
  if (metros.length < 2 || sufficient.length > 1) return [];
  const insufficient = metros.filter(
    (metro) => !sufficient.includes(metro) && devicesIn(metro, ports).length < 2,
  );
  // Another rule reports two devices that share a point of failure.
  if (insufficient.length === 0) return [];
  const affected = ports.filter((port) => insufficient.includes(metroOfPort(port) ?? ""));
  const uncertain = insufficient.filter((metro) => {
    const inMetro = ports.filter((port) => metroOfPort(port) === metro);
    return inMetro.length > 1 && inMetro.some(isOnUnknownDevice);
  });
  const isUncertain = sufficient.length + uncertain.length > 1;
  return [
    {
      severity: isUncertain ? "unknown" : "error",
      explanation: explainDevices(
        {
          kind: isUncertain ? "unknown-device-in-metro" : "one-device-per-metro",
          metros: insufficient,
        },
        affected,
      ),
      ports: namesOf(affected),
      metros: insufficient,
    },
  ];
}

function devicesIn(metro: string, ports: readonly Port[]): string[] {
  return distinct(ports.filter((port) => metroOfPort(port) === metro).map(deviceOf));
}

function explainDevices(problem: DeviceProblem, affected: readonly Port[]): string {
  const ports = quoted(namesOf(affected));
  switch (problem.kind) {
    case "same-device":
      return `Ports ${ports} are on the same device, ${problem.device}. Order one of them on another device (slot.avoidDevices) or at another facility.`;
    case "unknown-device":
      return `Ports ${ports} may be on the same device, because no device is known for ${quoted(problem.unknown)}. Ask Cloudflare's account team, or order one of them on another device (slot.avoidDevices) or at another facility.`;
    case "two-dataplanes":
      return `Ports ${ports} are on two dataplanes. Cloudflare publishes whether devices share a point of failure only for devices of one dataplane. Ask Cloudflare's account team, or order both ports on one dataplane.`;
    case "one-device-per-metro":
      return `Intent "site-and-device-diverse" needs two devices in each of two metros, but only one is used in ${listed(problem.metros)} (${ports}). Add a port there on another device (slot.avoidDevices).`;
    case "unknown-device-in-metro":
      return `Intent "site-and-device-diverse" needs two devices in each of two metros, but it is unknown whether two are used in ${listed(problem.metros)} (${ports}). Add a port there on another device (slot.avoidDevices), or ask Cloudflare's account team which devices the ports are on.`;
  }
}
