import type { SlotFilter, SlotObject } from "../domain/objects";
import { listAll } from "./paging";
import type { AccountEndpoint } from "./repository";
import { SharedList } from "./shared-list";
import * as wire from "./wire";

/** Slots on which an account can order ports. */
export class Slots {
  readonly #all: SharedList<SlotObject>;

  constructor(private readonly endpoint: AccountEndpoint) {
    this.#all = new SharedList(endpoint.clock, () => this.list());
  }

  /** Lists all slots that match the filter, free or occupied. */
  list({ addressContains, ...filter }: SlotFilter = {}): Promise<SlotObject[]> {
    const query = { ...filter, address_contains: addressContains };
    return listAll(this.endpoint.http, this.#path, wire.slot, query);
  }

  /**
   * Lists all slots from a list that is less than `age` milliseconds old. The caller knows which slots it has occupied
   * since.
   */
  listWithin(age: number): Promise<SlotObject[]> {
    return this.#all.readWithin(age);
  }

  get(id: string): Promise<SlotObject> {
    const path = `${this.#path}/${encodeURIComponent(id)}`;
    return this.endpoint.http.json({ method: "GET", path }, wire.slot);
  }

  get #path(): string {
    return `/accounts/${this.endpoint.account}/cni/slots`;
  }
}
