/** Which ports carry the traffic. */

import type { Design } from "../topology";
import { isOperational } from "../topology/operational";
import { outcomeWithout } from "../topology/outcomes";
import type { PlacedPort } from "./tree";

/** `active` carries traffic, `standby` may, `dead` does not work, `planned` is not ordered or has no session. */
export type PathState = "active" | "standby" | "dead" | "planned";

export interface Paths {
  stateOf(port: PlacedPort): PathState;
  /** Whether the traffic of a direction uses one of the sessions of the port. */
  carries(port: PlacedPort, direction: "toCustomer" | "toCloudflare"): boolean;
}

/** Paths of now if link states are known, otherwise those of the design. */
export function pathsOf(design: Design): Paths {
  const { ports } = design;
  const isLive = ports.some(({ state }) => state);
  const failed = isLive ? ports.filter((port) => !isOperational(port, design)) : [];
  const { path } = outcomeWithout(
    design,
    failed.map(({ name }) => name),
  );
  const carries: Paths["carries"] = ({ sessions }, direction) =>
    sessions.some(({ name }) => path[direction].includes(name));
  return {
    carries,
    stateOf(placed) {
      const { port, sessions } = placed;
      if (sessions.length === 0 || (isLive && !port.state)) return "planned";
      if (failed.includes(port)) return "dead";
      return carries(placed, "toCustomer") || carries(placed, "toCloudflare")
        ? "active"
        : "standby";
    },
  };
}
