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
import { checkSlotRules, completeSlot, slotRequirement } from "./slot-inputs";

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
const ORDER_KEYS = ["slotId", "slot", "pairingKey"] as const;
type OrderKey = (typeof ORDER_KEYS)[number];

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
  throw new CniError(checkInterconnectRules(declared).join("; "));
}

/** The type follows from what identifies the port; only `direct` has to wait weeks for a cross-connect. */
export function completeInterconnect(props: Props): Props {
  const type = props.type ?? (isDeclared(props, "pairingKey") ? "gcp_partner" : "direct");
  const waitFor = type === "gcp_partner" ? "healthy" : "ordered";
  const slot = isDeclared(props, "slot") ? { slot: completeSlot(props.slot) } : {};
  return { waitFor, timeout: DEFAULT_TIMEOUT, ...props, ...slot, type };
}

export function checkInterconnectRules(props: Props): string[] {
  const keys = ORDER_KEYS.filter((key) => isDeclared(props, key));
  const [key, ...more] = keys;
  if (key === undefined) {
    return [
      "neither slotId, slot nor pairingKey is given: give the slotId of a free slot, or slot with what it must be like, for a direct port, or the pairingKey and bandwidth of a Google VLAN attachment",
    ];
  }
  if (more.length > 0) {
    // One that preview does not know may turn out to be nothing; then the other one counts.
    if (keys.some((one) => isUnknown(props[one]))) return [];
    const named = keys.map((one) => (one === "slotId" ? `slotId${quote(props.slotId)}` : one));
    const [all, others] = keys.length === 2 ? ["both", "one"] : ["all", "two"];
    const why = keys.includes("pairingKey")
      ? "a port is either a direct one on a slot or a Google one for a VLAN attachment"
      : "slotId says which slot it is, and slot what it must be like";
    return [`${named.join(" and ")} are ${all} given: ${why}; remove ${others} of them`];
  }
  return [
    ...rulesOfType(props, key),
    ...(key === "pairingKey" ? googleRules(props) : directRules(props, key)),
    ...(key === "slot" ? requirementRules(props) : besideRules(props)),
  ];
}

const IN_WORDS: Record<OrderKey, string> = {
  slotId: "a slotId",
  slot: "slot",
  pairingKey: "a pairingKey",
};

function rulesOfType(props: Props, key: OrderKey): string[] {
  const other = key === "pairingKey" ? "direct" : "gcp_partner";
  if (props.type !== other) return [];
  return [
    `type "${props.type}" does not go with ${IN_WORDS[key]}: remove type, it follows from the other`,
  ];
}

function directRules(props: Props, key: OrderKey): string[] {
  if (!isDeclared(props, "bandwidth")) return [];
  const advice =
    key === "slot"
      ? "give it as slot.speed"
      : "give it as speed, or leave it out to take the slot's own";
  return [`bandwidth${quote(props.bandwidth)} does not go with ${IN_WORDS[key]}: ${advice}`];
}

function requirementRules(props: Props): string[] {
  const problems = checkSlotRules(props.slot);
  if (isDeclared(props, "speed")) {
    problems.push(`speed${quote(props.speed)} does not go with slot: give it as slot.speed`);
  }
  if (props.adopt === true) {
    problems.push(
      "adopt true is not enough with slot: several ports may meet it; give the name of the interconnect to take over, or its slotId instead of slot",
    );
  }
  return problems;
}

function besideRules(props: Props): string[] {
  if (!isDeclared(props, "orderBeside")) return [];
  return [
    "orderBeside does not go with a slotId or a pairingKey, which say already which port it is: remove it",
  ];
}

function googleRules(props: Props): string[] {
  const problems: string[] = [];
  if (!isDeclared(props, "bandwidth")) {
    problems.push(
      `bandwidth is missing: a pairingKey needs the VLAN attachment's bandwidth, one of ${BANDWIDTHS}`,
    );
  }
  if (isDeclared(props, "speed")) {
    problems.push(`speed${quote(props.speed)} does not go with a pairingKey: give it as bandwidth`);
  }
  if (props.adopt === true) {
    problems.push(
      "adopt true is not enough for a Google port: the API does not tell whose pairing key a port has; give the name of the interconnect to take over",
    );
  }
  return problems;
}

function quote(value: unknown): string {
  return isUnknown(value) ? "" : ` ${JSON.stringify(value)}`;
}

/** Given at all; a value that preview cannot know yet counts. */
function isDeclared(props: Props, key: string): boolean {
  return props[key] !== undefined;
}
