import { CniError } from "../domain/errors";
import { quoted } from "../domain/text";
import type { Design } from "./design";
import { namesOf } from "./places";

/** Refuses a design whose names do not fit together: no judgement on it would mean anything. */
export function checkNames({ name, ports, sessions, order = [] }: Design): void {
  const refuse = (problem: string) => {
    throw new CniError(`design "${name}": ${problem}`);
  };
  const portNames = namesOf(ports);
  const sessionNames = namesOf(sessions);
  for (const [property, names] of Object.entries({
    ports: portNames,
    sessions: sessionNames,
    order,
  })) {
    const twice = names.find((one, at) => names.indexOf(one) !== at);
    if (twice !== undefined) {
      refuse(
        `${property} has "${twice}" twice, and a name stands for one: rename or remove one of them.`,
      );
    }
  }
  for (const { name, port } of sessions) {
    if (!portNames.includes(port)) {
      refuse(
        `session "${name}" is on port "${port}", which is none of its ports (${quoted(portNames)}): name one of them.`,
      );
    }
  }
  for (const entry of order) {
    if (!sessionNames.includes(entry)) {
      refuse(
        `order has "${entry}", which is none of its sessions (${quoted(sessionNames)}): name one of them.`,
      );
    }
  }
}
