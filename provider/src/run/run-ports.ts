import { CniError } from "../domain/errors";
import type { InterconnectObject } from "../domain/objects";

/** Ports and slots of an account that this run uses. */
export class RunPorts {
  /** Ports that the run's resources have, so that no two of them adopt or recover the same port. */
  readonly taken = new Set<string>();
  /** Latest Google order. Google orders run one at a time, because a Google port is recognized only by being new. */
  google: Promise<unknown> = Promise.resolve();
  /** Latest order by slot requirement. These orders run one at a time, because each needs the results of the others. */
  bySlot: Promise<unknown> = Promise.resolve();
  /** Slots that the run's resources have or order, in lower case, so that no other resource gets them. */
  readonly reserved = new Set<string>();
  /** Slots that became occupied between the list and the order, in lower case. */
  readonly lost = new Set<string>();
  /** Whether the API failed to list slots and ports for a check, so that other checks need not wait for it again. */
  isUnlisted = false;

  /** Forgets a deleted port, because its slot is free and Cloudflare may assign its name again. */
  release(name: string, slotId: unknown): void {
    this.taken.delete(name);
    this.reserved.delete(String(slotId).toLowerCase());
    this.lost.delete(String(slotId).toLowerCase());
  }

  /** Reserves an existing port for a resource. Throws if another resource of the program has it. */
  take(port: InterconnectObject): InterconnectObject {
    if (this.taken.has(port.name)) {
      throw new CniError(
        `Interconnect ${port.name} already belongs to another resource of this program. Adopt it in only one of them.`,
      );
    }
    this.taken.add(port.name);
    return port;
  }
}
