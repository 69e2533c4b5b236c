/** Follows the advice in error messages. */
import { byState, fresh, up } from "./by-hand-acts";
import {
  type Done,
  entryOf,
  type Snapshot,
  type StackName,
  urnOf,
  type World,
} from "./by-hand-world";

/** Follows the advice of the last failed `up` of a stack, and then runs the `up` again. */
export async function advised(
  world: World,
  stack: StackName,
  now: Snapshot,
): Promise<Done | undefined> {
  const said = world.said[stack];
  if (said === "") return undefined;
  if (/set `?adopt/.test(said)) {
    const told = toldOf(said);
    world.change(stack, (one) => {
      if (one.type === "CniSettings" || !told.has(one.name)) return one;
      // To claim an object that is in this state again, `adopt` must be the name of the object.
      const entry = entryOf(now.entries[stack], stack, one);
      return { ...one, adopt: (one.type === "Interconnect" && entry?.object) || true };
    });
    return up(world, stack, now, "adopt as advised");
  }
  const [, urn] = /run `pulumi state delete '([^']+)'/.exec(said) ?? [];
  if (urn !== undefined) {
    const gone = world.programs[stack].filter((one) => urnOf(stack, one) === urn);
    world.programs[stack] = world.programs[stack].filter(
      (one) => !gone.includes(one) && gone.every(({ key }) => key !== one.port),
    );
    const args = ["state", "delete", urn, "--target-dependents", "--yes"];
    world.said[stack] = "";
    return { ...(await byState(world, stack, "state delete as advised", args)), forgets: true };
  }
  if (said.includes("Choose another conduitName")) {
    const told = toldOf(said);
    world.change(stack, (one) =>
      one.type === "CniBgpSession" && told.has(one.name)
        ? { ...one, conduitName: fresh("c") }
        : one,
    );
    return up(world, stack, now, "choose another conduitName");
  }
  const [, cni] = /still has session .*\(CNI ([0-9a-f-]+)\)/.exec(said) ?? [];
  if (cni !== undefined) {
    const byHand = [...said.matchAll(/CNI ([0-9a-f-]+)\)/g)].map(([, id = ""]) => id);
    for (const id of new Set(byHand)) {
      if (now.objects.has(id)) await world.testStack.simulator.control.deleteCni(id);
    }
    return { ...(await up(world, stack, now, "delete the sessions as advised")), byHand };
  }
  return up(world, stack, now, "up again", ["--refresh"]);
}

/** Returns the names of the resources that have messages. */
function toldOf(said: string): Set<string> {
  return new Set([...said.matchAll(/\((\w+)\):\n/g)].map(([, name = ""]) => name));
}
