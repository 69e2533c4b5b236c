import { AccountSettings } from "./account-settings";
import { Clock } from "./clock";
import { Cnis } from "./cnis";
import { type HealthyAfter, Interconnects, type Port } from "./interconnects";
import { Outages } from "./outages";
import { type PortStatus, statusAt } from "./plan";
import { Slots } from "./slots";

/** Everything that is simulated: one account on Cloudflare's network, and its clock. */
export class Simulation {
  readonly clock = new Clock();
  readonly slots = new Slots();
  readonly cnis = new Cnis();
  readonly settings = new AccountSettings();
  readonly outages = new Outages();
  readonly interconnects: Interconnects;

  constructor(healthyAfter: HealthyAfter) {
    this.interconnects = new Interconnects(this.clock, this.slots, healthyAfter);
  }

  status(port: Port): PortStatus {
    return this.outages.over(port.interconnect, statusAt(port.plan, this.clock.now()));
  }

  /** Takes a port away with everything on it, which the API itself refuses to do. */
  rip(name: string): boolean {
    for (const { cni } of this.cnis.on(name)) {
      this.cnis.remove(cni.id);
    }
    return this.interconnects.remove(name);
  }

  reset(): void {
    this.clock.reset();
    this.cnis.clear();
    this.settings.clear();
    this.outages.endAll();
    this.interconnects.clear();
  }
}
