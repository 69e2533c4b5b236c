import { distinct } from "../../domain/distinct";
import type { Design, Port } from "../design";
import { diversityAt, mayHaveTwoDevices } from "../diversity";
import { fulfils, intentOf } from "../intent";
import { anyApart, campusesOf, facilityOf } from "../places";
import { LOCATIONS_PAGE } from "../sources";
import type { Finding, Rule } from "./rule";

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
