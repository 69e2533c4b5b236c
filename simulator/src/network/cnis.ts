import { badRequest, conflict } from "../cni/error";
import type { Cni, CniCreate } from "../cni/schemas/cni";
import { uuidFrom } from "../uuid";
import { freePointToPoint } from "./point-to-point";

/** A CNI, with the tunnel that routing knows it by. */
export interface CniRecord {
  readonly seq: number;
  readonly tunnelId: string;
  readonly cni: Cni;
}

// Assigned once by Cloudflare, or decided at creation. Whether the real API refuses a change or
// ignores it is unknown; refusing shows the mistake.
const fixed = ["id", "account", "interconnect", "p2p_ip", "cust_ip"] as const;

export class Cnis {
  readonly #records = new Map<string, CniRecord>();
  #seq = 0;

  all(): CniRecord[] {
    return [...this.#records.values()];
  }

  get(id: string): CniRecord | undefined {
    return this.#records.get(id.toLowerCase());
  }

  on(interconnect: string): CniRecord[] {
    return this.all().filter(({ cni }) => cni.interconnect === interconnect);
  }

  remove(id: string): boolean {
    return this.#records.delete(id.toLowerCase());
  }

  clear(): void {
    this.#records.clear();
    this.#seq = 0;
  }

  create(order: CniCreate): Cni {
    this.#refuseTakenName(order.magic.conduit_name);
    const ends = freePointToPoint(new Set(this.all().map(({ cni }) => cni.p2p_ip)));
    if (ends === undefined) {
      throw badRequest("There is no point-to-point prefix left");
    }
    this.#seq += 1;
    const id = uuidFrom(`cni/${this.#seq}`);
    const tunnelId = uuidFrom(`tunnel/${this.#seq}`).replaceAll("-", "");
    const cni = { id, ...order, ...ends };
    this.#records.set(id, { seq: this.#seq, tunnelId, cni });
    return cni;
  }

  /** Replaces the whole object: what is absent is gone, BGP too. */
  update(current: CniRecord, wanted: Cni): Cni {
    const changed = fixed.filter((field) => wanted[field] !== current.cni[field]);
    if (changed.length > 0) {
      throw badRequest(`${changed.join(", ")} cannot be changed`);
    }
    if (wanted.magic.conduit_name !== current.cni.magic.conduit_name) {
      this.#refuseTakenName(wanted.magic.conduit_name);
    }
    return this.overwrite(current, wanted);
  }

  /** Stores the object as it is, whatever the API would say to it. */
  overwrite(current: CniRecord, cni: Cni): Cni {
    this.#records.set(current.cni.id, { ...current, cni });
    return cni;
  }

  #refuseTakenName(name: string): void {
    if (this.all().some(({ cni }) => cni.magic.conduit_name === name)) {
      throw conflict(`Name Conflict: ${name} is in use`);
    }
  }
}
