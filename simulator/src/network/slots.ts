import { uuidFrom } from "../uuid";
import { type Facility, readFacilities } from "./facilities";

/** A port on a Customer Connectivity Router that can be ordered. */
export interface Slot {
  readonly seq: number;
  readonly id: string;
  readonly site: string;
  readonly device: string;
  readonly port: number;
  readonly speed: string;
  readonly facility: { readonly name: string; readonly address: string[] };
}

const portSpeeds = ["10G", "10G", "100G"];

// Planned diversity counts as none: a design must not lean on a device that is not there yet.
function devicesAt({ site, diversity }: Facility): string[] {
  return diversity === "diverse" ? [`ccr01.${site}`, `ccr02.${site}`] : [`ccr01.${site}`];
}

function slotsAt(facility: Facility): Omit<Slot, "seq">[] {
  return devicesAt(facility).flatMap((device) =>
    portSpeeds.map((speed, index) => ({
      id: uuidFrom(`slot/${device}/${index + 1}`),
      site: facility.site,
      device,
      port: index + 1,
      speed,
      // Street addresses are not public; facility and city are what the source gives.
      facility: { name: facility.facility, address: [facility.facility, facility.city] },
    })),
  );
}

/** Every slot there is; which of them are taken is known by the interconnects. */
export class Slots {
  readonly #slots = new Map<string, Slot>();

  constructor() {
    for (const [index, slot] of readFacilities().flatMap(slotsAt).entries()) {
      this.#slots.set(slot.id, { seq: index + 1, ...slot });
    }
  }

  all(): Slot[] {
    return [...this.#slots.values()];
  }

  get(id: string): Slot | undefined {
    return this.#slots.get(id.toLowerCase());
  }
}
