/**
 * What a group takes, checked before anything is declared with it: a JavaScript program has no types.
 * Its ports, gates and sessions check their own values in preview. Loaded by programs: no zod here.
 */

import * as pulumi from "@pulumi/pulumi";
import { isObject } from "../domain/is-object";
import { didYouMean, unknownProperty } from "../domain/suggest";
import { BackupKind, Intent, OnFailure } from "../domain/values";
import { UserError } from "../program/user-error";

/** The problem of a value at a path, or nothing. */
type Check = (value: unknown, path: string) => string[];

const acceptAny: Check = () => [];

/** Outputs, promises and gaps are for the resources to judge, once they are known. */
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

/** Never negative, NaN or infinite. */
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
/** Of a port, wherever it is. */
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
        // A program's own objects of ports would lose it.
        name === "__proto__"
          ? [`${path}.${name} is not supported as a name of a port. Choose another name.`]
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
/** Read at once, so that it cannot be an output. */
const facilities: Check = (value, path) =>
  Array.isArray(value) && value.every((one) => typeof one === "string")
    ? []
    : [`${path}${formatValue(value)} must be a list of names such as ["Equinix CH2"].`];
const intent: Check = (value, path) =>
  value === undefined
    ? [`${path} is required. Set one of ${INTENTS.join(", ")}.`]
    : oneOf(INTENTS)(value, path);

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
    reason: text,
  }),
  order: texts,
  maintenanceNotification: ifKnown((value, path) =>
    pulumi.Resource.isInstance(value) ? [] : flag(value, path),
  ),
  magic: object(magic),
  bgp,
  ready,
  settings: object({ defaultAsn: acceptAny }),
  onUnmet: oneOf(Object.values(OnFailure)),
  replaceTogether: flag,
});

/** Throws a {@link UserError} that names every problem of a group's arguments. */
export function checkGroupArgs(name: string, args: object): void {
  const required = { intent: undefined, ports: undefined, ...args };
  const problems = group(required, "");
  refuse(
    `InterconnectGroup "${name}" is not valid.`,
    problems.length > 0 ? problems : asnProblems(args),
  );
}

/** A session between equal ASNs never comes up, and only the group sees both. */
function asnProblems(args: object): string[] {
  const cloudflareAsn = valueAt(args, ["settings", "defaultAsn"]);
  if (typeof cloudflareAsn !== "number") return [];
  const names = Object.keys(valueAt(args, ["ports"]) ?? {});
  const own = names.map((name) => ["ports", name, "session", "bgp", "customerAsn"]);
  return [["bgp", "customerAsn"], ...own]
    .filter((path) => valueAt(args, path) === cloudflareAsn)
    .map(
      (path) =>
        `${path.join(".")} ${cloudflareAsn} is also settings.defaultAsn, Cloudflare's ASN. Use another one, since the sessions are external.`,
    );
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isObject(inner) ? Reflect.get(inner, key) : undefined),
    value,
  );
}

const portsForArgs = object({ ...portSettings, facilities }, "portsFor");

/** The same for the arguments of `portsFor`, of which an intent cannot come later. */
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

/** Objects and long texts are not shown: a secret may be in the wrong place. */
function formatValue(value: unknown): string {
  if (typeof value === "object" || typeof value === "function" || value === undefined) return "";
  const json = typeof value === "string" ? JSON.stringify(value) : String(value);
  return json.length > 40 ? "" : ` ${json}`;
}
