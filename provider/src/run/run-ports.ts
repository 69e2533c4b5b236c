import { CniError } from "../domain/errors";
import type { InterconnectObject } from "../domain/objects";

/** What this run did to the ports and slots of an account. */
export class RunPorts {
  /** Ports that its resources have, so that no two take over the same one. */
  readonly taken = new Set<string>();
  /** The last Google order; they go one at a time, because only being new distinguishes their ports. */
  google: Promise<unknown> = Promise.resolve();
  /** The last order by requirement; they go one at a time, because each has to know of the others. */
  bySlot: Promise<unknown> = Promise.resolve();
  /** Slots that its resources have or order, in lower case, so that none is chosen for another. */
  readonly reserved = new Set<string>();
  /** Slots that somebody else took between a look and an order, in lower case. */
  readonly lost = new Set<string>();
  /** The API did not list its slots and ports for a check: each other check would wait again. */
  isUnlisted = false;

  /** Forgets a port that was deleted: Cloudflare may give its name again, and its slot is free. */
  release(name: string, slotId: unknown): void {
    this.taken.delete(name);
    this.reserved.delete(String(slotId).toLowerCase());
    this.lost.delete(String(slotId).toLowerCase());
  }

  /** A port that was found, for one resource only. */
  take(port: InterconnectObject): InterconnectObject {
    if (this.taken.has(port.name)) {
      throw new CniError(
        `Interconnect ${port.name} was just taken by another resource of this program. Adopt it in one of them.`,
      );
    }
    this.taken.add(port.name);
    return port;
  }
}
