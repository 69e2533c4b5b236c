import type { CniFilter, CniObject, SessionSettings } from "../domain/objects";
import { listAll } from "./paging";
import { Repository } from "./repository";
import * as wire from "./wire";

/** CNIs of an account, by ID. */
export class Cnis extends Repository<CniObject> {
  override list(filter?: CniFilter): Promise<CniObject[]> {
    return filter === undefined ? super.list() : this.readAll(filter);
  }

  async get(id: string): Promise<CniObject> {
    return wire.toCni(await this.getRaw(id));
  }

  async create(interconnect: string, session: SessionSettings): Promise<CniObject> {
    const { account, http } = this.endpoint;
    const body = { account, interconnect, ...wire.fromSession(session) };
    return this.sendCreation(async () =>
      wire.toCni(await http.json({ method: "POST", path: this.path, body }, wire.rawCni)),
    );
  }

  /**
   * Updates the settings of a CNI. The API accepts only whole objects, so this method reads the CNI first and sends its
   * other fields back unchanged. If `session` has no `bgp`, the update removes BGP. If it has no `bgpMode`, the update
   * keeps the mode.
   */
  async update(id: string, session: SessionSettings): Promise<CniObject> {
    const { bgp: presentBgp, ...present } = await this.getRaw(id);
    const { magic, bgp } = wire.fromSession(session);
    const updated = await this.putRaw({
      ...present,
      magic: { ...present.magic, ...magic },
      ...(bgp && { bgp: { ...presentBgp, ...bgp, md5_key: bgp.md5_key ?? null } }),
      ...(session.bgpMode !== undefined && { bgp_mode: session.bgpMode }),
    });
    return wire.toCni(updated);
  }

  delete(id: string): Promise<void> {
    return this.sendDeletion(id);
  }

  /** Reads a CNI with every field that the API returns, so that `putRaw` can restore it. */
  getRaw(id: string): Promise<wire.RawCni> {
    return this.endpoint.http.json({ method: "GET", path: this.pathOf(id) }, wire.rawCni);
  }

  putRaw(cni: wire.RawCni): Promise<wire.RawCni> {
    const { http, writes } = this.endpoint;
    const request = { method: "PUT", path: this.pathOf(cni.id), body: cni } as const;
    return writes.track(() => http.json(request, wire.rawCni));
  }

  protected async readAll({ slotId, tunnelId }: CniFilter = {}): Promise<CniObject[]> {
    const query = { slot: slotId, tunnel_id: tunnelId };
    return (await listAll(this.endpoint.http, this.path, wire.rawCni, query)).map(wire.toCni);
  }

  protected keyOf({ id }: CniObject): string {
    return id;
  }
}
