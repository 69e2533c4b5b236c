import { badRequest } from "../cni/error";
import type { DirectOrder, GcpPartnerOrder, Interconnect } from "../cni/schemas/interconnect";
import { uuidFrom } from "../uuid";
import type { Clock } from "./clock";
import { type Plan, waitingForCrossConnect } from "./plan";
import type { Slots } from "./slots";

/** An interconnect as ordered, with what the API does not show. */
export interface Port {
  readonly seq: number;
  readonly createdAt: number;
  readonly interconnect: Interconnect;
  readonly pairingKey?: string;
  plan: Plan;
}

/** Milliseconds from the order until the port is up. */
export interface HealthyAfter {
  readonly direct: number;
  readonly gcpPartner: number;
}

// Google's form: a UUID, the region, and the edge availability domain.
const pairingKeyForm = /^[0-9a-f-]{36}\/([a-z]+-[a-z]+\d+)\/[12]$/i;

export class Interconnects {
  readonly #ports = new Map<string, Port>();
  #seq = 0;

  constructor(
    private readonly clock: Clock,
    private readonly slots: Slots,
    private readonly healthyAfter: HealthyAfter,
  ) {}

  all(): Port[] {
    return [...this.#ports.values()];
  }

  get(name: string): Port | undefined {
    return this.#ports.get(name);
  }

  remove(name: string): boolean {
    return this.#ports.delete(name);
  }

  /** Forgets every order, and the count of names with them. */
  clear(): void {
    this.#ports.clear();
    this.#seq = 0;
  }

  takenSlots(): Set<string> {
    const direct = this.all().flatMap(({ interconnect }) =>
      interconnect.type === "direct" ? [interconnect.slot_id] : [],
    );
    return new Set(direct);
  }

  orderDirect(order: DirectOrder): Interconnect {
    const slot = this.slots.get(order.slot_id);
    if (slot === undefined) {
      throw badRequest(`There is no slot ${order.slot_id}`);
    }
    if (this.takenSlots().has(slot.id)) {
      throw badRequest(`Slot ${slot.id} is occupied`);
    }
    if (order.speed != null && order.speed !== slot.speed) {
      throw badRequest(`Slot ${slot.id} has a speed of ${slot.speed}, not ${order.speed}`);
    }
    const identity = this.#identity(order.account, slot.site);
    return this.#add(
      {
        ...identity,
        type: "direct",
        slot_id: slot.id,
        site: slot.site,
        facility: slot.facility,
        speed: slot.speed,
        ccr_device_name: slot.device,
      },
      this.healthyAfter.direct,
    );
  }

  orderGcpPartner(order: GcpPartnerOrder): Interconnect {
    const region = pairingKeyForm.exec(order.pairing_key)?.[1];
    if (region === undefined) {
      throw badRequest("The pairing key is not of the form <uuid>/<region>/<1 or 2>");
    }
    if (this.all().some(({ pairingKey }) => pairingKey === order.pairing_key)) {
      throw badRequest("The pairing key is in use");
    }
    const identity = this.#identity(order.account, region.toLowerCase());
    return this.#add(
      { ...identity, type: "gcp_partner", region: region.toLowerCase(), speed: order.bandwidth },
      this.healthyAfter.gcpPartner,
      order.pairing_key,
    );
  }

  // The number only grows, so that a name never comes to mean another port.
  #identity(account: string, place: string) {
    this.#seq += 1;
    const name = `cni-${place}-${String(this.#seq).padStart(6, "0")}`;
    return { account, owner: account, name, virtual_port_reservation_id: uuidFrom(`vpr/${name}`) };
  }

  #add(interconnect: Interconnect, healthyAfter: number, pairingKey?: string): Interconnect {
    const createdAt = this.clock.now();
    this.#ports.set(interconnect.name, {
      seq: this.#seq,
      createdAt,
      interconnect,
      plan: waitingForCrossConnect(createdAt, healthyAfter),
      ...(pairingKey === undefined ? {} : { pairingKey }),
    });
    return interconnect;
  }
}
