/** Designs of a stack: one for each group, and one for all other ports. */

import { sameId } from "../domain/ids";
import type { Design, Port } from "../topology";
import type { Stack, StackPort, StackSession } from "./stack";

export function designsOfStack(stack: Stack): Design[] {
  const hasUngrouped =
    stack.ports.some(({ group }) => group === undefined) || stack.groups.length === 0;
  const groups: (string | undefined)[] = [...stack.groups, ...(hasUngrouped ? [undefined] : [])];
  return groups.map((group) => {
    const recorded = stack.designs.get(group ?? "");
    if (recorded !== undefined) return withLinkStates(recorded, newerStates(stack.ports));
    return designOf(
      group ?? stack.name,
      stack.ports.filter((port) => port.group === group),
      stack.sessions.filter((session) => session.group === group),
    );
  });
}

/** Describes the groups whose intent, backup and demand are not in the state. Returns `undefined` if there are none. */
export function describeUnrecordedGroups(stack: Stack): string | undefined {
  const names = unrecordedGroups(stack);
  if (names.length === 0) return undefined;
  const groups = `Group${names.length === 1 ? "" : "s"} ${names.map((name) => `"${name}"`).join(", ")}`;
  return `${groups}: the state has no design, because the last \`pulumi up\` failed before the end. Run it again to record the intent, the backup and the demand.`;
}

/** Groups whose last update failed, so that the engine kept no outputs of theirs. */
export function unrecordedGroups({ groups, designs }: Stack): string[] {
  return groups.filter((name) => !designs.has(name));
}

/**
 * Designs of a stack with the ports that it has now. A group records its design once its links are up, so until then the
 * design lacks the ports that were ordered last.
 */
export function presentDesignsOfStack(stack: Stack): Design[] {
  return designsOfStack(stack).map((design) => {
    if (!stack.designs.has(design.name)) return design;
    const ports = stack.ports.filter(({ group }) => group === design.name);
    return { ...design, ports: ports.map((port) => toPresentPort(port, design)) };
  });
}

function toPresentPort({ group: _, nameInGroup, ...port }: StackPort, { ports }: Design): Port {
  const recorded = ports.find(({ interconnect }) => sameId(interconnect, port.interconnect));
  const { customer = recorded?.customer, distanceKm = recorded?.distanceKm } = port;
  const name = nameInGroup ?? recorded?.name ?? port.name;
  return { ...port, ...recorded, name, customer, distanceKm };
}

/** Link states that a gate or a refresh found after the design was recorded. */
function newerStates(ports: readonly StackPort[]) {
  return (name: string | undefined) =>
    ports.find(({ interconnect }) => interconnect === name)?.state;
}

/** Replaces the link states of a design with those that are known of its interconnects. */
export function withLinkStates(
  design: Design,
  stateOf: (interconnect: string | undefined) => string | undefined,
): Design {
  return {
    ...design,
    ports: design.ports.map((port) => ({
      ...port,
      state: stateOf(port.interconnect) ?? port.state,
    })),
  };
}

function designOf(
  name: string,
  ports: readonly StackPort[],
  sessions: readonly StackSession[],
): Design {
  const placed = ports.map(({ group: _, nameInGroup: __, ...port }) => port);
  const carried = sessions.map(({ group: _, cniId: __, ...session }) => session);
  // A session may use a port of another program.
  const externalPorts = [...new Set(carried.map(({ port }) => port))]
    .filter((port) => !placed.some(({ name }) => name === port))
    .map((name): Port => ({ name, interconnect: name }));
  return { name, intent: "single", ports: [...placed, ...externalPorts], sessions: carried };
}
