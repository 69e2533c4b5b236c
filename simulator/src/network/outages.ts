import type { Interconnect } from "../cni/schemas/interconnect";
import type { PortStatus } from "./plan";

/** Where an outage strikes; every criterion given must hold, none at all means everywhere. */
export interface OutageScope {
  readonly facility?: string | undefined;
  readonly device?: string | undefined;
  readonly site?: string | undefined;
}

export interface Outage extends OutageScope {
  readonly id: string;
  readonly state: "Down" | "Unhealthy";
  readonly reason: string;
}

interface Place {
  readonly facility?: string | undefined;
  readonly device?: string | null | undefined;
  readonly site?: string | undefined;
}

export function strikes(scope: OutageScope, place: Place): boolean {
  return (
    (scope.facility === undefined ||
      scope.facility.toLowerCase() === place.facility?.toLowerCase()) &&
    (scope.device === undefined || scope.device === place.device) &&
    (scope.site === undefined || scope.site === place.site)
  );
}

export function placeOf(port: Interconnect): Place {
  return port.type === "direct"
    ? { facility: port.facility.name, device: port.ccr_device_name, site: port.site }
    : {};
}

export class Outages {
  readonly #outages = new Map<string, Outage>();
  #count = 0;

  all(): Outage[] {
    return [...this.#outages.values()];
  }

  begin(outage: Omit<Outage, "id">): Outage {
    this.#count += 1;
    const begun = { id: `outage-${this.#count}`, ...outage };
    this.#outages.set(begun.id, begun);
    return begun;
  }

  /** Puts these in place of the ones there are. */
  load(outages: readonly Outage[]): void {
    this.#outages.clear();
    for (const outage of outages) {
      this.#outages.set(outage.id, outage);
      this.#count = Math.max(this.#count, Number(outage.id.replace(/\D/g, "")) || 0);
    }
  }

  end(id: string): boolean {
    return this.#outages.delete(id);
  }

  endAll(): void {
    this.#outages.clear();
  }

  /** The status of the port while an outage lasts that strikes it. */
  over(port: Interconnect): PortStatus | undefined {
    const outage = this.all().find((candidate) => strikes(candidate, placeOf(port)));
    return outage && { state: outage.state, reason: outage.reason };
  }
}
