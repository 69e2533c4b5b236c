import { badRequest, CniError, conflict, notFound } from "../cni/error";
import type { Cni, CniCreate } from "../cni/schemas/cni";
import { endsOfInterface } from "../magic/interface-address";
import { uuidFrom } from "../uuid";
import { statuses } from "./behaviour";
import type { Interconnects } from "./interconnects";
import type { Network, Visibility } from "./network";
import { PendingDeletions } from "./pending-deletions";
import { endsOf, findFreePointToPoint } from "./point-to-point";
import type { TunnelIdentity } from "./tunnels";

/** CNI with its tunnel id and other data that the CNI API does not return. */
export interface CniRecord extends Visibility {
  readonly seq: number;
  readonly tunnelId: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The CNI. Its `interconnect` is always the name, regardless of the switch `cniInterconnect`. */
  readonly cni: Cni;
}

// These fields never change: Cloudflare assigns them, or the order sets them.
const fixed = ["id", "account", "interconnect", "p2p_ip", "cust_ip"] as const;

/** CNIs of an account. */
export class Cnis {
  readonly #records = new Map<string, CniRecord>();
  readonly pendingDeletions: PendingDeletions;

  constructor(
    private readonly network: Network,
    private readonly interconnects: Interconnects,
    /** Returns the GRE and IPsec tunnels of the account. */
    private readonly tunnels: () => readonly TunnelIdentity[],
  ) {
    this.pendingDeletions = new PendingDeletions(network, (id) => this.remove(id));
  }

  all(): CniRecord[] {
    return [...this.#records.values()];
  }

  get(id: string): CniRecord | undefined {
    return this.#records.get(id.toLowerCase());
  }

  *visible(): Generator<CniRecord> {
    for (const record of this.#records.values()) {
      if (this.network.isVisible(record)) {
        yield record;
      }
    }
  }

  /** Finds a visible CNI. Fails with status 404 if there is none. */
  find(id: string): CniRecord {
    const record = this.get(id);
    if (record === undefined || !this.network.isVisible(record)) {
      throw notFound("CNI not found");
    }
    return record;
  }

  /** Returns the CNI as the API shows it. */
  toResponse({ cni }: CniRecord): Cni {
    const { md5Key, cniInterconnect, initialBgpMode } = this.network.behaviour;
    const port = this.interconnects.get(cni.interconnect)?.interconnect;
    const { bgp, bgp_mode, ...rest } = cni;
    const mode = bgp_mode ?? (initialBgpMode === "absent" ? undefined : initialBgpMode);
    const { md5_key, ...bgpWithoutKey } = bgp ?? { customer_asn: 0, extra_prefixes: [] };
    const key = { echoed: { md5_key }, null: { md5_key: null }, absent: {} }[md5Key];
    return {
      ...rest,
      interconnect: port?.[cniInterconnect] ?? cni.interconnect,
      ...(bgp && { bgp: md5_key == null ? bgp : { ...bgpWithoutKey, ...key } }),
      ...(mode && (bgp || bgp_mode) && { bgp_mode: mode }),
    };
  }

  on(interconnect: string): CniRecord[] {
    return this.all().filter(({ cni }) => cni.interconnect === interconnect);
  }

  remove(id: string): boolean {
    this.network.usedNames.delete(id.toLowerCase());
    return this.#records.delete(id.toLowerCase());
  }

  clear(): void {
    this.#records.clear();
    this.pendingDeletions.clear();
  }

  /** Stores a CNI without the API's checks. */
  put(record: CniRecord): void {
    this.#records.set(record.cni.id.toLowerCase(), record);
    this.network.usedNames.add(record.cni.id.toLowerCase());
  }

  create(order: CniCreate): CniRecord {
    this.#refuseBgpWithoutEntitlement(order);
    this.#refuseDuplicateName(order.magic.conduit_name);
    const ends = findFreePointToPoint(this.#usedEnds(this.all()));
    if (ends === undefined) {
      throw badRequest("There is no point-to-point prefix left");
    }
    let seq = this.network.next();
    // A restored state may already contain the next id.
    while (this.network.usedNames.has(uuidFrom(`cni/${seq}`))) {
      seq = this.network.next();
    }
    const now = this.network.clock.now();
    const record = {
      seq,
      tunnelId: uuidFrom(`tunnel/${seq}`).replaceAll("-", ""),
      createdAt: now,
      modifiedAt: now,
      cni: { id: uuidFrom(`cni/${seq}`), ...order, ...ends },
      ...this.network.visibility(),
    };
    this.put(record);
    return record;
  }

  /** Replaces the whole CNI. An absent `bgp` is removed, unless the switch `absentBgp` is "keeps". */
  update(current: CniRecord, wanted: Cni): CniRecord {
    const { fixedFields, absentBgp, bgpModeWithoutBgp, changedMagic } = this.network.behaviour;
    const port = this.interconnects.get(wanted.interconnect)?.interconnect.name;
    if (port === undefined && fixedFields === "changed") {
      throw badRequest(`There is no interconnect ${wanted.interconnect}`);
    }
    const named = { ...wanted, interconnect: port ?? wanted.interconnect };
    const changed = fixed.filter((field) => named[field] !== current.cni[field]);
    if (changed.length > 0 && fixedFields === "refused") {
      throw badRequest(`${changed.join(", ")} cannot be changed`);
    }
    const { conduit_name, mtu } = current.cni.magic;
    const moves = named.magic.conduit_name !== conduit_name || named.magic.mtu !== mtu;
    if (moves && changedMagic === "refused") {
      throw badRequest("magic.conduit_name, magic.mtu: cannot be changed");
    }
    const magic = changedMagic === "ignored" ? { ...named.magic, conduit_name, mtu } : named.magic;
    const bgp = named.bgp ?? (absentBgp === "keeps" ? current.cni.bgp : undefined);
    if (named.bgp_mode !== undefined && bgp === undefined && bgpModeWithoutBgp === "refused") {
      throw badRequest("bgp_mode: there is no bgp");
    }
    const others = this.all().filter((other) => other.cni.id !== current.cni.id);
    const used = this.#usedEnds(others);
    const taken = endsOf(named).find((end) => used.has(end));
    if (fixedFields === "changed" && taken !== undefined) {
      throw badRequest(`p2p_ip, cust_ip: ${taken} is an end of another CNI or tunnel`);
    }
    this.#refuseBgpWithoutEntitlement(named);
    if (magic.conduit_name !== conduit_name) {
      this.#refuseDuplicateName(magic.conduit_name);
    }
    const { id, account, interconnect, p2p_ip, cust_ip } = current.cni;
    // The account and the ID are part of the CNI's path, so no switch allows a change.
    const kept =
      fixedFields === "changed" ? { id, account } : { id, account, interconnect, p2p_ip, cust_ip };
    return this.overwrite(current, { ...named, magic, ...kept, ...(bgp && { bgp }) });
  }

  /** Replaces a CNI without the API's checks. */
  overwrite(current: CniRecord, cni: Cni): CniRecord {
    const record = { ...current, modifiedAt: this.network.clock.now(), cni };
    this.put(record);
    return record;
  }

  #usedEnds(records: readonly CniRecord[]): ReadonlySet<string> {
    const ofTunnels = this.tunnels().flatMap(({ addresses }) => addresses.flatMap(endsOfInterface));
    return new Set([...records.flatMap(({ cni }) => endsOf(cni)), ...ofTunnels]);
  }

  #refuseDuplicateName(name: string): void {
    const isTunnels = this.tunnels().some(({ names }) => names.includes(name));
    if (isTunnels || this.all().some(({ cni }) => cni.magic.conduit_name === name)) {
      throw conflict(`Name Conflict: ${name} is in use`);
    }
  }

  #refuseBgpWithoutEntitlement({ bgp }: Pick<Cni, "bgp">): void {
    const { entitlement, notEntitled } = this.network.behaviour;
    if (bgp !== undefined && entitlement === "no-bgp") {
      throw new CniError(statuses[notEntitled], "The account is not entitled to BGP over CNI");
    }
  }
}
