import { groupBy } from "../domain/group-by";
import { compare } from "../domain/text";
import type { Structure } from "./assessment";
import type { Port } from "./design";
import { campusesOf, deviceOf, nameOfCampus, namesOf, UNKNOWN } from "./places";

export function structureOf(ports: readonly Port[]): Structure {
  const metros = groupByName(campusesOf(ports), ({ metro }) => metro);
  return {
    metros: metros.map(([name, campuses]) => ({
      name,
      facilities: groupByName(campuses, nameOfCampus).map(([name, campuses]) => ({
        name,
        devices: groupByName(
          campuses.flatMap((campus) => campus.ports),
          deviceOf,
        ).map(([name, ports]) => ({ name, ports: namesOf(ports) })),
      })),
    })),
  };
}

function groupByName<T>(
  items: readonly T[],
  nameOf: (item: T) => string | undefined,
): [string, T[]][] {
  const groups = groupBy(items, (item) => nameOf(item) ?? UNKNOWN);
  return [...groups].toSorted(([one], [other]) => compare(one, other));
}
