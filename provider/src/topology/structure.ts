import { compare } from "../domain/text";
import type { Structure } from "./assessment";
import type { Port } from "./design";
import { campusesOf, deviceOf, nameOfCampus, namesOf, UNKNOWN } from "./places";

/** The ports by where they are: metro → facility → device. */
export function structureOf(ports: readonly Port[]): Structure {
  const metros = named(campusesOf(ports), ({ metro }) => metro);
  return {
    metros: metros.map(([name, campuses]) => ({
      name,
      facilities: named(campuses, nameOfCampus).map(([name, places]) => ({
        name,
        devices: named(
          places.flatMap((place) => place.ports),
          deviceOf,
        ).map(([name, ports]) => ({ name, ports: namesOf(ports) })),
      })),
    })),
  };
}

/** Items by name, in the order of their names. */
function named<T>(items: readonly T[], nameOf: (item: T) => string | undefined): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item) ?? UNKNOWN;
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return [...groups].toSorted(([one], [other]) => compare(one, other));
}
