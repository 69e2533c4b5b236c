/** What a program may say of the routing side of a port. */
import { z } from "zod";
import { isObject } from "../../domain/is-object";
import type { MagicInterconnectObject, MagicSettings } from "../../domain/objects";
import { isIPv4Address } from "../../domain/prefix";
import { mtuProblem } from "../../domain/session-rules";
import { accountId } from "../../run/account-id";
import type { Props } from "../../run/property-values";
import { numberBy } from "../fields";

const sessionRule = "it must be a CniBgpSession or the id of one (a UUID)";
const tunnelRule = "it must be the id of an interconnect in Magic (32 hexadecimal digits)";
const targetRule =
  'it must be an IPv4 address such as "10.0.0.2", or "" for the customer\'s end of the link';
const filterRule = "it must be the id of a BGP filter, or be left out for none";
const flagRule = "it must be true or false";

const filterId = z.string(filterRule).min(1, filterRule).optional();

const settings = {
  description: z.string("it must be a text").optional(),
  mtu: numberBy(mtuProblem).optional(),
  healthCheck: z
    .strictObject(
      {
        enabled: z.boolean(flagRule).optional(),
        rate: z.enum(["low", "mid", "high"], 'it must be "low", "mid" or "high"').optional(),
        type: z.enum(["reply", "request"], 'it must be "reply" or "request"').optional(),
        direction: z
          .enum(
            ["unidirectional", "bidirectional"],
            'it must be "unidirectional" or "bidirectional"',
          )
          .optional(),
        target: z
          .string(targetRule)
          .refine((text) => text === "" || isIPv4Address(text), targetRule)
          .optional(),
      },
      'it must be an object such as { rate: "low" }',
    )
    .optional(),
  automaticReturnRouting: z.boolean(flagRule).optional(),
  bgpFilters: z
    .strictObject(
      { importFilterId: filterId, exportFilterId: filterId },
      "it must be an object with the ids of filters",
    )
    .optional(),
};

export const magicInterconnectSchema = z.strictObject({
  accountId,
  session: z.string(sessionRule).min(1, sessionRule).optional(),
  tunnelId: z
    .string(tunnelRule)
    .regex(/^[0-9a-f]{32}$|^[0-9a-f-]{36}$/i, tunnelRule)
    .optional(),
  md5Key: z.string("it must be the key of the session").optional(),
  ...settings,
});
export type MagicInterconnectInputs = z.output<typeof magicInterconnectSchema>;

/** The settings, each of which is managed where it is declared and left alone where it is not. */
export const SETTINGS = [
  "description",
  "mtu",
  "healthCheck",
  "automaticReturnRouting",
  "bgpFilters",
] as const satisfies readonly (keyof MagicSettings)[];
export type Setting = (typeof SETTINGS)[number];

/** One of the two ways to say which interconnect is meant. */
export function magicInterconnectRules({ session, tunnelId }: Props): string[] {
  if ((session === undefined) !== (tunnelId === undefined)) return [];
  const what = session === undefined ? "neither session nor tunnelId is" : "both are";
  return [
    `session or tunnelId has to say which interconnect is meant, and ${what} given: give the session, or the tunnelId of an interconnect that has none`,
  ];
}

/** The settings of an interconnect; one that the API does not tell is missing. */
export function settingsIn(present: MagicInterconnectObject): MagicSettings {
  const { description, mtu, healthCheck, automaticReturnRouting, bgp } = present;
  const { importFilterId, exportFilterId } = bgp ?? {};
  return {
    description,
    mtu,
    healthCheck,
    automaticReturnRouting,
    bgpFilters: bgp && { importFilterId, exportFilterId },
  };
}

/** Some of the settings. */
export function pick(settings: MagicSettings, names: readonly Setting[]): MagicSettings {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

/**
 * The part of a current value that a declared one determines: the declared fields of a health check, because it is
 * managed field by field, and every other setting as a whole.
 */
export function managedPart(name: Setting, current: unknown, declared: unknown): unknown {
  if (name !== "healthCheck" || !isObject(current) || !isObject(declared)) return current;
  return Object.fromEntries(Object.keys(declared).map((field) => [field, current[field]]));
}

/** Whether two values of a setting are the same, whatever the order of their fields. */
export function sameSetting(one: unknown, other: unknown): boolean {
  return inOrder(one) === inOrder(other);
}

function inOrder(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries: [string, unknown][] = Object.entries(value);
  return JSON.stringify(entries.filter(([, field]) => field != null).sort());
}
