/** The CNI endpoints of one account. */
import type { z } from "zod";
import { type Clock, systemClock } from "../domain/clock";
import type {
  AccountSettings,
  CniFilter,
  CniObject,
  InterconnectFilter,
  InterconnectObject,
  InterconnectOrder,
  LinkStatus,
  MagicInterconnectObject,
  MagicSettings,
  SessionSettings,
  SlotFilter,
  SlotObject,
} from "../domain/objects";
import { ApiError } from "./errors";
import type { Http } from "./http";
import type { ApiRequest } from "./request";
import { SharedList } from "./shared-list";
import { Snapshot } from "./snapshot";
import * as wire from "./wire";
import * as magicWire from "./wire-magic";

/** Has Magic tell the target of a health check as it was set, beside what it comes to. */
const SAVED_TARGET = { "x-magic-new-hc-target": "true" };

/** An endless list with ever new cursors ends in an error here. */
const MOST_PAGES = 500;

/**
 * Methods named `get` and `list` answer with what the API said after they were called, so that
 * orders and deletions are decided on it; who asks for the same list before it begins shares it.
 * Those named `read` may answer from a list that is seconds old, for a refresh of many resources.
 */
export class CniApi {
  private readonly root: string;
  private readonly magicRoot: string;
  private readonly everyInterconnect: SharedList<InterconnectObject>;
  private readonly everyCni: SharedList<CniObject>;
  private readonly interconnects: Snapshot<InterconnectObject>;
  private readonly cnis: Snapshot<CniObject>;

  constructor(
    private readonly http: Http,
    readonly account: string,
    clock: Clock = systemClock,
  ) {
    this.everyInterconnect = new SharedList(clock, () =>
      this.list("/interconnects", wire.interconnect),
    );
    this.everyCni = new SharedList(clock, async () =>
      (await this.list("/cnis", wire.rawCni)).map(wire.toCni),
    );
    this.interconnects = new Snapshot(clock, {
      list: () => this.listInterconnects(),
      get: (name) => this.getInterconnect(name),
      keyOf: (port) => port.name,
    });
    this.cnis = new Snapshot(clock, {
      list: () => this.listCnis(),
      get: (id) => this.getCni(id),
      keyOf: (cni) => cni.id,
    });
    this.root = `/accounts/${account}/cni`;
    this.magicRoot = `/accounts/${account}/magic/cf_interconnects`;
  }

  listInterconnects(filter?: InterconnectFilter): Promise<InterconnectObject[]> {
    if (filter === undefined) return this.everyInterconnect.ask();
    const { site, type } = filter;
    return this.list("/interconnects", wire.interconnect, { site, type });
  }

  /** Every slot that passes the filter, free or taken. */
  listSlots({ addressContains, ...filter }: SlotFilter = {}): Promise<SlotObject[]> {
    return this.list("/slots", wire.slot, { ...filter, address_contains: addressContains });
  }

  getSlot(id: string): Promise<SlotObject> {
    const path = `${this.root}/slots/${encodeURIComponent(id)}`;
    return this.http.json({ method: "GET", path }, wire.slot);
  }

  /** The Letter of Authorization (LOA) of a port, a PDF, in the name of a party. */
  getLetter(interconnect: string, party?: string): Promise<Uint8Array> {
    const path = `${this.interconnectPath(interconnect)}/loa`;
    return this.http.pdf({ method: "GET", path, query: { name: party } });
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

  async listCnis(filter?: CniFilter): Promise<CniObject[]> {
    if (filter === undefined) return this.everyCni.ask();
    const query = { slot: filter.slotId, tunnel_id: filter.tunnelId };
    return (await this.list("/cnis", wire.rawCni, query)).map(wire.toCni);
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

  async listMagicInterconnects(): Promise<MagicInterconnectObject[]> {
    const { result } = await this.http.json(
      { method: "GET", path: this.magicRoot, headers: SAVED_TARGET },
      magicWire.magicInterconnects,
    );
    return (result.interconnects ?? []).map(magicWire.toMagicInterconnect);
  }

  async getMagicInterconnect(id: string): Promise<MagicInterconnectObject> {
    return magicWire.toMagicInterconnect(await this.getRawMagicInterconnect(id));
  }

  /**
   * Brings an interconnect of Magic to the settings given. What it holds beside them goes back as it
   * is; the MD5 key as well, which is `md5Key` where the API does not tell it. With `validateOnly`
   * the API says whether it would, and changes nothing.
   */
  async updateMagicInterconnect(
    id: string,
    settings: MagicSettings,
    { md5Key, validateOnly }: { md5Key?: string; validateOnly?: boolean } = {},
  ): Promise<MagicInterconnectObject> {
    const present = await this.getRawMagicInterconnect(id);
    const { result } = await this.writing(() =>
      this.http.json(
        {
          method: "PUT",
          path: this.magicPath(id),
          query: { validate_only: validateOnly },
          headers: SAVED_TARGET,
          body: magicWire.withMagicSettings(present, settings, md5Key),
        },
        magicWire.modifiedMagicInterconnect,
      ),
    );
    return magicWire.toMagicInterconnect(result.modified_interconnect);
  }

  private async getRawMagicInterconnect(id: string): Promise<magicWire.RawMagicInterconnect> {
    const request = { method: "GET", path: this.magicPath(id), headers: SAVED_TARGET } as const;
    return (await this.http.json(request, magicWire.magicInterconnect)).result.interconnect;
  }

  private magicPath(id: string): string {
    return `${this.magicRoot}/${encodeURIComponent(id)}`;
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
  private async list<T extends z.ZodType>(
    path: string,
    item: T,
    filter: ApiRequest["query"] = {},
  ): Promise<z.output<T>[]> {
    const items: z.output<T>[] = [];
    const request = { method: "GET", path: this.root + path } as const;
    const seen = new Set<number>();
    let cursor: number | undefined;
    do {
      const page = await this.http.json(
        { ...request, query: { ...filter, cursor } },
        wire.page(item),
      );
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
      if (seen.size >= MOST_PAGES) {
        throw new ApiError({
          ...request,
          kind: "unreadable",
          reason: `the list has no end after ${MOST_PAGES} pages`,
        });
      }
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
