/** Compares two designs and determines which ports and sessions were added, removed and changed. */

import { isObject } from "../domain/is-object";
import { compare } from "../domain/text";
import type { Design, Port, Session } from "./design";

/** Value of a property of a design. */
export type DesignValue = string | number | boolean | readonly string[];

/**
 * Changed value of a port, a session or the design. `before` or `after` is omitted if the value is not declared there.
 */
export interface ValueChange {
  /** Path of the property, such as `speed` or `healthCheck.rate`. */
  property: string;
  before?: DesignValue;
  after?: DesignValue;
}

/** Port or session that one or both of the designs contain. */
export interface PartChange<Part> {
  kind: "added" | "removed" | "changed" | "unchanged";
  /** The port or session after the change, or before the change if it was removed. */
  part: Part;
  /** Changed values. Empty if only one of the designs contains the port or session. */
  values: readonly ValueChange[];
}

/**
 * Difference between two designs. Ports and sessions are in the order of the second design, followed by removed ones.
 */
export interface DesignDiff {
  ports: readonly PartChange<Port>[];
  sessions: readonly PartChange<Session>[];
  /** Changed values of the design itself, such as its intent, demand or backup. */
  values: readonly ValueChange[];
}

/**
 * Values that Cloudflare assigns or reports. If only one design contains such a value, it does not count as changed.
 */
const ASSIGNED: ReadonlySet<string> = new Set([
  ...["interconnect", "facility", "site", "metro", "device", "slot.id"],
  ...["customerIp", "cloudflareIp"],
]);

/** Values that describe the current state, not the design. */
const OBSERVED: ReadonlySet<string> = new Set([
  ...["state", "up", "address", "devicesInApi"],
  ...["slot.occupied", "slot.occupiedBy", "slot.speed"],
]);

/** Lists in which the order does not matter. */
const SETS: ReadonlySet<string> = new Set(["prefixes", "communities"]);

/**
 * Compares two designs. Ports and sessions are matched by name, and otherwise by other identifying values: the slot or
 * interconnect of a port, or the address of a session. Their order does not matter. Link states are not compared.
 * Values that Cloudflare assigns are compared only if both designs contain them.
 *
 * @example
 * ```ts
 * import { compareDesigns, type Design } from "pulumi-cloudflare-cni/topology";
 *
 * const before: Design = { name: "transit", intent: "single", ports: [], sessions: [] };
 * const after: Design = { ...before, ports: [{ name: "ewr", speed: 10 }] };
 * console.log(compareDesigns(before, after).ports[0]?.kind); // added
 * ```
 */
export function compareDesigns(before: Design, after: Design): DesignDiff {
  const ports = matchParts(before.ports, after.ports, identityOfPort);
  const renamed = new Map(
    ports.flatMap(([old, now]): [string, string][] => (old && now ? [[old.name, now.name]] : [])),
  );
  // A session stays on its port even if the port is renamed.
  const moved = before.sessions.map((session) => ({
    ...session,
    port: renamed.get(session.port) ?? session.port,
  }));
  return {
    ports: ports.flatMap(toChange),
    sessions: matchParts(moved, after.sessions, identityOfSession).flatMap(toChange),
    values: compareValues(designOnly(before), designOnly(after)),
  };
}

type Pair<Part> = readonly [before: Part | undefined, after: Part | undefined];

interface Named {
  name: string;
}

function matchParts<Part extends Named>(
  before: readonly Part[],
  after: readonly Part[],
  identityOf: (part: Part) => readonly (string | undefined)[],
): Pair<Part>[] {
  const left = new Map(before.map((part) => [part.name, part]));
  const names = new Set(after.map(({ name }) => name));
  const take = (part: Part | undefined) => {
    if (part !== undefined) left.delete(part.name);
    return part;
  };
  const renamedTo = (now: Part) => {
    const own = identityOf(now);
    return [...left.values()].find(
      (old) =>
        !names.has(old.name) &&
        identityOf(old).some((one, at) => one !== undefined && one === own[at]),
    );
  };
  const pairs = after.map((now): Pair<Part> => [take(left.get(now.name) ?? renamedTo(now)), now]);
  return [...pairs, ...[...left.values()].map((old): Pair<Part> => [old, undefined])];
}

function identityOfPort({ slot, interconnect }: Port): readonly (string | undefined)[] {
  return [slot?.id.toLowerCase(), interconnect];
}

function identityOfSession({ port, customerIp }: Session): readonly (string | undefined)[] {
  return [customerIp && `${port} ${customerIp}`];
}

function toChange<Part extends Named>([before, after]: Pair<Part>): PartChange<Part>[] {
  if (after === undefined) {
    return before === undefined ? [] : [{ kind: "removed", part: before, values: [] }];
  }
  if (before === undefined) return [{ kind: "added", part: after, values: [] }];
  const values = compareValues(before, after);
  return [{ kind: values.length > 0 ? "changed" : "unchanged", part: after, values }];
}

function designOnly({ name: _, ports: __, sessions: ___, ...rest }: Design): object {
  return rest;
}

function compareValues(before: object, after: object): ValueChange[] {
  const [old, now] = [new Map(valuesIn(before)), new Map(valuesIn(after))];
  const properties = [...new Set([...old.keys(), ...now.keys()])].toSorted(compare);
  return properties.flatMap((property) => {
    const [one, other] = [old.get(property), now.get(property)];
    if (OBSERVED.has(property) || isSame(property, one, other)) return [];
    const isOneSided = one === undefined || other === undefined;
    if (isOneSided && ASSIGNED.has(property)) return [];
    return [
      {
        property,
        ...(one === undefined ? {} : { before: one }),
        ...(other === undefined ? {} : { after: other }),
      },
    ];
  });
}

function isSame(
  property: string,
  one: DesignValue | undefined,
  other: DesignValue | undefined,
): boolean {
  const normal = (value: DesignValue | undefined) =>
    JSON.stringify(Array.isArray(value) && SETS.has(property) ? value.toSorted(compare) : value);
  return normal(one) === normal(other);
}

/** Lists the values of an object by path. Objects in a list are identified by their `name` or `alertType`. */
function valuesIn(object: object, path = ""): [string, DesignValue][] {
  return Object.entries(object).flatMap(([key, value]): [string, DesignValue][] => {
    const at = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      return [[at, value]];
    }
    if (Array.isArray(value)) {
      if (!value.some(isObject)) return [[at, value.map(String)]];
      return value
        .filter(isObject)
        .flatMap((one, index) => valuesIn(one, `${at}.${one.name ?? one.alertType ?? index}`));
    }
    return isObject(value) ? valuesIn(value, at) : [];
  });
}
