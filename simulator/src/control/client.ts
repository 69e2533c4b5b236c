import type { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { Settings } from "../cni/schemas/settings";
import type { FaultRequest } from "../faults/fault";
import { Behaviour, type BehaviourChanges } from "../network/behaviour";
import {
  ClockReading,
  type MaintenanceWindow,
  type NewState,
  Outage,
  SimulatedState,
} from "../state/schema";
import {
  Created,
  Failure,
  type FaultInForce,
  FaultList,
  MaintenanceList,
  OutageList,
  RateLimitStatus,
  RequestList,
  type SimulatedRequest,
  type SimulatedSlot,
  SlotList,
} from "./answers";
import type {
  CniChanges,
  InterconnectChanges,
  MaintenanceRequest,
  OutageRequest,
  PlanRequest,
  SettingsChanges,
} from "./requests";

/**
 * Turns the simulator's clock, breaks things and looks inside, in this process or another one.
 *
 * @example
 * ```ts
 * import { SimulatorControl } from "cloudflare-cni-simulator";
 *
 * async function twoWeeksLaterThePowerFails(key: string) {
 *   const control = new SimulatorControl("http://127.0.0.1:8787", key);
 *   await control.advance("14d");
 *   await control.beginOutage({ device: "ccr01.ewr-a", reason: "power" });
 * }
 * ```
 */
export class SimulatorControl {
  readonly #base: string;
  readonly #authorization: string;

  /**
   * @param origin where the simulator listens, such as `http://127.0.0.1:8787`
   * @param key the control key that it printed at its start
   */
  constructor(origin: string, key: string) {
    this.#base = new URL("/_simulator", origin).href;
    this.#authorization = `Bearer ${key}`;
  }

  clock(): Promise<ClockReading> {
    return this.#read(ClockReading, "GET", "/clock");
  }

  /** Moves simulator time on by a duration such as `"14d"`; whoever sleeps until then wakes. */
  advance(duration: string): Promise<ClockReading> {
    return this.#read(ClockReading, "POST", "/clock", { advance: duration });
  }

  /** Has time run with the clock on the wall, or stand until it is turned. */
  setClock(mode: ClockReading["mode"]): Promise<ClockReading> {
    return this.#read(ClockReading, "POST", "/clock", { mode });
  }

  /** Sets what a port reports from now on; each step counts from this moment. */
  plan(interconnect: string, plan: PlanRequest): Promise<void> {
    return this.#send("PUT", `/interconnects/${encodeURIComponent(interconnect)}/plan`, plan);
  }

  /** Sets what every port ordered from now on reports, in place of Pending and then Healthy. */
  planNewPorts(plan: PlanRequest): Promise<void> {
    return this.#send("PUT", "/plan", plan);
  }

  /** Has new ports do again what they usually do. */
  forgetPlanForNewPorts(): Promise<void> {
    return this.#send("DELETE", "/plan");
  }

  behaviour(): Promise<Behaviour> {
    return this.#read(Behaviour, "GET", "/behaviour");
  }

  /** Answers what only the real API can tell one way or another; the other switches stay. */
  behave(changes: BehaviourChanges): Promise<Behaviour> {
    return this.#read(Behaviour, "PUT", "/behaviour", changes);
  }

  /** Takes down every port in the scope that is not pending; no scope is all of them. */
  beginOutage(outage: OutageRequest = {}): Promise<Outage> {
    return this.#read(Outage, "POST", "/outages", outage);
  }

  async outages(): Promise<Outage[]> {
    return (await this.#read(OutageList, "GET", "/outages")).items;
  }

  endOutage(id: string): Promise<void> {
    return this.#send("DELETE", `/outages/${encodeURIComponent(id)}`);
  }

  endOutages(): Promise<void> {
    return this.#send("DELETE", "/outages");
  }

  /** Announces work on a site by Cloudflare's rules; an error says which of them forbids it. */
  async announceMaintenance(request: MaintenanceRequest): Promise<MaintenanceWindow[]> {
    return (await this.#read(MaintenanceList, "POST", "/maintenance", request)).items;
  }

  /** The windows that are announced, those that are over among them. */
  async maintenance(): Promise<MaintenanceWindow[]> {
    return (await this.#read(MaintenanceList, "GET", "/maintenance")).items;
  }

  /** Calls all windows off. */
  cancelAllMaintenance(): Promise<void> {
    return this.#send("DELETE", "/maintenance");
  }

  cancelMaintenance(id: string): Promise<void> {
    return this.#send("DELETE", `/maintenance/${encodeURIComponent(id)}`);
  }

  /** Spoils requests that fit; answers the fault's id. */
  async addFault(fault: FaultRequest): Promise<string> {
    return (await this.#read(Created, "POST", "/faults", fault)).id;
  }

  /** The faults that still wait for requests. */
  async faults(): Promise<FaultInForce[]> {
    return (await this.#read(FaultList, "GET", "/faults")).items;
  }

  removeFault(id: string): Promise<void> {
    return this.#send("DELETE", `/faults/${encodeURIComponent(id)}`);
  }

  clearFaults(): Promise<void> {
    return this.#send("DELETE", "/faults");
  }

  /** What is left of Cloudflare's budget of requests, by who has used some. */
  rateLimit(): Promise<RateLimitStatus> {
    return this.#read(RateLimitStatus, "GET", "/rate-limit");
  }

  /** Lets an interconnect answer with other fields, whatever they are. */
  editInterconnect(name: string, changes: InterconnectChanges): Promise<void> {
    return this.#send("PUT", `/interconnects/${encodeURIComponent(name)}`, changes);
  }

  /** Takes an interconnect away with every CNI on it. */
  deleteInterconnect(name: string): Promise<void> {
    return this.#send("DELETE", `/interconnects/${encodeURIComponent(name)}`);
  }

  /** Edits a CNI behind the API's back; null takes `bgp` or `bgp_mode` away. */
  editCni(id: string, changes: CniChanges): Promise<Cni> {
    return this.#read(Cni, "PUT", `/cnis/${encodeURIComponent(id)}`, changes);
  }

  deleteCni(id: string): Promise<void> {
    return this.#send("DELETE", `/cnis/${encodeURIComponent(id)}`);
  }

  editSettings(changes: SettingsChanges): Promise<Settings> {
    return this.#read(Settings, "PUT", "/settings", changes);
  }

  /** Every slot, with who has it. */
  async slots(): Promise<SimulatedSlot[]> {
    return (await this.#read(SlotList, "GET", "/slots")).items;
  }

  /** Lets another customer take a free slot. */
  occupySlot(id: string): Promise<void> {
    return this.#send("PUT", `/slots/${encodeURIComponent(id)}`, { occupied: true });
  }

  /** Has the other customer give it back. */
  releaseSlot(id: string): Promise<void> {
    return this.#send("PUT", `/slots/${encodeURIComponent(id)}`, { occupied: false });
  }

  state(): Promise<SimulatedState> {
    return this.#read(SimulatedState, "GET", "/state");
  }

  /** Puts a state in place of everything there is. */
  setState(state: NewState): Promise<void> {
    return this.#send("PUT", "/state", state);
  }

  /**
   * The requests that the API has had, oldest first, without headers and bodies.
   * @param last only so many of them, the newest
   */
  async requests(last?: number): Promise<SimulatedRequest[]> {
    const query = last === undefined ? "" : `?last=${last}`;
    return (await this.#read(RequestList, "GET", `/requests${query}`)).items;
  }

  /** Calls the listener now and whenever something has changed, until the signal aborts. */
  async watch(listener: () => void, signal: AbortSignal): Promise<void> {
    const headers = { authorization: this.#authorization };
    try {
      const { body } = await fetch(`${this.#base}/events`, { headers, signal });
      const decoder = new TextDecoder();
      for await (const chunk of body ?? []) {
        if (decoder.decode(chunk).includes("event: change")) {
          listener();
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  /** Back to the beginning: nothing is ordered, nothing broken, and the clock as at the start. */
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
    const { headers, ...init } =
      body === undefined
        ? { headers: {} }
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${this.#base}${path}`, {
      method,
      headers: { authorization: this.#authorization, ...headers },
      ...init,
    });
    if (!response.ok) {
      const failure = Failure.safeParse(await response.json().catch(() => undefined));
      throw new Error(failure.success ? failure.data.error : `${response.status} from ${path}`);
    }
    return response;
  }
}
