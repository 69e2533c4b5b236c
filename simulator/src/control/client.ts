import type { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { Settings, type SettingsRequest } from "../cni/schemas/settings";
import {
  ClockReading,
  Created,
  Failure,
  Outage,
  RequestList,
  type SimulatedRequest,
  SimulatedState,
} from "./answers";
import type { CniChanges, FaultRequest, OutageRequest, PlanSteps } from "./requests";

/**
 * Turns the simulator's clock, breaks things and looks inside, in this process or another one.
 *
 * @example
 * ```ts
 * import { SimulatorControl } from "cloudflare-cni-simulator";
 *
 * async function twoWeeksLaterThePowerFails() {
 *   const control = new SimulatorControl("http://127.0.0.1:8787");
 *   await control.advance("14d");
 *   await control.beginOutage({ device: "ccr01.ewr-a", reason: "power" });
 * }
 * ```
 */
export class SimulatorControl {
  readonly #base: string;

  /** @param origin where the simulator listens, such as `http://127.0.0.1:8787` */
  constructor(origin: string) {
    this.#base = new URL("/_simulator", origin).href;
  }

  clock(): Promise<ClockReading> {
    return this.#read(ClockReading, "GET", "/clock");
  }

  /** Moves simulator time on by a duration such as `"14d"`. */
  advance(duration: string): Promise<ClockReading> {
    return this.#read(ClockReading, "POST", "/clock", { advance: duration });
  }

  /** Sets what a port reports from now on; each step counts from this moment. */
  plan(interconnect: string, steps: PlanSteps): Promise<void> {
    return this.#send("PUT", `/interconnects/${encodeURIComponent(interconnect)}/plan`, steps);
  }

  /** Takes down every port in the scope that is not pending; no scope is all of them. */
  beginOutage(outage: OutageRequest = {}): Promise<Outage> {
    return this.#read(Outage, "POST", "/outages", outage);
  }

  endOutage(id: string): Promise<void> {
    return this.#send("DELETE", `/outages/${encodeURIComponent(id)}`);
  }

  endOutages(): Promise<void> {
    return this.#send("DELETE", "/outages");
  }

  /** Spoils the next request that fits; answers the fault's id. */
  async addFault(fault: FaultRequest): Promise<string> {
    return (await this.#read(Created, "POST", "/faults", fault)).id;
  }

  clearFaults(): Promise<void> {
    return this.#send("DELETE", "/faults");
  }

  /** Edits a CNI behind the API's back; null takes `bgp` or `bgp_mode` away. */
  editCni(id: string, changes: CniChanges): Promise<Cni> {
    return this.#read(Cni, "PUT", `/cnis/${encodeURIComponent(id)}`, changes);
  }

  deleteCni(id: string): Promise<void> {
    return this.#send("DELETE", `/cnis/${encodeURIComponent(id)}`);
  }

  /** Takes an interconnect away with every CNI on it. */
  deleteInterconnect(name: string): Promise<void> {
    return this.#send("DELETE", `/interconnects/${encodeURIComponent(name)}`);
  }

  editSettings(changes: SettingsRequest): Promise<Settings> {
    return this.#read(Settings, "PUT", "/settings", changes);
  }

  state(): Promise<SimulatedState> {
    return this.#read(SimulatedState, "GET", "/state");
  }

  /** The requests that the API has had, oldest first, without headers and bodies. */
  async requests(): Promise<SimulatedRequest[]> {
    return (await this.#read(RequestList, "GET", "/requests")).items;
  }

  /** Back to the beginning: no interconnects, faults or outages, and the clock at real time. */
  reset(): Promise<void> {
    return this.#send("POST", "/reset");
  }

  async #read<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<z.output<Schema>> {
    return schema.parse(await (await this.#fetch(method, path, body)).json());
  }

  async #send(method: string, path: string, body?: unknown): Promise<void> {
    await this.#fetch(method, path, body);
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Response> {
    const response = await fetch(
      `${this.#base}${path}`,
      body === undefined
        ? { method }
        : {
            method,
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          },
    );
    if (!response.ok) {
      const failure = Failure.safeParse(await response.json().catch(() => undefined));
      throw new Error(failure.success ? failure.data.error : `${response.status} from ${path}`);
    }
    return response;
  }
}
