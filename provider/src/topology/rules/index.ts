/** Every rule, by the type of its blockers. */

import { BLOCKER_TYPES, type Blocker, type BlockerType } from "../blocker";
import type { Design } from "../design";
import { addressConflict } from "./address-conflict";
import { awsHosted } from "./aws-hosted";
import { capacity } from "./capacity";
import { dataplaneFeature } from "./dataplane-feature";
import { equalPreference } from "./equal-preference";
import { facilityNotDiverse } from "./facility-not-diverse";
import { md5Missing } from "./md5-missing";
import { mss } from "./mss";
import { mtu } from "./mtu";
import { noBackup } from "./no-backup";
import { noMaintenanceNotification } from "./no-maintenance-notification";
import { notPointToPoint } from "./not-point-to-point";
import { oneMaintenanceDomain } from "./one-maintenance-domain";
import { prefixTooLong } from "./prefix-too-long";
import type { Rule } from "./rule";
import { sameCampus } from "./same-campus";
import { slotOccupied } from "./slot-occupied";
import { slotSpeed } from "./slot-speed";
import { tooFar } from "./too-far";
import { tooFewDevices } from "./too-few-devices";
import { tooFewFacilities } from "./too-few-facilities";
import { tooFewMetros } from "./too-few-metros";
import { tooFewPorts } from "./too-few-ports";

export const RULES: Readonly<Record<BlockerType, Rule>> = {
  TOO_FEW_PORTS: tooFewPorts,
  TOO_FEW_DEVICES: tooFewDevices,
  TOO_FEW_FACILITIES: tooFewFacilities,
  TOO_FEW_METROS: tooFewMetros,
  SAME_CAMPUS: sameCampus,
  SLOT_OCCUPIED: slotOccupied,
  SLOT_SPEED: slotSpeed,
  FACILITY_NOT_DIVERSE: facilityNotDiverse,
  CAPACITY: capacity,
  ADDRESS_CONFLICT: addressConflict,
  NOT_POINT_TO_POINT: notPointToPoint,
  EQUAL_PREFERENCE: equalPreference,
  MD5_MISSING: md5Missing,
  MTU: mtu,
  MSS: mss,
  DATAPLANE_FEATURE: dataplaneFeature,
  PREFIX_TOO_LONG: prefixTooLong,
  NO_BACKUP: noBackup,
  NO_MAINTENANCE_NOTIFICATION: noMaintenanceNotification,
  ONE_MAINTENANCE_DOMAIN: oneMaintenanceDomain,
  AWS_HOSTED: awsHosted,
  TOO_FAR: tooFar,
};

/** What stands between a design and its intent, in the order of the types. */
export function blockersOf(design: Design): Blocker[] {
  return BLOCKER_TYPES.flatMap((type) =>
    RULES[type].check(design).map((finding) => ({
      type,
      documentationUrl: RULES[type].source,
      ...finding,
    })),
  );
}
