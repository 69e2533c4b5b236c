import type {
  InterconnectFilter,
  InterconnectObject,
  InterconnectOrder,
  LinkStatus,
} from "../domain/objects";
import { unlessNotFound } from "./errors";
import { listAll } from "./paging";
import { Repository } from "./repository";
import * as wire from "./wire";

/** Status of a port for which the API reports no status yet. This can happen right after the order. */
export const NO_STATUS: LinkStatus = { state: "Unknown", reason: "no status is reported yet" };

/** Interconnects of an account, by the name that Cloudflare assigned to them. */
export class Interconnects extends Repository<InterconnectObject> {
  override list(filter?: InterconnectFilter): Promise<InterconnectObject[]> {
    return filter === undefined ? super.list() : this.readAll(filter);
  }

  get(name: string): Promise<InterconnectObject> {
    return this.endpoint.http.json({ method: "GET", path: this.pathOf(name) }, wire.interconnect);
  }

  order(order: InterconnectOrder): Promise<InterconnectObject> {
    const { account, http } = this.endpoint;
    const body = wire.fromOrder(account, order);
    return this.sendCreation(() =>
      http.json({ method: "POST", path: this.path, body }, wire.interconnect),
    );
  }

  delete(name: string): Promise<void> {
    return this.sendDeletion(name);
  }

  status(name: string, signal?: AbortSignal): Promise<LinkStatus> {
    const path = `${this.pathOf(name)}/status`;
    // Waits poll the status repeatedly, so orders and reads take precedence over polls.
    return this.endpoint.http.json({ method: "GET", path, signal, priority: "poll" }, wire.status);
  }

  /** Reads the status of the link. Returns `undefined` if the port no longer exists. */
  async findStatus(name: string, signal?: AbortSignal): Promise<LinkStatus | undefined> {
    const status = await unlessNotFound(this.status(name, signal));
    return status ?? ((await this.find(name)) && NO_STATUS);
  }

  /** Reads the reservation ID of a port. Returns `undefined` if the API reports none or the port does not exist. */
  async reservationOf(name: string): Promise<string | undefined> {
    return (await unlessNotFound(this.get(name)))?.virtualPortReservationId;
  }

  /** Downloads the Letter of Authorization (LOA) of a port as a PDF, issued to `party`. */
  letter(name: string, party?: string): Promise<Uint8Array> {
    const path = `${this.pathOf(name)}/loa`;
    return this.endpoint.http.pdf({ method: "GET", path, query: { name: party } });
  }

  protected readAll({ site, type }: InterconnectFilter = {}): Promise<InterconnectObject[]> {
    return listAll(this.endpoint.http, this.path, wire.interconnect, { site, type });
  }

  protected keyOf({ name }: InterconnectObject): string {
    return name;
  }
}
