import type { Interconnect } from "../cni/schemas/interconnect";
import type { PortStatus } from "./plan";

/**
 * Scope of an outage. A port is affected if it matches every criterion; without criteria, every port is.
 * An outage of a tunnel affects no port.
 */
export interface OutageScope {
  readonly facility?: string | undefined;
  readonly device?: string | undefined;
  readonly site?: string | undefined;
  /** Name of a tunnel or a session, in any account. */
  readonly tunnel?: string | undefined;
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

export function isInScope(scope: OutageScope, place: Place): boolean {
  return (
    scope.tunnel === undefined &&
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
    let id: string;
    do {
      this.#count += 1;
      id = `outage-${this.#count}`;
    } while (this.#outages.has(id));
    const begun = { id, ...outage };
    this.#outages.set(id, begun);
    return begun;
  }

  /** Replaces all outages. */
  load(outages: readonly Outage[]): void {
    this.#outages.clear();
    this.#count = 0;
    for (const outage of outages) {
      this.#outages.set(outage.id, outage);
    }
  }

  end(id: string): boolean {
    return this.#outages.delete(id);
  }

  endAll(): void {
    this.#outages.clear();
  }

  /** Returns the states that the outages impose on a tunnel. */
  statesOfTunnel(names: readonly string[]): string[] {
    return this.all()
      .filter(({ tunnel }) => tunnel !== undefined && names.includes(tunnel))
      .map(({ state }) => state);
  }

  /** Returns the statuses that the outages impose on a port. */
  statusesOf(port: Interconnect): PortStatus[] {
    const place = placeOf(port);
    return this.all()
      .filter((outage) => isInScope(outage, place))
      .map(({ state, reason }) => ({ state, reason }));
  }
}
