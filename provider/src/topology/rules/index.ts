/** Registry of the rules. */

import { availabilityOf } from "../availability";
import { BLOCKER_TYPES, type Blocker, type BlockerType } from "../blocker";
import type { Design } from "../design";
import { outcomesOf } from "../outcomes";
import { addressConflict, notPointToPoint, prefixTooLong } from "./addresses";
import { availability } from "./availability";
import { bgpPriority } from "./bgp-priority";
import { capacity } from "./capacity";
import {
  customerSideUnknown,
  oneCustomerPower,
  oneCustomerRouter,
  oneCustomerSite,
  oneDuct,
} from "./customer-end";
import { tooFewDevices } from "./devices";
import {
  facilityNotDiverse,
  sameCampus,
  tooFar,
  tooFewFacilities,
  tooFewMetros,
  tooFewPorts,
} from "./diversity";
import { healthCheckMismatch, noHealthCheck } from "./health-checks";
import { locationDisagrees } from "./locations";
import {
  noMaintenanceNotification,
  oneMaintenanceDomain,
  uncoordinatedMaintenance,
} from "./maintenance";
import { awsHosted, noBackup } from "./operations";
import { outageTooLong } from "./outage";
import { mss, mtu } from "./packets";
import type { Rule } from "./rule";
import { dataplaneFeature, equalPreference, md5Missing } from "./sessions";
import { slotOccupied, slotSpeed } from "./slots";
import { asymmetricPath } from "./symmetry";
import { useCase } from "./use-case";

export const RULES: Readonly<Record<BlockerType, Rule>> = {
  TOO_FEW_PORTS: tooFewPorts,
  TOO_FEW_DEVICES: tooFewDevices,
  TOO_FEW_FACILITIES: tooFewFacilities,
  TOO_FEW_METROS: tooFewMetros,
  SAME_CAMPUS: sameCampus,
  SLOT_OCCUPIED: slotOccupied,
  SLOT_SPEED: slotSpeed,
  FACILITY_NOT_DIVERSE: facilityNotDiverse,
  LOCATION_DISAGREES: locationDisagrees,
  CUSTOMER_SIDE_UNKNOWN: customerSideUnknown,
  ONE_CUSTOMER_ROUTER: oneCustomerRouter,
  ONE_CUSTOMER_SITE: oneCustomerSite,
  ONE_CUSTOMER_POWER: oneCustomerPower,
  ONE_DUCT: oneDuct,
  CAPACITY: capacity,
  OUTAGE_TOO_LONG: outageTooLong,
  AVAILABILITY: availability,
  NO_HEALTH_CHECK: noHealthCheck,
  HEALTH_CHECK_MISMATCH: healthCheckMismatch,
  ADDRESS_CONFLICT: addressConflict,
  NOT_POINT_TO_POINT: notPointToPoint,
  EQUAL_PREFERENCE: equalPreference,
  ASYMMETRIC_PATH: asymmetricPath,
  BGP_PRIORITY: bgpPriority,
  MD5_MISSING: md5Missing,
  MTU: mtu,
  MSS: mss,
  DATAPLANE_FEATURE: dataplaneFeature,
  USE_CASE: useCase,
  PREFIX_TOO_LONG: prefixTooLong,
  NO_BACKUP: noBackup,
  NO_MAINTENANCE_NOTIFICATION: noMaintenanceNotification,
  ONE_MAINTENANCE_DOMAIN: oneMaintenanceDomain,
  UNCOORDINATED_MAINTENANCE: uncoordinatedMaintenance,
  AWS_HOSTED: awsHosted,
  TOO_FAR: tooFar,
};

/** Checks a design against all rules. Returns the findings in the order of {@link BLOCKER_TYPES}. */
export function blockersOf(
  design: Design,
  outcomes = outcomesOf(design),
  expected = availabilityOf(design),
): Blocker[] {
  return BLOCKER_TYPES.flatMap((type) =>
    RULES[type].check(design, outcomes, expected).map((finding) => ({
      type,
      documentationUrl: RULES[type].source,
      ...finding,
    })),
  );
}

/** Formats the rules as a Markdown table for the documentation. */
export function rulesTable(): string {
  const rows = BLOCKER_TYPES.map((type) => {
    const { rule, figure, source } = RULES[type];
    return [`\`${type}\``, rule, figure, `[Cloudflare](${source})`];
  });
  const lines = [["Blocker", "Rule", "Figure", "Source"], ["---", "---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
