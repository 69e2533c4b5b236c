import { z } from "zod";
import type { Cni } from "../cni/schemas/cni";
import { EnvelopeError } from "../envelope/error";
import { runAtomically } from "../envelope/run-atomically";
import { codes } from "../magic/codes";
import { MagicEdit, omitFields, withFields } from "../magic/edit";
import { toSavedHealthCheck } from "../magic/health-check";
import { readCniFields, refuseUnsupportedFields } from "../magic/read-update";
import type { MagicInterconnectUpdate } from "../magic/schemas/interconnect";
import { milliseconds } from "./behaviour";
import type { CniRecord, Cnis } from "./cnis";
import type { Network } from "./network";
import type { TunnelIdentity } from "./tunnels";

/** Data that only Magic stores about an account's CNIs, keyed by CNI ID. */
export const MagicInterconnectsState = z.record(z.string(), MagicEdit);
export type MagicInterconnectsState = z.infer<typeof MagicInterconnectsState>;

/** CNIs of an account as Magic interconnects. */
export class MagicInterconnects {
  readonly #edits = new Map<string, MagicEdit>();

  constructor(
    private readonly network: Network,
    private readonly cnis: Cnis,
    /** Returns the GRE and IPsec tunnels of the account. */
    private readonly tunnels: () => readonly TunnelIdentity[],
  ) {}

  visible(): CniRecord[] {
    const { clock, behaviour } = this.network;
    const appeared = clock.now() - milliseconds(behaviour.magicAppearsAfter);
    return [...this.cnis.visible()].filter(({ createdAt }) => createdAt <= appeared);
  }

  /** Finds an interconnect by its tunnel id, with or without dashes. */
  find(id: string): CniRecord {
    const tunnelId = id.replaceAll("-", "").toLowerCase();
    const record = this.visible().find((record) => record.tunnelId === tunnelId);
    if (record === undefined) {
      throw new EnvelopeError(404, codes.interconnectNotFound, `There is no interconnect ${id}`);
    }
    return record;
  }

  edit({ cni }: CniRecord): MagicEdit | undefined {
    return this.#edits.get(cni.id);
  }

  /** Returns the CNI with Magic's values of its fields. */
  cni(record: CniRecord): Cni {
    return withFields(record.cni, this.edit(record)?.hidden ?? {});
  }

  /** Replaces the given fields. A nested object replaces the current one as a whole. */
  update(record: CniRecord, update: MagicInterconnectUpdate, newTarget: boolean): CniRecord {
    const { behaviour, clock } = this.network;
    refuseUnsupportedFields(update, behaviour);
    const fields = readCniFields(update, this.cni(record), behaviour);
    if (fields.name !== undefined) {
      this.#refuseDuplicateName(fields.name, record);
    }
    const { bgp, interface_address6, automatic_return_routing, health_check } = update;
    const edit = this.edit(record) ?? { hidden: {}, filters: {} };
    const isVisibleInCni = behaviour.magicEdits === "shown";
    this.#edits.set(record.cni.id, {
      ...edit,
      ...(interface_address6 !== undefined && { interface_address6 }),
      ...(automatic_return_routing !== undefined && { automatic_return_routing }),
      ...(health_check && { health_check: toSavedHealthCheck(health_check, newTarget, behaviour) }),
      ...(bgp && {
        filters: { import_filter_id: bgp.import_filter_id, export_filter_id: bgp.export_filter_id },
      }),
      hidden: isVisibleInCni ? omitFields(edit.hidden, fields) : { ...edit.hidden, ...fields },
      modified_on: new Date(clock.now()).toISOString(),
    });
    return isVisibleInCni && Object.keys(fields).length > 0
      ? this.cnis.overwrite(record, withFields(record.cni, fields))
      : record;
  }

  /** Runs a change and undoes all of it if it fails. A dry run changes nothing. */
  runAtomically<Result>(isDryRun: boolean, act: () => Result): Result {
    const { cnis } = this;
    const everything = {
      dump: () => ({ edits: this.dump(), records: cnis.all() }),
      load: (before: { edits: MagicInterconnectsState; records: CniRecord[] }) => {
        this.load(before.edits);
        for (const record of before.records) {
          cnis.put(record);
        }
      },
    };
    return runAtomically(everything, isDryRun, act);
  }

  #refuseDuplicateName(name: string, { cni }: CniRecord): void {
    const others = this.identified().filter(({ id }) => id !== cni.id);
    if ([...others, ...this.tunnels()].some(({ names }) => names.includes(name))) {
      throw new EnvelopeError(409, codes.nameTaken, `name: ${name} is in use by another tunnel`);
    }
  }

  /** Returns the names and addresses of all CNIs. */
  identified(): TunnelIdentity[] {
    return this.cnis.all().map((record) => ({
      id: record.cni.id,
      names: [record.cni, this.cni(record)].map(({ magic }) => magic.conduit_name),
      addresses: [record.cni.p2p_ip, record.cni.cust_ip],
    }));
  }

  dump(): MagicInterconnectsState {
    const known = [...this.#edits].filter(([id]) => this.cnis.get(id) !== undefined);
    return Object.fromEntries(known);
  }

  load(state: MagicInterconnectsState): void {
    this.clear();
    for (const [id, edit] of Object.entries(state)) {
      this.#edits.set(id, edit);
    }
  }

  clear(): void {
    this.#edits.clear();
  }
}
