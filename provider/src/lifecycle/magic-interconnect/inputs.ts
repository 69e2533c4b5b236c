/** Inputs of `MagicInterconnect` and the rules for them. */
import { z } from "zod";
import { isObject } from "../../domain/is-object";
import type { MagicInterconnectObject, MagicSettings } from "../../domain/objects";
import { isIPv4Address } from "../../domain/prefix";
import { mtuProblem } from "../../domain/session-rules";
import { accountId } from "../../run/account-id";
import type { Props } from "../../run/property-values";
import { numberWithRule } from "../fields";

const sessionRule = "it must be a CniBgpSession or its id (a UUID)";
const tunnelRule = "it must be the ID of an interconnect in Magic (32 hexadecimal digits)";
const targetRule =
  'it must be an IPv4 address such as "10.0.0.2", or "" for the customer\'s end of the link';
const filterRule = "it must be the ID of a BGP filter. Omit it to use no filter";
const flagRule = "it must be true or false";

const filterId = z.string(filterRule).min(1, filterRule).optional();

const settings = {
  description: z.string("it must be a string").optional(),
  mtu: numberWithRule(mtuProblem).optional(),
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
      "it must be an object with importFilterId, exportFilterId or both",
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
  md5Key: z.string("it must be the MD5 key of the session").optional(),
  ...settings,
});
export type MagicInterconnectInputs = z.output<typeof magicInterconnectSchema>;

/** Settings of an interconnect. The resource manages only the settings that the program declares. */
export const SETTINGS = [
  "description",
  "mtu",
  "healthCheck",
  "automaticReturnRouting",
  "bgpFilters",
] as const satisfies readonly (keyof MagicSettings)[];
export type Setting = (typeof SETTINGS)[number];

/** Checks that exactly one of `session` and `tunnelId` is set. */
export function checkMagicInterconnectRules({ session, tunnelId }: Props): string[] {
  if ((session === undefined) !== (tunnelId === undefined)) return [];
  return session === undefined
    ? [
        "session or tunnelId is required. Set session, or set tunnelId for an interconnect without a session.",
      ]
    : [
        "session conflicts with tunnelId. Set only session, or set only tunnelId for an interconnect without a session.",
      ];
}

/** Extracts the settings of an interconnect. Settings that the API does not return are `undefined`. */
export function toSettings(present: MagicInterconnectObject): MagicSettings {
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

export function pick(settings: MagicSettings, names: readonly Setting[]): MagicSettings {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

/**
 * Extracts the part of a current value that the resource manages. For a health check, this is the declared fields. For
 * every other setting, it is the whole value.
 */
export function managedPart(name: Setting, current: unknown, declared: unknown): unknown {
  if (name !== "healthCheck" || !isObject(current) || !isObject(declared)) return current;
  return Object.fromEntries(Object.keys(declared).map((field) => [field, current[field]]));
}

/** Whether two values of a setting are equal. The order of fields does not matter. */
export function isSameSetting(one: unknown, other: unknown): boolean {
  return serialize(one) === serialize(other);
}

function serialize(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries: [string, unknown][] = Object.entries(value);
  return JSON.stringify(entries.filter(([, field]) => field != null).sort());
}
