import { badRequest, CniError, notFound } from "../cni/error";
import type { DirectOrder, GcpPartnerOrder, Interconnect } from "../cni/schemas/interconnect";
import { uuidFrom } from "../uuid";
import { statuses } from "./behaviour";
import type { HealthyAfter, Network, Visibility } from "./network";
import { PendingDeletions } from "./pending-deletions";
import type { Plan } from "./plan";

/** Interconnect with data that the API does not return. */
export interface Port extends Visibility {
  readonly seq: number;
  readonly createdAt: number;
  readonly interconnect: Interconnect;
  readonly pairingKey?: string | undefined;
  plan: Plan;
  /** Values with which the control API overrides fields in responses. */
  edits: Readonly<Record<string, unknown>>;
}

// Google's format: a UUID, the region, and the edge availability domain.
const pairingKeyForm = /^[0-9a-f-]{36}\/([a-z]+-[a-z]+\d+)\/[12]$/i;

const spellings = {
  "10G": (speed: string) => speed,
  "10 Gbps": (speed: string) => speed.replace(/^(\d+)G$/, "$1 Gbps"),
  "10000": (speed: string) => speed.replace(/^(\d+)G$/, "$1000"),
};

/** Formats a speed as the switch `speedSpelling` selects. */
export function formatSpeed(speed: string, spelling: keyof typeof spellings): string {
  return spellings[spelling](speed);
}

/** Ports of an account. */
export class Interconnects {
  readonly #ports = new Map<string, Port>();
  readonly #usedKeys = new Set<string>();
  readonly #spentKeys = new Set<string>();
  readonly pendingDeletions: PendingDeletions;

  constructor(
    private readonly account: string,
    private readonly network: Network,
  ) {
    this.pendingDeletions = new PendingDeletions(network, (name) => this.remove(name));
  }

  all(): Port[] {
    return [...this.#ports.values()];
  }

  /** Finds a port by its name or its `virtual_port_reservation_id`. */
  get(identifier: string): Port | undefined {
    return (
      this.#ports.get(identifier) ??
      this.all().find(
        ({ interconnect }) => interconnect.virtual_port_reservation_id === identifier.toLowerCase(),
      )
    );
  }

  *visible(): Generator<Port> {
    for (const port of this.#ports.values()) {
      if (this.network.isVisible(port)) {
        yield port;
      }
    }
  }

  /** Finds a visible port by its name. Fails with status 404 if there is none. */
  find(name: string): Port {
    const port = this.#ports.get(name);
    if (port === undefined || !this.network.isVisible(port)) {
      throw notFound("Interconnect not found");
    }
    return port;
  }

  /** Returns the port as the API shows it. */
  toResponse({ interconnect, edits }: Port): Interconnect {
    const { speedSpelling } = this.network.behaviour;
    return interconnect.type === "direct"
      ? { ...interconnect, speed: formatSpeed(interconnect.speed, speedSpelling), ...edits }
      : { ...interconnect, ...edits };
  }

  remove(name: string): boolean {
    const port = this.#ports.get(name);
    if (port?.interconnect.type === "direct") {
      this.network.slots.release(port.interconnect.slot_id, this.network.clock.now());
    }
    if (port?.pairingKey !== undefined) {
      this.#usedKeys.delete(port.pairingKey);
      if (this.network.behaviour.usedPairingKey === "spent") {
        this.#spentKeys.add(port.pairingKey);
      }
    }
    this.network.usedNames.delete(name);
    return this.#ports.delete(name);
  }

  /** Whether the number in the name was already assigned, so that a port with this name may have existed. */
  mayHaveExisted(name: string): boolean {
    const number = Number(/(\d{6,})$/.exec(name)?.[1]);
    return number > 0 && number <= this.network.number;
  }

  spentPairingKeys(): string[] {
    return [...this.#spentKeys];
  }

  spend(pairingKeys: readonly string[]): void {
    for (const key of pairingKeys) {
      this.#spentKeys.add(key);
    }
  }

  clear(): void {
    this.#ports.clear();
    this.#usedKeys.clear();
    this.#spentKeys.clear();
    this.pendingDeletions.clear();
  }

  /** Stores a port without the API's checks. */
  put(port: Port): void {
    this.#ports.set(port.interconnect.name, port);
    this.network.usedNames.add(port.interconnect.name);
    if (port.pairingKey !== undefined) {
      this.#usedKeys.add(port.pairingKey);
    }
    if (port.interconnect.type === "direct") {
      this.network.slots.occupy(port.interconnect.slot_id, this.account, port.createdAt);
    }
  }

  orderDirect(order: DirectOrder): Interconnect {
    const { slots, behaviour } = this.network;
    const slot = slots.get(order.slot_id);
    if (slot === undefined) {
      throw new CniError(statuses[behaviour.unknownSlot], `There is no slot ${order.slot_id}`);
    }
    if (slots.occupant(slot.id) !== undefined) {
      throw new CniError(statuses[behaviour.takenSlot], `Slot ${slot.id} is occupied`);
    }
    const speed = formatSpeed(slot.speed, behaviour.speedSpelling);
    if (order.speed != null && order.speed !== speed && behaviour.otherSpeed === "refused") {
      throw badRequest(`Slot ${slot.id} has a speed of ${speed}, not ${order.speed}`);
    }
    return this.#add("direct", {
      ...this.#identity(slot.site),
      type: "direct",
      slot_id: slot.id,
      site: slot.site,
      facility: slot.facility,
      speed: slot.speed,
      ccr_device_name: slot.device,
    });
  }

  orderGcpPartner(order: GcpPartnerOrder): Interconnect {
    const region = pairingKeyForm.exec(order.pairing_key)?.[1]?.toLowerCase();
    if (region === undefined) {
      throw badRequest("The pairing key is not of the form <uuid>/<region>/<1 or 2>");
    }
    const key = order.pairing_key.toLowerCase();
    if (this.#usedKeys.has(key) || this.#spentKeys.has(key)) {
      throw badRequest("The pairing key is in use");
    }
    const identity = this.#identity(region);
    const interconnect = {
      ...identity,
      type: "gcp_partner",
      region,
      speed: order.bandwidth,
    } as const;
    return this.#add("gcpPartner", interconnect, key);
  }

  #identity(place: string) {
    const name = this.#freshName(place);
    return {
      account: this.account,
      owner: this.account,
      name,
      virtual_port_reservation_id: uuidFrom(`vpr/${name}`),
    };
  }

  // A restored state may already contain the next name.
  #freshName(place: string): string {
    for (;;) {
      const number = String(this.network.next()).padStart(6, "0");
      const plain = this.network.behaviour.interconnectNames === "plain";
      const name = plain ? `cni-${place}-${number}` : `cni/${place} #${number}`;
      if (!this.network.usedNames.has(name)) {
        return name;
      }
    }
  }

  #add(type: keyof HealthyAfter, interconnect: Interconnect, pairingKey?: string): Interconnect {
    const createdAt = this.network.clock.now();
    const port = {
      seq: this.network.number,
      createdAt,
      interconnect,
      pairingKey,
      plan: { since: createdAt, ...this.network.course(type) },
      edits: {},
      ...this.network.visibility(),
    };
    this.put(port);
    return this.toResponse(port);
  }
}
