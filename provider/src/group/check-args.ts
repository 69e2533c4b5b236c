/**
 * Checks the arguments of a group, because a JavaScript program has no types. The resources check the values of ports,
 * gates and sessions themselves. Programs load this module, so it must not use zod.
 */

import * as pulumi from "@pulumi/pulumi";
import { isObject } from "../domain/is-object";
import { didYouMean, unknownProperty } from "../domain/suggest";
import { BackupKind, Intent, MaintenanceAlert, OnFailure, UseCase } from "../domain/values";
import { UserError } from "../program/user-error";
import { nearestCommunity } from "../topology/preference";

/** Returns the problems of the value at a path. */
type Check = (value: unknown, path: string) => string[];

const acceptAny: Check = () => [];

/** Skips outputs, promises and missing values: the resources check them once they are known. */
function ifKnown(check: Check): Check {
  return (value, path) => {
    const isLater = pulumi.Output.isInstance(value) || value instanceof Promise;
    return value === undefined || value === null || isLater ? [] : check(value, path);
  };
}

function object(known: Record<string, Check>, owner = "a group"): Check {
  const names = { owner, known: Object.keys(known) };
  return ifKnown((value, path) => {
    if (!isObject(value)) return [`${path}${formatValue(value)} must be an object.`];
    return Object.entries(value).flatMap(([key, one]) => {
      const check = Object.hasOwn(known, key) ? known[key] : undefined;
      const at = path === "" ? key : `${path}.${key}`;
      return check === undefined ? [unknownProperty(at, key, names)] : check(one, at);
    });
  });
}

function oneOf(values: readonly string[]): Check {
  return ifKnown((value, path) => {
    if (typeof value === "string" && values.includes(value)) return [];
    const hint = typeof value === "string" ? didYouMean(value, values) : "";
    const rule = `${path}${formatValue(value)} must be one of ${values.join(", ")}.`;
    return [hint === "" ? rule : `${rule} ${hint}`];
  });
}

/** Accepts finite numbers of 0 or more. */
function number(unit: string): Check {
  return ifKnown((value, path) => {
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return [];
    const figure =
      typeof value === "string" ? /^(\d+(?:\.\d+)?) ?G(?:bps)?$/i.exec(value)?.[1] : "";
    const advice = figure ? `Write ${figure}.` : "Write it as a number without a unit.";
    return [`${path}${formatValue(value)} must be a number of ${unit}, 0 or more. ${advice}`];
  });
}

const text = ifKnown((value, path) =>
  typeof value === "string" ? [] : [`${path}${formatValue(value)} must be a string.`],
);
const flag = ifKnown((value, path) =>
  typeof value === "boolean"
    ? []
    : [`${path}${formatValue(value)} must be true or false. Read it with config.getBoolean.`],
);
const texts = ifKnown((value, path) =>
  Array.isArray(value)
    ? value.flatMap((one, at) => text(one, `${path}[${at}]`))
    : [`${path}${formatValue(value)} must be a list of strings.`],
);
const orFalse =
  (check: Check): Check =>
  (value, path) =>
    value === false ? [] : check(value, path);

const magic = { description: acceptAny, mtu: acceptAny };
const bgp = object({ customerAsn: acceptAny, extraPrefixes: acceptAny, md5Key: acceptAny });
const ready = orFalse(
  object({ states: acceptAny, stableFor: acceptAny, timeout: acceptAny, onTimeout: acceptAny }),
);
const preference = {
  localPreference: number("local preference"),
  routePriority: number("priority"),
};
const session = orFalse(
  object({
    ...preference,
    magic: object({ ...magic, conduitName: acceptAny }),
    bgp,
    bgpMode: acceptAny,
    adopt: acceptAny,
    prefixes: texts,
    communities: texts,
    prepends: number("ASNs"),
    mss: number("bytes"),
  }),
);
const slot = object({
  facility: acceptAny,
  site: acceptAny,
  metro: acceptAny,
  speed: acceptAny,
  avoidDevices: acceptAny,
});
/** Properties that every port accepts, regardless of how it is ordered. */
const portSettings = {
  speed: acceptAny,
  bandwidth: acceptAny,
  waitFor: acceptAny,
  timeout: acceptAny,
  adopt: acceptAny,
  orderBeside: acceptAny,
  session,
  ready,
  distanceKm: number("kilometres"),
};
const port = object({ slotId: acceptAny, slot, pairingKey: acceptAny, ...portSettings });

const ports: Check = (value, path) =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, one]) =>
        // An assignment to `__proto__` sets the prototype of an object, so the port would be lost.
        name === "__proto__"
          ? [`${path}.${name} is not supported as a port name. Choose another name.`]
          : isObject(one)
            ? port(one, `${path}.${name}`)
            : [
                `${path}.${name}${formatValue(one)} must be an object such as { slot: { metro: "EWR" } }.`,
              ],
      )
    : [
        `${path}${formatValue(value)} must be an object of ports by name, such as { a: { slotId } }.`,
      ];

const INTENTS = Object.values(Intent);
/** Accepts only plain strings, because `portsFor` reads the facilities at once and cannot wait for outputs. */
const facilities: Check = (value, path) =>
  Array.isArray(value) && value.every((one) => typeof one === "string")
    ? []
    : [`${path}${formatValue(value)} must be a list of names such as ["Equinix CH2"].`];
const intent: Check = (value, path) =>
  value === undefined
    ? [`${path} is required. Set one of ${INTENTS.join(", ")}.`]
    : oneOf(INTENTS)(value, path);

const plainPolicy = object({
  alertType: oneOf(Object.values(MaintenanceAlert)),
  airportCodes: texts,
});
const policy: Check = (value, path) =>
  pulumi.Resource.isInstance(value) ? [] : plainPolicy(value, path);

const group = object({
  accountId: acceptAny,
  intent,
  ports,
  demand: object({ toCustomer: number("Gbps"), toCloudflare: number("Gbps") }),
  backup: object({
    ...preference,
    kind: oneOf(Object.values(BackupKind)),
    name: text,
    capacity: number("Gbps"),
    encapsulation: oneOf(["gre", "ipsec"]),
    mss: number("bytes"),
    reason: text,
  }),
  transitMss: number("bytes"),
  useCase: oneOf(Object.values(UseCase)),
  order: texts,
  maintenanceNotification: ifKnown((value, path) =>
    Array.isArray(value)
      ? value.flatMap((one, at) => policy(one, `${path}[${at}]`))
      : [`${path}${formatValue(value)} must be a list of notification policies.`],
  ),
  magic: object(magic),
  bgp,
  ready,
  settings: object({ defaultAsn: acceptAny }),
  onUnmet: oneOf(Object.values(OnFailure)),
  replaceTogether: flag,
});

/** Throws a {@link UserError} with every problem of a group's arguments. */
export function checkGroupArgs(name: string, args: object): void {
  const required = { intent: undefined, ports: undefined, ...args };
  const problems = group(required, "");
  refuse(
    `InterconnectGroup "${name}" is not valid.`,
    problems.length > 0 ? problems : [...asnProblems(args), ...priorityProblems(args)],
  );
}

/** Finds sessions with the same ASN on both sides. Only the group knows both ASNs. */
function asnProblems(args: object): string[] {
  const cloudflareAsn = valueAt(args, ["settings", "defaultAsn"]);
  if (typeof cloudflareAsn !== "number") return [];
  const names = Object.keys(valueAt(args, ["ports"]) ?? {});
  const own = names.map((name) => ["ports", name, "session", "bgp", "customerAsn"]);
  return [["bgp", "customerAsn"], ...own]
    .filter((path) => valueAt(args, path) === cloudflareAsn)
    .map(
      (path) =>
        `${path.join(".")} ${cloudflareAsn} conflicts with settings.defaultAsn, Cloudflare's ASN. Use another ASN, because the sessions use external BGP.`,
    );
}

/** Finds route priorities without effect: routes of sessions with BGP get their priority from communities. */
function priorityProblems(args: object): string[] {
  const groupBgp = valueAt(args, ["bgp"]);
  return Object.keys(valueAt(args, ["ports"]) ?? {}).flatMap((name) => {
    const path = ["ports", name, "session"];
    const priority = valueAt(args, [...path, "routePriority"]);
    const hasBgp = (groupBgp ?? valueAt(args, [...path, "bgp"])) !== undefined;
    const mode = valueAt(args, [...path, "bgpMode"]);
    // With another or unknown mode, routes may be static; the design is judged once the mode is known.
    if (typeof priority !== "number" || !hasBgp || mode !== undefined) return [];
    const { community } = nearestCommunity(priority);
    return [
      `${path.join(".")}.routePriority ${priority} has no effect on a session with BGP. Set communities: ["${community}"] instead, and announce the community from your router.`,
    ];
  });
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isObject(inner) ? Reflect.get(inner, key) : undefined),
    value,
  );
}

const portsForArgs = object({ ...portSettings, facilities }, "portsFor");

/** Throws a {@link UserError} with every problem of the arguments of `portsFor`. */
export function checkPortsForArgs(wanted: unknown, args: unknown): void {
  const known = INTENTS.some((one) => one === wanted);
  const required = { facilities: undefined, ...(isObject(args) ? args : {}) };
  refuse("The arguments of portsFor are not valid.", [
    ...(known ? [] : intent(typeof wanted === "string" ? wanted : undefined, "intent")),
    ...portsForArgs(required, ""),
  ]);
}

function refuse(what: string, problems: string[]): void {
  if (problems.length > 0) throw new UserError([what, ...problems].join("\n- "));
}

/** Formats a value for a message. Omits objects and long texts, because they may contain a secret. */
function formatValue(value: unknown): string {
  if (typeof value === "object" || typeof value === "function" || value === undefined) return "";
  const json = typeof value === "string" ? JSON.stringify(value) : String(value);
  return json.length > 40 ? "" : ` ${json}`;
}
