import { CniError } from "../domain/errors";

/**
 * Ports and sessions that resources of this program have. No plugin is shown the state, but the engine asks it about
 * every resource of the program that is in the state: so it learns their ids as the run goes on.
 */
export class Siblings {
  readonly #ids = new Map<string, Set<string>>();
  readonly #devicesOfThisRun = new Map<string, Set<string>>();
  #calls = 0;

  /** The engine has asked about a port or session; its id is known if it is in the state. */
  heardOf(account?: unknown, id?: unknown): void {
    this.#calls += 1;
    // What was deleted stays known: the API may list it for a while.
    if (typeof account === "string" && typeof id === "string") addTo(this.#ids, account, id);
  }

  /** Whether a resource of this program is known to have the port or session. */
  has(account: string, id: string): boolean {
    return this.#ids.get(account.toLowerCase())?.has(id) ?? false;
  }

  /** Refuses to adopt what another resource of the program has: it would delete it one day. */
  refuse(account: string, id: string): void {
    if (this.has(account, id)) {
      throw new CniError(
        `Another resource of this stack has ${id} and would delete it. If the resource was renamed, set \`aliases\`; otherwise remove ${id} from the other resource first with \`pulumi state delete\`.`,
      );
    }
  }

  /** A port was ordered or updated in this run, so no preview could tell its device. */
  settledNow(account: string, device: unknown): void {
    if (typeof device === "string") addTo(this.#devicesOfThisRun, account, device.toLowerCase());
  }

  /** Whether a device may have been unknown to the preview of this run. */
  isNews(account: unknown, device: string): boolean {
    const devices = this.#devicesOfThisRun.get(String(account).toLowerCase());
    return devices?.has(device.toLowerCase()) ?? false;
  }

  /** How often the engine has asked: while this grows, the program is still being read. */
  get calls(): number {
    return this.#calls;
  }
}

function addTo(sets: Map<string, Set<string>>, account: string, item: string): void {
  const set = sets.get(account.toLowerCase()) ?? new Set();
  sets.set(account.toLowerCase(), set.add(item));
}
