/** The CNI endpoints of one account. */
import type { z } from "zod";
import { ApiError } from "./errors";
import type { Http } from "./http";
import { Snapshot } from "./snapshot";
import type {
  AccountSettings,
  CniObject,
  InterconnectObject,
  InterconnectOrder,
  LinkStatus,
  SessionSettings,
  SlotObject,
} from "./types";
import * as wire from "./wire";

/**
 * Methods named `get` and `list` always ask the API; those named `read` may answer from a list that
 * is seconds old, for a refresh of many resources. Nothing is decided on what they say.
 */
export class CniApi {
  private readonly root: string;
  private readonly interconnects = new Snapshot<InterconnectObject>({
    list: () => this.listInterconnects(),
    get: (name) => this.getInterconnect(name),
    keyOf: (port) => port.name,
  });
  private readonly cnis = new Snapshot<CniObject>({
    list: () => this.listCnis(),
    get: (id) => this.getCni(id),
    keyOf: (cni) => cni.id,
  });

  constructor(
    private readonly http: Http,
    readonly account: string,
  ) {
    this.root = `/accounts/${account}/cni`;
  }

  listInterconnects(): Promise<InterconnectObject[]> {
    return this.list("/interconnects", wire.interconnect);
  }

  /** Every slot, free or taken. */
  listSlots(): Promise<SlotObject[]> {
    return this.list("/slots", wire.slot);
  }

  orderInterconnect(order: InterconnectOrder): Promise<InterconnectObject> {
    const body = wire.fromOrder(this.account, order);
    return this.writing(() =>
      this.http.json(
        { method: "POST", path: `${this.root}/interconnects`, body },
        wire.interconnect,
      ),
    );
  }

  /** A port as a refresh sees it; undefined where it is certain that it is gone. */
  readInterconnect(name: string): Promise<InterconnectObject | undefined> {
    return this.interconnects.read(name);
  }

  getInterconnect(name: string): Promise<InterconnectObject> {
    return this.http.json({ method: "GET", path: this.interconnectPath(name) }, wire.interconnect);
  }

  getStatus(name: string, signal?: AbortSignal): Promise<LinkStatus> {
    return this.http.json(
      // Who waits for a link asks again; who orders or reads goes first.
      { method: "GET", path: `${this.interconnectPath(name)}/status`, signal, urgency: "poll" },
      wire.status,
    );
  }

  deleteInterconnect(name: string): Promise<void> {
    return this.writing(() =>
      this.http.done({ method: "DELETE", path: this.interconnectPath(name) }),
    );
  }

  async listCnis(): Promise<CniObject[]> {
    return (await this.list("/cnis", wire.rawCni)).map(wire.toCni);
  }

  async createCni(interconnect: string, session: SessionSettings): Promise<CniObject> {
    const body = { account: this.account, interconnect, ...wire.fromSession(session) };
    const created = await this.writing(() =>
      this.http.json({ method: "POST", path: `${this.root}/cnis`, body }, wire.rawCni),
    );
    return wire.toCni(created);
  }

  /** A CNI as a refresh sees it; undefined where it is certain that it is gone. */
  readCni(id: string): Promise<CniObject | undefined> {
    return this.cnis.read(id);
  }

  async getCni(id: string): Promise<CniObject> {
    return wire.toCni(await this.getRawCni(id));
  }

  /**
   * Brings a CNI to the settings given. The API takes only whole objects, so the present one is
   * read first and what it holds beside these settings goes back unchanged. `bgp` left out removes
   * BGP; `bgpMode` left out keeps the mode.
   */
  async updateCni(id: string, session: SessionSettings): Promise<CniObject> {
    const { bgp: presentBgp, ...present } = await this.getRawCni(id);
    const { magic, bgp } = wire.fromSession(session);
    const body = {
      ...present,
      magic: { ...present.magic, ...magic },
      ...(bgp && { bgp: { ...presentBgp, ...bgp, md5_key: bgp.md5_key ?? null } }),
      ...(session.bgpMode !== undefined && { bgp_mode: session.bgpMode }),
    };
    const updated = await this.writing(() =>
      this.http.json({ method: "PUT", path: this.cniPath(id), body }, wire.rawCni),
    );
    return wire.toCni(updated);
  }

  deleteCni(id: string): Promise<void> {
    return this.writing(() => this.http.done({ method: "DELETE", path: this.cniPath(id) }));
  }

  getSettings(): Promise<AccountSettings> {
    return this.http.json({ method: "GET", path: `${this.root}/settings` }, wire.settings);
  }

  putSettings(settings: AccountSettings): Promise<AccountSettings> {
    return this.http.json(
      {
        method: "PUT",
        path: `${this.root}/settings`,
        body: { default_asn: settings.defaultAsn },
      },
      wire.settings,
    );
  }

  /** A write; it may change more than it names, as the deletion of a port takes its CNIs along. */
  private async writing<T>(send: () => Promise<T>): Promise<T> {
    const forget = () => {
      this.interconnects.forget();
      this.cnis.forget();
    };
    forget();
    try {
      return await send();
    } finally {
      forget();
    }
  }

  private getRawCni(id: string): Promise<wire.RawCni> {
    return this.http.json({ method: "GET", path: this.cniPath(id) }, wire.rawCni);
  }

  /** Reads every page: what is not in a list is taken for not there, so none may be left out. */
  private async list<T extends z.ZodType>(path: string, item: T): Promise<z.output<T>[]> {
    const items: z.output<T>[] = [];
    const request = { method: "GET", path: this.root + path } as const;
    const seen = new Set<number>();
    let cursor: number | undefined;
    do {
      const page = await this.http.json({ ...request, query: { cursor } }, wire.page(item));
      items.push(...page.items);
      cursor = page.next ?? undefined;
      if (cursor !== undefined && seen.has(cursor)) {
        throw new ApiError({
          ...request,
          kind: "unreadable",
          reason: `the list goes round: its cursor ${cursor} came twice`,
        });
      }
      if (cursor !== undefined) seen.add(cursor);
    } while (cursor !== undefined);
    return items;
  }

  private interconnectPath(name: string): string {
    return `${this.root}/interconnects/${encodeURIComponent(name)}`;
  }

  private cniPath(id: string): string {
    return `${this.root}/cnis/${encodeURIComponent(id)}`;
  }
}
