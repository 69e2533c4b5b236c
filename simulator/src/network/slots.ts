import { uuidFrom } from "../uuid";
import { type Facility, readFacilities } from "./facilities";

/** Physical port on a Customer Connectivity Router that can be ordered. */
export interface Slot {
  readonly seq: number;
  readonly id: string;
  readonly site: string;
  /** Name of the device; null if Cloudflare does not report it. */
  readonly device: string | null;
  /** Number of the port on the device, if known. */
  readonly port?: number | undefined;
  readonly speed: string;
  readonly facility: { readonly name: string; readonly address: string[] };
}

/** Occupant of a slot: a simulated account, or null for a customer that is not simulated. */
export interface Occupant {
  readonly account: string | null;
  readonly since: number;
}

const portSpeeds = ["10G", "10G", "100G"];

// If Cloudflare publishes no number of devices, a design must not rely on a second one.
function devicesAt({ site, devices }: Facility): string[] {
  return devices === 2 ? [`ccr01.${site}`, `ccr02.${site}`] : [`ccr01.${site}`];
}

function slotsAt(facility: Facility): Omit<Slot, "seq">[] {
  return devicesAt(facility).flatMap((device) =>
    portSpeeds.map((speed, index) => ({
      id: uuidFrom(`slot/${device}/${index + 1}`),
      site: facility.site,
      device,
      port: index + 1,
      speed,
      // Cloudflare does not publish street addresses, so the address contains only the facility and the city.
      facility: { name: facility.facility, address: [facility.facility, facility.city] },
    })),
  );
}

/** All slots and their occupants. All accounts share the slots. */
export class Slots {
  readonly #slots = new Map<string, Slot>();
  readonly #occupants = new Map<string, Occupant>();
  readonly #released = new Map<string, Occupant & { readonly until: number }>();
  #custom = false;

  constructor() {
    this.reset();
  }

  /** Whether the slots differ from the built-in ones. */
  get custom(): boolean {
    return this.#custom;
  }

  all(): Slot[] {
    return [...this.#slots.values()];
  }

  get(id: string): Slot | undefined {
    return this.#slots.get(id.toLowerCase());
  }

  occupant(id: string): Occupant | undefined {
    return this.#occupants.get(id.toLowerCase());
  }

  occupied(): [slot: string, occupant: Occupant][] {
    return [...this.#occupants];
  }

  occupy(id: string, account: string | null, since: number): void {
    this.#occupants.set(id.toLowerCase(), { account, since });
  }

  release(id: string, until: number): void {
    const occupant = this.occupant(id);
    if (occupant !== undefined) {
      this.#occupants.delete(id.toLowerCase());
      this.#released.set(id.toLowerCase(), { ...occupant, until });
    }
  }

  /** Returns the occupant that a slot had at a recent time, for the switch `occupationLag`. */
  occupantAt(id: string, time: number): Occupant | undefined {
    const occupant = this.occupant(id);
    if (occupant !== undefined && occupant.since <= time) {
      return occupant;
    }
    const before = this.#released.get(id.toLowerCase());
    return before !== undefined && before.since <= time && time < before.until ? before : undefined;
  }

  /** Replaces all slots. The new slots are free. */
  replace(slots: readonly Omit<Slot, "seq">[]): void {
    this.#clear(slots);
    this.#custom = true;
  }

  add(slot: Omit<Slot, "seq">): void {
    this.#slots.set(slot.id.toLowerCase(), { seq: this.#slots.size + 1, ...slot });
    this.#custom = true;
  }

  /** Restores the built-in slots, all of them free. */
  reset(): void {
    this.#clear(readFacilities().flatMap(slotsAt));
    this.#custom = false;
  }

  #clear(slots: readonly Omit<Slot, "seq">[]): void {
    this.#occupants.clear();
    this.#released.clear();
    this.#slots.clear();
    for (const slot of slots) {
      this.add(slot);
    }
  }
}
