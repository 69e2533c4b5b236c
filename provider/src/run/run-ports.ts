import { CniError } from "../domain/errors";
import type { InterconnectObject } from "../domain/objects";

/** Ports and slots of an account that this run uses. */
export class RunPorts {
  /** Names of the ports that the run's resources have. No two resources may adopt or recover the same port. */
  readonly taken = new Set<string>();
  /**
   * Latest Google order. Google orders run one at a time, because a Google port can be identified only by being new.
   */
  google: Promise<unknown> = Promise.resolve();
  /**
   * Latest order by slot requirement. These orders run one at a time, because each one depends on the slots of the
   * earlier ones.
   */
  bySlot: Promise<unknown> = Promise.resolve();
  /** IDs of slots that the run's resources have or order, in lower case. No other resource may use them. */
  readonly reserved = new Set<string>();
  /** IDs of slots that became occupied between the list and the order, in lower case. */
  readonly lost = new Set<string>();
  /** Whether the API failed to list slots and ports for an earlier check. Later checks then do not list them again. */
  isUnlisted = false;

  /** Forgets a deleted port. Its slot is free, and Cloudflare may assign its name to another port. */
  release(name: string, slotId: unknown): void {
    this.taken.delete(name);
    this.reserved.delete(String(slotId).toLowerCase());
    this.lost.delete(String(slotId).toLowerCase());
  }

  /** Reserves an existing port for a resource. Throws if another resource of the program already has this port. */
  take(port: InterconnectObject): InterconnectObject {
    if (this.taken.has(port.name)) {
      throw new CniError(
        `Interconnect ${port.name} already belongs to another resource of this program. Adopt the interconnect in only one resource.`,
      );
    }
    this.taken.add(port.name);
    return port;
  }
}
