/**
 * The guard against a second order. The API has no name, tag or date by which an order could be
 * found again, so a port that meets the requirement and belongs to nobody may be what an earlier
 * run ordered before it was killed. Ordering stops at such a stranger until the program says whose
 * it is.
 */

import { sleep } from "../../domain/clock";
import { CniError } from "../../domain/errors";
import type { InterconnectObject, SlotObject } from "../../domain/objects";
import { inWords, misses, placeOfPort, type SlotRequirement } from "../../domain/slot-requirement";
import type { Context } from "../../run/context";

const LOOK_EVERY = 500;
/** Looks without a further call of the engine until the program counts as read: 3 s. */
const QUIET_LOOKS = 6;
/** Never longer than 30 s. */
const MOST_LOOKS = 60;

/** Throws where ports meet the requirement that may be this resource's own. */
export async function refuseUnmanaged(
  context: Context,
  requirement: SlotRequirement,
  ports: readonly InterconnectObject[],
  slots: readonly SlotObject[],
  beside: readonly string[],
): Promise<void> {
  const { run, api, signal, progress } = context;
  const { siblings } = run;
  const { taken, reserved } = run.ports(api);
  const findUnmanaged = () =>
    ports
      .filter(({ type }) => type !== "gcp_partner")
      .filter(({ name }) => !taken.has(name) && !beside.includes(name))
      .filter(({ name }) => !siblings.has(api.account, name))
      .filter(({ slotId }) => !reserved.has(slotId?.toLowerCase() ?? ""))
      // Where an answer leaves out where a port is, it may be the one.
      .filter((port) => misses(requirement, placeOfPort(port, slots)).length === 0)
      .map(({ name }) => name);

  // The engine may create a new resource before it asks about one that is further down.
  let heard = siblings.calls;
  for (let quiet = 0, looks = 0; quiet < QUIET_LOOKS && looks < MOST_LOOKS; quiet++, looks++) {
    const names = findUnmanaged();
    if (names.length === 0) return;
    if (signal.aborted) {
      throw new CniError("the run was cancelled before anything was ordered.");
    }
    progress(`looks whether another resource has ${names.join(", ")}`);
    await sleep(run.clock, LOOK_EVERY);
    if (siblings.calls !== heard) quiet = -1;
    heard = siblings.calls;
  }
  const names = findUnmanaged();
  if (names.length > 0) throw new CniError(refusal(requirement, names));
}

function refusal(requirement: SlotRequirement, names: readonly string[]): string {
  const many = names.length > 1;
  const it = many ? "them" : "it";
  return [
    `nothing was ordered: this account has ${names.join(", ")} already, which ${many ? "meet" : "meets"} slot (${inWords(requirement)}) and ${many ? "belong" : "belongs"} to no resource that this run has heard of.`,
    `If an earlier run was killed, it may have ordered ${many ? "one of them" : "it"} for this resource: set \`adopt: ${many ? "<its name>" : JSON.stringify(names[0])}\` once.`,
    `If another resource of this stack has ${it} (further down in the program, renamed, or left out by --target), run \`pulumi up --refresh\` without --target, which tells the run of every port in the state.`,
    `If ${many ? "they are" : "it is"} somebody else's, set orderBeside: ${JSON.stringify(names)} to order another port beside ${it}.`,
  ].join(" ");
}
