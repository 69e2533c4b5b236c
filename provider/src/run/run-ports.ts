/** What this process did to the ports and slots of an account. */

import type { CniApi } from "../api/client";
import { CniError } from "../domain/errors";
import type { InterconnectObject } from "../domain/objects";

interface Run {
  /** Ports that its resources have, so that no two take over the same one. */
  taken: Set<string>;
  /** The last Google order; they go one at a time, because only being new distinguishes their ports. */
  google: Promise<unknown>;
  /** The last order by requirement; they go one at a time, because each has to know of the others. */
  bySlot: Promise<unknown>;
  /** Slots that its resources have or order, in lower case, so that none is chosen for another. */
  reserved: Set<string>;
  /** Slots that somebody else took between a look and an order, in lower case. */
  lost: Set<string>;
  /** The API did not list its slots and ports for a check: each other check would wait again. */
  isUnlisted: boolean;
}
const runs = new WeakMap<CniApi, Run>();

export function runOf(api: CniApi): Run {
  const run = runs.get(api) ?? {
    taken: new Set<string>(),
    google: Promise.resolve(),
    bySlot: Promise.resolve(),
    reserved: new Set<string>(),
    lost: new Set<string>(),
    isUnlisted: false,
  };
  runs.set(api, run);
  return run;
}

/** Forgets a port that was deleted: Cloudflare may give its name again, and its slot is free. */
export function releaseInterconnect(api: CniApi, name: string, slotId: unknown): void {
  const { taken, reserved, lost } = runOf(api);
  taken.delete(name);
  reserved.delete(String(slotId).toLowerCase());
  lost.delete(String(slotId).toLowerCase());
}

/** A port that was found, for one resource only. */
export function take(api: CniApi, port: InterconnectObject): InterconnectObject {
  const { taken } = runOf(api);
  if (taken.has(port.name)) {
    throw new CniError(
      `Interconnect ${port.name} was just taken by another resource of this program. Adopt it in one of them.`,
    );
  }
  taken.add(port.name);
  return port;
}
