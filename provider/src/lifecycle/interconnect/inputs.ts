/** Inputs of `Interconnect` and the rules for them. */

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
  "it must be the UUID of a slot. List free slots with `npx pulumi-cloudflare-cni slots --free`, or set slot to describe the slot instead";
const pairingKeyRule =
  "it must be the pairing key of a Google VLAN attachment, <uuid>/<region>/<1|2>. Copy it from the attachment's page in the Google Cloud console";

const adoptRule = "it must be true, false, or the name of the interconnect to adopt";
const besideRule = 'it must be a list of interconnect names such as ["cni-ewr-a-000001"]';

/** Inputs that identify what to order. Exactly one of them is required. */
const ORDER_KEYS = ["slotId", "slot", "pairingKey"] as const;
type OrderKey = (typeof ORDER_KEYS)[number];

export const interconnectSchema = z.strictObject({
  accountId,
  type: z.enum(InterconnectType, 'it must be "direct" or "gcp_partner"').optional(),
  slotId: z.string(slotIdRule).regex(UUID, slotIdRule).optional(),
  slot: slotRequirement.optional(),
  speed: z.enum(Speed, `it must be one of ${SPEEDS}. Omit it to use the slot's speed`).optional(),
  pairingKey: z.string(pairingKeyRule).regex(PAIRING_KEY, pairingKeyRule).optional(),
  bandwidth: z
    .enum(Bandwidth, `it must be one of ${BANDWIDTHS}, the bandwidth of the VLAN attachment`)
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
  /** Maximum time to wait, in milliseconds. */
  timeout: number;
  adopt: Adoption;
  /** Names of unmanaged interconnects that meet the requirement but do not belong to this resource. */
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
  // `check` refuses such inputs, so this line only narrows the type.
  throw new CniError(checkInterconnectRules(declared).join(" "));
}

/**
 * Fills in defaults. The property that identifies the order determines the type. The cross-connect of a direct port can
 * take weeks, so direct ports default to `waitFor: "ordered"`.
 */
export function completeInterconnect(props: Props): Props {
  const type = props.type ?? (isDeclared(props, "pairingKey") ? "gcp_partner" : "direct");
  const waitFor = type === "gcp_partner" ? "healthy" : "ordered";
  const slot = isDeclared(props, "slot") ? { slot: completeSlot(props.slot) } : {};
  return { waitFor, timeout: DEFAULT_TIMEOUT, ...props, ...slot, type };
}

export function checkInterconnectRules(props: Props): string[] {
  const keys = ORDER_KEYS.filter((key) => isDeclared(props, key));
  const [key, ...others] = keys;
  if (key === undefined) {
    return [
      "slotId, slot or pairingKey is required. For a direct port, set slotId to a free slot, or set slot to describe the slot. For a Google VLAN attachment, set pairingKey and bandwidth.",
    ];
  }
  if (others.length > 0) {
    // An unknown value may turn out to be undefined, in which case only the other property is set.
    return keys.some((one) => isUnknown(props[one])) ? [] : [describeKeyConflict(keys, props)];
  }
  switch (key) {
    case "slotId":
      return [...slotIdRules(props), ...besideRules(props)];
    case "slot":
      return requirementRules(props);
    case "pairingKey":
      return [...googleRules(props), ...besideRules(props)];
  }
}

function describeKeyConflict(keys: readonly OrderKey[], props: Props): string {
  const slotId = `slotId${quote(props.slotId)}`;
  const kinds = "A port is either a direct port on a slot or a Google port with a pairing key.";
  if (keys.length === ORDER_KEYS.length) {
    return `${slotId}, slot and pairingKey conflict with each other. ${kinds} Remove two of them.`;
  }
  if (!keys.includes("pairingKey")) {
    return `${slotId} conflicts with slot. slotId names a specific slot, and slot describes the slot to choose. Remove one of them.`;
  }
  return keys.includes("slotId")
    ? `${slotId} conflicts with pairingKey. ${kinds} Remove one of them.`
    : `slot conflicts with pairingKey. ${kinds} Remove one of them.`;
}

function slotIdRules(props: Props): string[] {
  const problems: string[] = [];
  if (props.type === "gcp_partner") {
    problems.push(
      'type "gcp_partner" conflicts with slotId. Remove type, because slotId determines it.',
    );
  }
  if (isDeclared(props, "bandwidth")) {
    problems.push(
      `bandwidth${quote(props.bandwidth)} conflicts with slotId. Set speed instead, or omit both to use the slot's speed.`,
    );
  }
  return problems;
}

function requirementRules(props: Props): string[] {
  const problems: string[] = [];
  if (props.type === "gcp_partner") {
    problems.push(
      'type "gcp_partner" conflicts with slot. Remove type, because slot determines it.',
    );
  }
  if (isDeclared(props, "bandwidth")) {
    problems.push(
      `bandwidth${quote(props.bandwidth)} conflicts with slot. Set slot.speed instead.`,
    );
  }
  problems.push(...checkSlotRules(props.slot));
  if (isDeclared(props, "speed")) {
    problems.push(`speed${quote(props.speed)} conflicts with slot. Set slot.speed instead.`);
  }
  if (props.adopt === true) {
    problems.push(
      "adopt: true is not supported with slot, because several ports may meet the requirement. Set adopt to the name of the interconnect to adopt, or replace slot with slotId.",
    );
  }
  return problems;
}

function googleRules(props: Props): string[] {
  const problems: string[] = [];
  if (props.type === "direct") {
    problems.push(
      'type "direct" conflicts with pairingKey. Remove type, because pairingKey determines it.',
    );
  }
  if (!isDeclared(props, "bandwidth")) {
    problems.push(
      `bandwidth is required with pairingKey. Set it to the bandwidth of the VLAN attachment, one of ${BANDWIDTHS}.`,
    );
  }
  if (isDeclared(props, "speed")) {
    problems.push(`speed${quote(props.speed)} conflicts with pairingKey. Set bandwidth instead.`);
  }
  if (props.adopt === true) {
    problems.push(
      "adopt: true is not supported for a Google port, because the API does not return pairing keys. Set adopt to the name of the interconnect to adopt.",
    );
  }
  return problems;
}

function besideRules(props: Props): string[] {
  if (!isDeclared(props, "orderBeside")) return [];
  return [
    "orderBeside is only supported with slot. Remove it; slotId or pairingKey already identifies the port.",
  ];
}

/** Quotes a value for a message. Returns an empty string for an unknown value. */
function quote(value: unknown): string {
  return isUnknown(value) ? "" : ` ${JSON.stringify(value)}`;
}

/** Whether a property is set. It may have an unknown value. */
function isDeclared(props: Props, key: string): boolean {
  return props[key] !== undefined;
}
