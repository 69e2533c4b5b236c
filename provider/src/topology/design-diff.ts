/** Compares two designs: which ports and sessions were added, removed and changed. */

import { isObject } from "../domain/is-object";
import { compare } from "../domain/text";
import type { Design, Port, Session } from "./design";

/** Value of a property of a design. */
export type DesignValue = string | number | boolean | readonly string[];

/** Value of a port, a session or the design that differs. An absent side is not declared. */
export interface ValueChange {
  /** Path of the property, such as `speed` or `healthCheck.rate`. */
  property: string;
  before?: DesignValue;
  after?: DesignValue;
}

/** Port or session of one of two designs, or of both. */
export interface PartChange<Part> {
  kind: "added" | "removed" | "changed" | "unchanged";
  /** The part afterwards, or before if it was removed. */
  part: Part;
  /** What differs, if the part is in both designs. */
  values: readonly ValueChange[];
}

/** Difference of two designs. Parts are in the order of the design afterwards, and removed ones follow. */
export interface DesignDiff {
  ports: readonly PartChange<Port>[];
  sessions: readonly PartChange<Session>[];
  /** What differs in the design itself, such as its intent, demand or backup. */
  values: readonly ValueChange[];
}

/** Values that Cloudflare assigns or reports. One that only one design knows is no change. */
const ASSIGNED: ReadonlySet<string> = new Set([
  ...["interconnect", "facility", "site", "metro", "device", "slot.id"],
  ...["customerIp", "cloudflareIp"],
]);

/** Values that say how it is now, not what was designed. */
const OBSERVED: ReadonlySet<string> = new Set([
  ...["state", "up", "address", "devicesInApi"],
  ...["slot.occupied", "slot.occupiedBy", "slot.speed"],
]);

/** Lists whose order has no meaning. */
const SETS: ReadonlySet<string> = new Set(["prefixes", "communities"]);

/**
 * Compares two designs. Ports and sessions are matched by name, then by what else identifies them: the slot or
 * interconnect of a port, the address of a session. Their position makes no difference. Link states are not compared,
 * and neither is what Cloudflare assigns if only one design knows it.
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
  // A session of a renamed port stays on its port.
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

/** Lists the values of an object by path. Objects in a list are named by their `name` or `alertType`. */
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
