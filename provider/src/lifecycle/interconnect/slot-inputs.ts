/** Input `slot` of `Interconnect` and the rules for it. */

import { z } from "zod";
import { isObject } from "../../domain/is-object";
import { withMetroHint } from "../../domain/near-places";
import { metroOf, type SlotRequirement, sameText } from "../../domain/slot-requirement";
import { Speed } from "../../domain/values";
import { isUnknown } from "../../run/property-values";

/** Default speed in Cloudflare's dashboard. Ports of 100G must be requested from the account team. */
const DEFAULT_SPEED = "10G";
const PLACES = ["facility", "site", "metro"] as const;

const facilityRule =
  'it must be the name of a facility or an unambiguous part of the name, such as "Equinix NY5" or "NY5"';
const siteRule = 'it must be the name of a Cloudflare site, such as "ewr-a"';
const metroRule = 'it must be the three letters of a metro, such as "EWR" for the site ewr-a';
const speedRule = `it must be one of ${Object.values(Speed).join(", ")}. Omit it to use ${DEFAULT_SPEED}`;
const avoidRule =
  'it must be a list of Cloudflare device names such as "ccr01.ewr-a", or of Interconnect resources. A port cannot be avoided if the API does not return its device';

export const slotRequirement = z
  .strictObject(
    {
      facility: z.string(facilityRule).regex(/\S/, facilityRule).optional(),
      site: z.string(siteRule).regex(/^\S+$/, siteRule).optional(),
      metro: z
        .string(metroRule)
        .regex(/^[a-z]{3}$/i, { error: ({ input }) => withMetroHint(metroRule, input) })
        .optional(),
      speed: z.enum(Speed, speedRule).default(DEFAULT_SPEED),
      avoidDevices: z.array(z.string(avoidRule).regex(/\S/, avoidRule), avoidRule).default([]),
    },
    `it must be an object with at least one of ${PLACES.join(", ")}`,
  )
  .transform((slot): SlotRequirement => slot);

/** Fills in the default speed, so that preview shows which speed will be ordered. */
export function completeSlot(slot: unknown): unknown {
  return isObject(slot) ? { speed: DEFAULT_SPEED, ...slot } : slot;
}

/** Checks the rules that involve several properties of `slot`. */
export function checkSlotRules(slot: unknown): string[] {
  if (!isObject(slot)) return [];
  if (PLACES.every((key) => slot[key] === undefined)) {
    return [
      `slot must name the location of the cross-connect. Set at least one of ${PLACES.join(", ")}.`,
    ];
  }
  const { site, metro } = slot;
  if (typeof site !== "string" || typeof metro !== "string") return [];
  if (isUnknown(site) || isUnknown(metro) || !/^[a-z]{3}$/i.test(metro)) return [];
  return sameText(metroOf(site), metro)
    ? []
    : [
        `slot.metro ${JSON.stringify(metro)} conflicts with slot.site ${JSON.stringify(site)}, because a site's name begins with its metro. Remove one of them.`,
      ];
}
