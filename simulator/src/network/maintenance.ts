import type { Interconnect } from "../cni/schemas/interconnect";
import { lastMoment } from "./clock";
import type { Network } from "./network";
import { placeOf } from "./outages";
import type { PortStatus } from "./plan";

/** Maintenance window of one device or of a whole site. Times are milliseconds since the epoch. */
export interface MaintenanceWindow {
  readonly id: string;
  readonly site: string;
  /** Name of the device; null for the whole site. */
  readonly device: string | null;
  readonly from: number;
  readonly to: number;
  readonly emergency: boolean;
}

export interface MaintenanceRequest {
  readonly site: string;
  /** Name of one device. By default, the maintenance covers every device of the site, one after another. */
  readonly device?: string | undefined;
  readonly whole?: boolean | undefined;
  /** Start. Defaults to the earliest time that the rules allow. */
  readonly from?: number | undefined;
  readonly duration: number;
  readonly emergency?: boolean | undefined;
}

/** Error for a window that one of Cloudflare's rules forbids, or whose site or device does not exist. */
export class MaintenanceRefused extends Error {}

const hour = 3_600_000;
const day = 24 * hour;
const noticeDays = 7;

/** Default length of a window. The value is an assumption, because Cloudflare publishes no length. */
export const assumedDuration = 6 * hour;

/**
 * Maintenance windows that follow Cloudflare's published rules for dataplane v2: a week of notice if a site has several
 * devices, and different days for these devices. A day is assumed to be a date in UTC. Emergencies skip both rules.
 * Windows of whole sites never overlap, because Cloudflare does not publish which sites it coordinates.
 */
export class Maintenance {
  readonly #windows = new Map<string, MaintenanceWindow>();
  #count = 0;

  constructor(private readonly network: Network) {}

  all(): MaintenanceWindow[] {
    return [...this.#windows.values()];
  }

  cancel(id: string): boolean {
    return this.#windows.delete(id);
  }

  clear(): void {
    this.#windows.clear();
    this.#count = 0;
  }

  load(windows: readonly MaintenanceWindow[]): void {
    this.clear();
    for (const window of windows) {
      this.#windows.set(window.id, window);
    }
  }

  announce(request: MaintenanceRequest): MaintenanceWindow[] {
    const { site, device, whole = false } = request;
    const devices = this.#devicesAt(site);
    if (devices.length === 0) {
      throw new MaintenanceRefused(
        `Site ${site} not found. List sites with GET /_simulator/slots.`,
      );
    }
    if (device !== undefined && !devices.includes(device)) {
      throw new MaintenanceRefused(
        `Device ${device} not found at ${site}. Choose one of ${devices.join(", ")}.`,
      );
    }
    const targets = whole ? [null] : device === undefined ? devices : [device];
    const announced: MaintenanceWindow[] = [];
    try {
      for (const target of targets) {
        announced.push(this.#announceOne(request, target, devices, announced.length === 0));
      }
      return announced;
    } catch (refusal) {
      for (const { id } of announced) {
        this.cancel(id);
      }
      throw refusal;
    }
  }

  /** Returns the status of a port while a window is open, or `undefined` if no window affects it. */
  statusOf(port: Interconnect, time: number): PortStatus | undefined {
    const { site, device } = placeOf(port);
    const open = this.all().find(
      (window) =>
        window.site === site &&
        (window.device === null || window.device === device) &&
        window.from <= time &&
        time < window.to,
    );
    return (
      open && { state: "Down", reason: `maintenance until ${new Date(open.to).toISOString()}` }
    );
  }

  /** Announces the requested window. For devices after the first, takes the next possible window. */
  #announceOne(
    { site, duration, emergency = false, from: requested }: MaintenanceRequest,
    device: string | null,
    devices: readonly string[],
    first: boolean,
  ): MaintenanceWindow {
    const now = this.network.clock.now();
    const multiHomed = devices.length > 1;
    const earliest = emergency || !multiHomed ? now : now + noticeDays * day;
    if (requested !== undefined && requested < earliest) {
      throw new MaintenanceRefused(
        `${iso(requested)} is too early: ${site} gets ${noticeDays} days of notice, except in an emergency. Choose ${iso(earliest)} or later.`,
      );
    }
    const others = (emergency ? [] : this.all()).flatMap((other) => {
      const blocked = blockedBy(other, site, device);
      return blocked === undefined ? [] : [{ ...other, blocked }];
    });
    function findConflict(from: number) {
      return others.find(({ blocked }) => from < blocked.to && blocked.from < from + duration);
    }
    let from = requested ?? earliest;
    for (let other = findConflict(from); other !== undefined; other = findConflict(from)) {
      if (requested !== undefined && first) {
        const rule = other.blocked.wholeDays
          ? "Maintenance windows for two devices at one site must be on different days (UTC)."
          : "The two windows must not overlap.";
        throw new MaintenanceRefused(
          `${iso(requested)} is too close to the window of ${other.device ?? other.site} from ${iso(other.from)} to ${iso(other.to)}. ${rule}`,
        );
      }
      from = other.blocked.to;
    }
    if (from + duration > lastMoment) {
      throw new MaintenanceRefused(
        `${iso(from)} is too late: the window would end beyond the year 9000. Choose an earlier time.`,
      );
    }
    const window = { id: this.#freshId(), site, device, from, to: from + duration, emergency };
    this.#windows.set(window.id, window);
    return window;
  }

  #freshId(): string {
    let id: string;
    do {
      this.#count += 1;
      id = `maintenance-${this.#count}`;
    } while (this.#windows.has(id));
    return id;
  }

  #devicesAt(site: string): string[] {
    const devices = this.network.slots
      .all()
      .flatMap((slot) => (slot.site === site && slot.device !== null ? [slot.device] : []));
    return [...new Set(devices)];
  }
}

interface Blocked {
  readonly from: number;
  readonly to: number;
  /** Whether the time is extended to whole days. */
  readonly wholeDays: boolean;
}

/** Returns the time that another window blocks for a device or a site, or `undefined` if the two may overlap. */
function blockedBy(
  other: MaintenanceWindow,
  site: string,
  device: string | null,
): Blocked | undefined {
  const { from, to } = other;
  if (other.site !== site && (other.device !== null || device !== null)) return undefined;
  const twoDevices = other.device !== null && device !== null && other.device !== device;
  return twoDevices
    ? { from: Math.floor(from / day) * day, to: Math.ceil(to / day) * day, wholeDays: true }
    : { from, to, wholeDays: false };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
