/**
 * Checks the arguments of a group, because a JavaScript program has no types. The resources themselves check the values
 * of ports, gates and sessions. Programs load this module, so it must not use zod.
 */

import * as pulumi from "@pulumi/pulumi";
import { isObject } from "../domain/is-object";
import {
  BackupKind,
  Intent,
  MaintenanceAlert,
  OnFailure,
  Steering,
  UseCase,
} from "../domain/values";
import { UserError } from "../program/user-error";
import { ASSUMPTION_KEYS, EXAMPLE_ASSUMPTION } from "../topology/assumed-failures";
import { nearestCommunity } from "../topology/preference";
import {
  acceptAny,
  type Check,
  duration,
  flag,
  formatValue,
  ifKnown,
  number,
  object,
  oneOf,
  orFalse,
  percentage,
  text,
  texts,
} from "./check";

const magic = { description: acceptAny, mtu: acceptAny };
const bgp = object({ customerAsn: acceptAny, extraPrefixes: acceptAny, md5Key: acceptAny });
const ready = orFalse(
  object({ states: acceptAny, stableFor: acceptAny, timeout: acceptAny, onTimeout: acceptAny }),
);
const preference = {
  localPreference: number("local preference"),
  routePriority: number("priority"),
};
/** The group checks only the structure. `MagicInterconnect` checks the values. */
const healthCheck = object({
  enabled: acceptAny,
  rate: acceptAny,
  type: acceptAny,
  direction: acceptAny,
  target: acceptAny,
});
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
    steering: oneOf(Object.values(Steering)),
    healthCheck,
    holdTime: number("seconds"),
    gracefulRestart: flag,
    trackedWithin: number("seconds"),
  }),
);
const slot = object({
  facility: acceptAny,
  site: acceptAny,
  metro: acceptAny,
  speed: acceptAny,
  avoidDevices: acceptAny,
});
const plainEnd = object({
  router: text,
  port: text,
  cage: text,
  panel: text,
  panelPort: text,
  site: text,
  power: text,
  duct: text,
});
const customerEnd: Check = (value, path) => {
  const problems = plainEnd(value, path);
  const isNamed =
    !isObject(value) || (typeof value.router === "string" && value.router.trim() !== "");
  if (problems.length > 0 || isNamed) return problems;
  return [
    `${path}.router is required. Name the router to which the port is connected, such as "edge-1".`,
  ];
};
/** Properties of every port, regardless of how it is ordered. */
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
  customer: customerEnd,
};
const port = object({ slotId: acceptAny, slot, pairingKey: acceptAny, ...portSettings });

const ports: Check = (value, path) =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, one]) =>
        // An assignment to `__proto__` would set the prototype of an object instead of adding a port.
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
/** Accepts only plain strings. `portsFor` reads the facilities at once, so it cannot wait for outputs. */
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

const backupTunnel = object({
  ...preference,
  name: text,
  nexthop: acceptAny,
  encapsulation: oneOf(["gre", "ipsec"]),
  capacity: number("Gbps"),
  mss: number("bytes"),
  healthCheck,
  bgp: flag,
  communities: texts,
  prepends: number("ASNs"),
});

const knownAssumption = object({ mtbf: duration, mttr: duration });
const failureAssumption: Check = ifKnown((value, path) => {
  const problems = knownAssumption(value, path);
  if (problems.length > 0 || !isObject(value)) return problems;
  return ["mtbf", "mttr"]
    .filter((name) => value[name] === undefined || value[name] === null)
    .map((name) => `${path}.${name} is required. Set ${EXAMPLE_ASSUMPTION}.`);
});

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
    tunnels: ifKnown((value, path) =>
      Array.isArray(value)
        ? value.flatMap((one, at) => backupTunnel(one, `${path}[${at}]`))
        : [`${path}${formatValue(value)} must be a list of tunnels.`],
    ),
  }),
  transitMss: number("bytes"),
  healthCheck,
  maxOutage: duration,
  assumptions: object({
    probeInterval: number("seconds"),
    probeTimeout: number("seconds"),
    customerConvergence: number("seconds"),
    ...Object.fromEntries(Object.values(ASSUMPTION_KEYS).map((key) => [key, failureAssumption])),
  }),
  availability: percentage,
  statefulFirewall: flag,
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

/** Throws a {@link UserError} with all problems of a group's arguments. */
export function checkGroupArgs(name: string, args: object): void {
  const required = { intent: undefined, ports: undefined, ...args };
  const problems = group(required, "");
  refuse(
    `InterconnectGroup "${name}" is not valid.`,
    problems.length > 0 ? problems : [...asnProblems(args), ...priorityProblems(args)],
  );
}

/** Finds sessions with the same ASN at both ends. Only the group knows both ASNs. */
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

/** Finds route priorities that have no effect. The routes of sessions with BGP get their priority from communities. */
function priorityProblems(args: object): string[] {
  const groupBgp = valueAt(args, ["bgp"]);
  return Object.keys(valueAt(args, ["ports"]) ?? {}).flatMap((name) => {
    const path = ["ports", name, "session"];
    const priority = valueAt(args, [...path, "routePriority"]);
    const hasBgp = (groupBgp ?? valueAt(args, [...path, "bgp"])) !== undefined;
    const mode = valueAt(args, [...path, "bgpMode"]);
    // If the mode is unknown or not dynamic, routes may be static. The design is judged again once the mode is known.
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

/** Throws a {@link UserError} with all problems of the arguments of `portsFor`. */
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
