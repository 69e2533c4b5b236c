/** Finds ports that back each other up. */

import type { Design, Port } from "./design";
import { deviceOf } from "./places";
import { routesOf } from "./traffic";

/**
 * Finds the ports that take over if a port of the design fails. They reach at least one of the same prefixes and are not
 * known to be on the same device. A port whose prefixes are unknown may reach any prefix.
 */
export function partnersOf(port: Port, { ports, sessions }: Design): Port[] {
  const destinations = routesOf(sessions).toCustomer.map(({ levels }) =>
    levels.flatMap((level) => level.map(({ session }) => session.port)),
  );
  const isPlaced = ({ name }: Port) => destinations.some((names) => names.includes(name));
  return ports.filter((other) => {
    if (other === port || isOnSameDevice(port, other)) return false;
    if (!isPlaced(port) || !isPlaced(other)) return true;
    return destinations.some((names) => names.includes(port.name) && names.includes(other.name));
  });
}

function isOnSameDevice(one: Port, other: Port): boolean {
  const device = deviceOf(one);
  return device !== undefined && device === deviceOf(other);
}
