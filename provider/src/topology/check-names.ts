import { CniError } from "../domain/errors";
import { quoted } from "../domain/text";
import type { Design } from "./design";
import { namesOf } from "./places";

/** Throws a `CniError` if names in a design are ambiguous or refer to objects that do not exist. */
export function checkNames({ name, ports, sessions, order = [] }: Design): void {
  const fail = (problem: string) => {
    throw new CniError(`Design "${name}": ${problem}`);
  };
  const portNames = namesOf(ports);
  const sessionNames = namesOf(sessions);
  for (const [property, names] of Object.entries({
    ports: portNames,
    sessions: sessionNames,
    order,
  })) {
    const duplicate = names.find((one, at) => names.indexOf(one) !== at);
    if (duplicate !== undefined) {
      fail(`${property} contains "${duplicate}" twice. Rename or remove one of them.`);
    }
  }
  for (const { name, port } of sessions) {
    if (!portNames.includes(port)) {
      fail(
        `session "${name}" is on port "${port}", which is not one of the design's ports (${quoted(portNames)}). Name one of them.`,
      );
    }
  }
  for (const entry of order) {
    if (!sessionNames.includes(entry)) {
      fail(
        `order contains "${entry}", which is not one of the design's sessions (${quoted(sessionNames)}). Name one of them.`,
      );
    }
  }
}
