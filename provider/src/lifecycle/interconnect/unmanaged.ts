/**
 * Refuses to order if an unmanaged interconnect meets the slot requirement. A killed run may have ordered that
 * interconnect. The API has no name, tag or date that would show this.
 */

import { sleep } from "../../domain/clock";
import { CniError } from "../../domain/errors";
import type { InterconnectObject, SlotObject } from "../../domain/objects";
import {
  inWords,
  placeOfPort,
  type SlotRequirement,
  unmetRequirements,
} from "../../domain/slot-requirement";
import type { Context } from "../../run/context";

/** Milliseconds between two checks whether the engine has made calls. */
const CHECK_INTERVAL = 500;
/**
 * Number of consecutive checks without a call from the engine after which the whole program counts as registered (3 s).
 */
const QUIET_CHECKS = 6;
/** Maximum number of checks (30 s). */
const MAX_CHECKS = 60;

/**
 * Throws a `CniError` if unmanaged interconnects meet the requirement. Ignores those that the program names in
 * `beside`.
 */
export async function refuseUnmanaged(
  context: Context,
  requirement: SlotRequirement,
  ports: readonly InterconnectObject[],
  slots: readonly SlotObject[],
  beside: readonly string[],
): Promise<void> {
  const { run, api } = context;
  const { siblings } = run;
  const { taken, reserved } = run.ports(api);
  const findUnmanaged = () =>
    ports
      .filter(({ type }) => type !== "gcp_partner")
      .filter(({ name }) => !taken.has(name) && !beside.includes(name))
      .filter(({ name }) => !siblings.has(api.account, name))
      .filter(({ slotId }) => !reserved.has(slotId?.toLowerCase() ?? ""))
      // If the API does not return a port's location, the port may meet the requirement, so it also counts.
      .filter((port) => unmetRequirements(requirement, placeOfPort(port, slots)).length === 0)
      .map(({ name }) => name);

  const names = await waitUntilProgramIsRead(context, findUnmanaged);
  if (names.length > 0) throw new CniError(describeUnmanaged(requirement, names));
}

/**
 * Returns the unmanaged interconnects once the engine makes no more calls, or as soon as there are none left. The
 * engine may create a resource before it diffs the resource that manages an interconnect, and no signal tells the
 * provider when the program has ended.
 */
async function waitUntilProgramIsRead(
  { run, signal, progress }: Context,
  findUnmanaged: () => string[],
): Promise<string[]> {
  const { siblings } = run;
  let calls = siblings.calls;
  for (let quiet = 0, checks = 0; quiet < QUIET_CHECKS && checks < MAX_CHECKS; quiet++, checks++) {
    const names = findUnmanaged();
    if (names.length === 0) return names;
    if (signal.aborted) {
      throw new CniError("The run was cancelled before anything was ordered.");
    }
    progress(`Checking whether another resource manages ${names.join(", ")}`);
    await sleep(run.clock, CHECK_INTERVAL);
    if (siblings.calls !== calls) quiet = -1;
    calls = siblings.calls;
  }
  return findUnmanaged();
}

function describeUnmanaged(requirement: SlotRequirement, names: readonly string[]): string {
  const wanted = `slot (${inWords(requirement)})`;
  const list = names.join(", ");
  const beside = `set \`orderBeside: ${JSON.stringify(names)}\` to order another port`;
  const refresh =
    "(further down in the program, renamed, or excluded by --target), run `pulumi up --refresh` without --target, so that the run knows every port in the state.";
  const lines =
    names.length === 1
      ? [
          `Nothing was ordered, because interconnect ${list} meets ${wanted} and no resource known to this run manages it.`,
          `- If a run was killed, it may have ordered this interconnect for this resource: set \`adopt: ${JSON.stringify(list)}\` once.`,
          `- If another resource of this stack manages it ${refresh}`,
          `- If it belongs to someone else, ${beside} beside it.`,
        ]
      : [
          `Nothing was ordered, because interconnects ${list} meet ${wanted} and no resource known to this run manages them.`,
          "- If a run was killed, it may have ordered one of them for this resource: set `adopt` to its name once.",
          `- If other resources of this stack manage them ${refresh}`,
          `- If they belong to someone else, ${beside} beside them.`,
        ];
  return lines.join("\n");
}
