/** Compares the facilities in the API and in the design with Cloudflare's published list. */

import { distinct } from "../../domain/distinct";
import { PAGES } from "../../domain/facts";
import { findLocation, formerLocation } from "../../domain/locations";
import { LOCATIONS_AS_OF } from "../../domain/locations.data";
import { quoted } from "../../domain/text";
import type { Port } from "../design";
import { devicesInApi, facilityOf, namesOf } from "../places";
import type { Rule } from "./rule";

const LIST = "Cloudflare's list of locations";

export const locationDisagrees: Rule = {
  rule: "The published list of locations contains each facility, with as many devices as the API has there",
  figure: `list of ${LOCATIONS_AS_OF}; the API takes precedence`,
  source: PAGES.locations,
  check({ ports }) {
    return distinct(ports.map(facilityOf)).flatMap((facility) => {
      const affected = ports.filter((port) => facilityOf(port) === facility);
      const explanation = explainDisagreement(facility, affected);
      if (explanation === undefined) return [];
      return [
        { severity: "unknown", explanation, ports: namesOf(affected), facilities: [facility] },
      ];
    });
  },
};

function explainDisagreement(facility: string, ports: readonly Port[]): string | undefined {
  const users = quoted(namesOf(ports));
  const former = formerLocation(facility);
  if (former?.successor !== undefined) {
    return `${former.facility} (used by ${users}) is no longer in ${LIST}, as of ${LOCATIONS_AS_OF}; ${former.successor} has probably replaced it. Choose a facility from the list, or ask Cloudflare's account team whether ports can stay there.`;
  }
  if (former !== undefined) {
    return `${former.facility} (used by ${users}) is no longer in ${LIST}, as of ${LOCATIONS_AS_OF}. Choose a facility from the list, or ask Cloudflare's account team whether ports can stay there.`;
  }
  const published = findLocation(facility)?.devices.v2;
  const devices = Math.max(...ports.map((port) => devicesInApi(port, ports)));
  if (published === 0 && devices > 0) {
    return `The API lists dataplane v2 at ${facility} (used by ${users}), but ${LIST} of ${LOCATIONS_AS_OF} does not contain it. Ask Cloudflare's account team whether v2 will stay there.`;
  }
  if (published === 1 && devices > 1) {
    return `The API lists ${devices} devices at ${facility} (used by ${users}), but ${LIST} of ${LOCATIONS_AS_OF} contains only 1. Ask Cloudflare's account team whether the devices share a point of failure.`;
  }
  return undefined;
}
