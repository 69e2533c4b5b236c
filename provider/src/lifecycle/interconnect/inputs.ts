/** What a program may say of a port, and the rules it must keep. */

import { z } from "zod";
import { CniError } from "../../domain/errors";
import type { InterconnectOrder } from "../../domain/objects";
import { Bandwidth, InterconnectType, Speed } from "../../domain/values";
import { accountId } from "../../run/account-id";
import { isUnknown, type Props } from "../../run/property-values";
import { booleanTextRule, DEFAULT_TIMEOUT, isBooleanText, timeout } from "../fields";
import type { Adoption } from "./order";
import type { RequirementOrder } from "./order-by-requirement";
import { completeSlot, slotRequirement, slotRules } from "./slot-inputs";

const SPEEDS = Object.values(Speed).join(", ");
const BANDWIDTHS = Object.values(Bandwidth).join(", ");
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PAIRING_KEY = new RegExp(`^${UUID.source.slice(1, -1)}/[a-z]+(-[a-z]+)*[0-9]+/[12]$`, "i");

const slotIdRule =
  "it must be the UUID of a slot; list the free ones with `npx pulumi-cloudflare-cni slots --free`, or say with slot what it must be like";
const pairingKeyRule =
  "it must be the pairing key of a Google VLAN attachment, <uuid>/<region>/<1|2>; copy it from the attachment's page in the Google Cloud console";

const adoptRule = "it must be true, false, or the name of the interconnect to take over";
const besideRule = 'it must be a list of names of interconnects, such as ["cni-ewr-a-000001"]';

/** What a port is ordered by: exactly one of these. */
const WAYS = ["slotId", "slot", "pairingKey"] as const;
type Way = (typeof WAYS)[number];

export const interconnectSchema = z.strictObject({
  accountId,
  type: z.enum(InterconnectType, 'it must be "direct" or "gcp_partner"').optional(),
  slotId: z.string(slotIdRule).regex(UUID, slotIdRule).optional(),
  slot: slotRequirement.optional(),
  speed: z
    .enum(Speed, `it must be one of ${SPEEDS}; leave it out to take the slot's own speed`)
    .optional(),
  pairingKey: z.string(pairingKeyRule).regex(PAIRING_KEY, pairingKeyRule).optional(),
  bandwidth: z
    .enum(Bandwidth, `it must be one of ${BANDWIDTHS}, as on the VLAN attachment`)
    .optional(),
  waitFor: z.enum(["ordered", "healthy"], 'it must be "ordered" or "healthy"').default("ordered"),
  timeout: timeout.prefault(DEFAULT_TIMEOUT),
  adopt: z
    .union(
      [
        z.boolean(),
        z
          .string()
          .regex(/./, adoptRule)
          .refine((text) => !isBooleanText(text), booleanTextRule),
      ],
      { error: adoptRule },
    )
    .default(false),
  orderBeside: z.array(z.string(besideRule).regex(/./, besideRule), besideRule).default([]),
});

export interface InterconnectInputs {
  accountId: string;
  order: InterconnectOrder | RequirementOrder;
  waitFor: "ordered" | "healthy";
  /** Milliseconds. */
  timeout: number;
  adopt: Adoption;
  /** Ports that meet the requirement and are not this one. */
  orderBeside: string[];
}

export function parseInterconnect(declared: Props): InterconnectInputs {
  const { slotId, slot, speed, pairingKey, bandwidth, type, ...rest } =
    interconnectSchema.parse(declared);
  if (slot !== undefined) return { ...rest, order: { type: "direct", slot } };
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
  const slot = has(given, "slot") ? { slot: completeSlot(given.slot) } : {};
  return { waitFor, timeout: DEFAULT_TIMEOUT, ...given, ...slot, type };
}

export function interconnectRules(given: Props): string[] {
  const ways = WAYS.filter((way) => has(given, way));
  const [way, ...more] = ways;
  if (way === undefined) {
    return [
      "neither slotId, slot nor pairingKey is given: give the slotId of a free slot, or slot with what it must be like, for a direct port, or the pairingKey and bandwidth of a Google VLAN attachment",
    ];
  }
  if (more.length > 0) {
    // One that preview does not know may turn out to be nothing; then the other one counts.
    if (ways.some((one) => isUnknown(given[one]))) return [];
    const named = ways.map((one) => (one === "slotId" ? `slotId${shown(given.slotId)}` : one));
    const [all, others] = ways.length === 2 ? ["both", "one"] : ["all", "two"];
    const why = ways.includes("pairingKey")
      ? "a port is either a direct one on a slot or a Google one for a VLAN attachment"
      : "slotId says which slot it is, and slot what it must be like";
    return [`${named.join(" and ")} are ${all} given: ${why}; remove ${others} of them`];
  }
  return [
    ...rulesOfType(given, way),
    ...(way === "pairingKey" ? googleRules(given) : directRules(given, way)),
    ...(way === "slot" ? requirementRules(given) : besideRules(given)),
  ];
}

const IN_WORDS: Record<Way, string> = {
  slotId: "a slotId",
  slot: "slot",
  pairingKey: "a pairingKey",
};

function rulesOfType(given: Props, way: Way): string[] {
  const other = way === "pairingKey" ? "direct" : "gcp_partner";
  if (given.type !== other) return [];
  return [
    `type "${given.type}" does not go with ${IN_WORDS[way]}: remove type, it follows from the other`,
  ];
}

function directRules(given: Props, way: Way): string[] {
  if (!has(given, "bandwidth")) return [];
  const advice =
    way === "slot"
      ? "give it as slot.speed"
      : "give it as speed, or leave it out to take the slot's own";
  return [`bandwidth${shown(given.bandwidth)} does not go with ${IN_WORDS[way]}: ${advice}`];
}

function requirementRules(given: Props): string[] {
  const problems = slotRules(given.slot);
  if (has(given, "speed")) {
    problems.push(`speed${shown(given.speed)} does not go with slot: give it as slot.speed`);
  }
  if (given.adopt === true) {
    problems.push(
      "adopt true is not enough with slot: several ports may meet it; give the name of the interconnect to take over, or its slotId instead of slot",
    );
  }
  return problems;
}

function besideRules(given: Props): string[] {
  if (!has(given, "orderBeside")) return [];
  return [
    "orderBeside does not go with a slotId or a pairingKey, which say already which port it is: remove it",
  ];
}

function googleRules(given: Props): string[] {
  const problems: string[] = [];
  if (!has(given, "bandwidth")) {
    problems.push(
      `bandwidth is missing: a pairingKey needs the VLAN attachment's bandwidth, one of ${BANDWIDTHS}`,
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
