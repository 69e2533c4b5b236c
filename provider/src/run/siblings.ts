import { CniError } from "../domain/errors";

/**
 * Known ports and sessions of the program's resources. A plugin cannot read the state. The engine asks it about every
 * resource of the program, so it learns the IDs during the run.
 */
export class Siblings {
  readonly #ids = new Map<string, Set<string>>();
  readonly #devicesOfThisRun = new Map<string, Set<string>>();
  #calls = 0;

  /** Records that the engine asked about a port or session. The call passes an ID if the resource is in the state. */
  heardOf(account?: unknown, id?: unknown): void {
    this.#calls += 1;
    // The ID of a deleted object is kept, because the API may still list the object for a while.
    if (typeof account === "string" && typeof id === "string") addTo(this.#ids, account, id);
  }

  /** Whether a resource of this program is known to have this port or session. */
  has(account: string, id: string): boolean {
    return this.#ids.get(account.toLowerCase())?.has(id) ?? false;
  }

  /** Throws if another resource of the program has the object, because that resource may later delete it. */
  refuse(account: string, id: string): void {
    if (this.has(account, id)) {
      throw new CniError(
        `Another resource of this stack already manages ${id} and would delete it. If you renamed the resource, set \`aliases\`. Otherwise, first remove the other resource from the state with \`pulumi state delete\`.`,
      );
    }
  }

  /** Records the device of a port that was ordered or updated in this run. Preview did not know this device. */
  settledNow(account: string, device: unknown): void {
    if (typeof device === "string") addTo(this.#devicesOfThisRun, account, device.toLowerCase());
  }

  /** Whether a device may have been unknown in this run's preview. */
  isNews(account: unknown, device: string): boolean {
    const devices = this.#devicesOfThisRun.get(String(account).toLowerCase());
    return devices?.has(device.toLowerCase()) ?? false;
  }

  /**
   * Number of calls from the engine about resources. While the number grows, the program is still registering
   * resources.
   */
  get calls(): number {
    return this.#calls;
  }
}

function addTo(sets: Map<string, Set<string>>, account: string, item: string): void {
  const set = sets.get(account.toLowerCase()) ?? new Set();
  sets.set(account.toLowerCase(), set.add(item));
}
