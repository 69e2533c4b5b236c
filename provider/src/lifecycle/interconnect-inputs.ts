/** What a program may say of a port, and the rules it must keep. */

import { z } from "zod";
import type { InterconnectOrder } from "../api/types";
import { isUnknown, type Props } from "../engine/props";
import { CniError } from "../errors";
import { accountId, DEFAULT_TIMEOUT, timeout } from "./fields";
import type { Adoption } from "./order-interconnect";

const SPEEDS = ["1G", "10G", "100G"] as const;
const BANDWIDTHS = [
  ...["50M", "100M", "200M", "300M", "400M", "500M"],
  ...["1G", "2G", "5G", "10G", "20G", "50G"],
] as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PAIRING_KEY = new RegExp(`^${UUID.source.slice(1, -1)}/[a-z]+(-[a-z]+)*[0-9]+/[12]$`, "i");

const slotIdRule =
  "it must be the UUID of a slot; list the free ones with GET /accounts/{account_id}/cni/slots?occupied=false";
const pairingKeyRule =
  "it must be the pairing key of a Google VLAN attachment, <uuid>/<region>/<1|2>; copy it from the attachment's page in the Google Cloud console";

const adoptRule = "it must be true, false, or the name of the interconnect to take over";

export const interconnectSchema = z.strictObject({
  accountId,
  type: z.enum(["direct", "gcp_partner"], 'it must be "direct" or "gcp_partner"').optional(),
  slotId: z.string(slotIdRule).regex(UUID, slotIdRule).optional(),
  speed: z
    .enum(
      SPEEDS,
      `it must be one of ${SPEEDS.join(", ")}; leave it out to take the slot's own speed`,
    )
    .optional(),
  pairingKey: z.string(pairingKeyRule).regex(PAIRING_KEY, pairingKeyRule).optional(),
  bandwidth: z
    .enum(BANDWIDTHS, `it must be one of ${BANDWIDTHS.join(", ")}, as on the VLAN attachment`)
    .optional(),
  waitFor: z.enum(["ordered", "healthy"], 'it must be "ordered" or "healthy"').default("ordered"),
  timeout: timeout.prefault(DEFAULT_TIMEOUT),
  adopt: z
    .union([z.boolean(), z.string().regex(/./, adoptRule)], { error: adoptRule })
    .default(false),
});

export interface InterconnectInputs {
  accountId: string;
  order: InterconnectOrder;
  waitFor: "ordered" | "healthy";
  /** Milliseconds. */
  timeout: number;
  adopt: Adoption;
}

export function parseInterconnect(declared: Props): InterconnectInputs {
  const { slotId, speed, pairingKey, bandwidth, type, ...rest } =
    interconnectSchema.parse(declared);
  if (slotId !== undefined) {
    return { ...rest, order: { type: "direct", slotId: slotId.toLowerCase(), speed } };
  }
  if (pairingKey !== undefined && bandwidth !== undefined) {
    return { ...rest, order: { type: "gcp_partner", pairingKey, bandwidth } };
  }
  // `check` has refused this already; here it guards the type.
  throw new CniError(interconnectRules(declared).join("; "));
}

/** The type follows from what identifies the port; only `direct` has to wait weeks for a cross-connect. */
export function completeInterconnect(given: Props): Props {
  const type = given.type ?? (has(given, "pairingKey") ? "gcp_partner" : "direct");
  const waitFor = type === "gcp_partner" ? "healthy" : "ordered";
  return { waitFor, timeout: DEFAULT_TIMEOUT, ...given, type };
}

export function interconnectRules(given: Props): string[] {
  const slot = has(given, "slotId");
  const key = has(given, "pairingKey");
  // One that preview does not know may turn out to be nothing; then the other one counts.
  if (slot && key && (isUnknown(given.slotId) || isUnknown(given.pairingKey))) return [];
  if (slot && key) {
    return [
      `slotId ${JSON.stringify(given.slotId)} and pairingKey are both given: a port is either a direct one on a slot or a Google one for a VLAN attachment; remove one of them`,
    ];
  }
  if (!slot && !key) {
    return [
      "neither slotId nor pairingKey is given: give the slotId of a free slot for a direct port, or the pairingKey and bandwidth of a Google VLAN attachment",
    ];
  }
  return [
    ...rulesOfType(given, slot ? "direct" : "gcp_partner"),
    ...(slot ? directRules(given) : googleRules(given)),
  ];
}

function rulesOfType(given: Props, actual: "direct" | "gcp_partner"): string[] {
  const other = actual === "direct" ? "gcp_partner" : "direct";
  if (given.type !== other) return [];
  return [
    `type "${given.type}" does not go with ${actual === "direct" ? "a slotId" : "a pairingKey"}: remove type, it follows from the other`,
  ];
}

function directRules(given: Props): string[] {
  if (!has(given, "bandwidth")) return [];
  return [
    `bandwidth${shown(given.bandwidth)} does not go with a slotId: give it as speed, or leave it out to take the slot's own`,
  ];
}

function googleRules(given: Props): string[] {
  const problems: string[] = [];
  if (!has(given, "bandwidth")) {
    problems.push(
      `bandwidth is missing: a pairingKey needs the VLAN attachment's bandwidth, one of ${BANDWIDTHS.join(", ")}`,
    );
  }
  if (has(given, "speed")) {
    problems.push(`speed${shown(given.speed)} does not go with a pairingKey: give it as bandwidth`);
  }
  if (given.adopt === true) {
    problems.push(
      "adopt true is not enough for a Google port: the API does not tell whose pairing key a port has; give the name of the interconnect to take over",
    );
  }
  return problems;
}

function shown(value: unknown): string {
  return isUnknown(value) ? "" : ` ${JSON.stringify(value)}`;
}

/** Given at all; a value that preview cannot know yet counts. */
function has(given: Props, key: string): boolean {
  return given[key] !== undefined;
}
