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
  AccountHealth,
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
 * Controls a simulator in this process or another one: clock, outages, maintenance, faults and state.
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
   * @param origin origin of the simulator, such as `http://127.0.0.1:8787`
   * @param key control key that the simulator prints when it starts
   */
  constructor(origin: string, key: string) {
    this.#base = new URL("/_simulator", origin).href;
    this.#authorization = `Bearer ${key}`;
  }

  clock(): Promise<ClockReading> {
    return this.#read(ClockReading, "GET", "/clock");
  }

  /** Advances simulator time by a duration such as `"14d"`, and ends every delay that is over by then. */
  advance(duration: string): Promise<ClockReading> {
    return this.#read(ClockReading, "POST", "/clock", { advance: duration });
  }

  /** Sets whether simulator time follows real time (`real`) or stands still between advances (`virtual`). */
  setClock(mode: ClockReading["mode"]): Promise<ClockReading> {
    return this.#read(ClockReading, "POST", "/clock", { mode });
  }

  /** Sets the link states that an interconnect reports from now on. Each step counts from now. */
  plan(interconnect: string, plan: PlanRequest): Promise<void> {
    return this.#send("PUT", `/interconnects/${encodeURIComponent(interconnect)}/plan`, plan);
  }

  /** Sets the link states of interconnects ordered from now on, instead of Pending and then Healthy. */
  planNewPorts(plan: PlanRequest): Promise<void> {
    return this.#send("PUT", "/plan", plan);
  }

  /** Restores the default link states of new interconnects. */
  forgetPlanForNewPorts(): Promise<void> {
    return this.#send("DELETE", "/plan");
  }

  behaviour(): Promise<Behaviour> {
    return this.#read(Behaviour, "GET", "/behaviour");
  }

  /** Changes some of the behaviour switches. The others keep their values. */
  behave(changes: BehaviourChanges): Promise<Behaviour> {
    return this.#read(Behaviour, "PUT", "/behaviour", changes);
  }

  /**
   * Takes down every interconnect in the scope that is not pending. By default, all interconnects are in scope.
   * With `tunnel`, that tunnel or session loses its packets, and no interconnect reports it.
   */
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

  /**
   * Returns the health of each session and tunnel by its health check, and the effective priority of each
   * static route.
   * @param account id of an account (default: the first one)
   */
  health(account?: string): Promise<AccountHealth> {
    const query = account === undefined ? "" : `?account=${encodeURIComponent(account)}`;
    return this.#read(AccountHealth, "GET", `/health${query}`);
  }

  /** Announces maintenance of a site. Fails if one of Cloudflare's rules forbids it; the error names the rule. */
  async announceMaintenance(request: MaintenanceRequest): Promise<MaintenanceWindow[]> {
    return (await this.#read(MaintenanceList, "POST", "/maintenance", request)).items;
  }

  /** Lists the announced maintenance windows, including past ones. */
  async maintenance(): Promise<MaintenanceWindow[]> {
    return (await this.#read(MaintenanceList, "GET", "/maintenance")).items;
  }

  /** Cancels all maintenance windows. */
  cancelAllMaintenance(): Promise<void> {
    return this.#send("DELETE", "/maintenance");
  }

  cancelMaintenance(id: string): Promise<void> {
    return this.#send("DELETE", `/maintenance/${encodeURIComponent(id)}`);
  }

  /** Adds a fault for the requests that match, and returns its id. */
  async addFault(fault: FaultRequest): Promise<string> {
    return (await this.#read(Created, "POST", "/faults", fault)).id;
  }

  /** Lists the faults that have not ended. */
  async faults(): Promise<FaultInForce[]> {
    return (await this.#read(FaultList, "GET", "/faults")).items;
  }

  removeFault(id: string): Promise<void> {
    return this.#send("DELETE", `/faults/${encodeURIComponent(id)}`);
  }

  clearFaults(): Promise<void> {
    return this.#send("DELETE", "/faults");
  }

  /** Returns the rate limit, and the remaining requests of each user that has sent any. */
  rateLimit(): Promise<RateLimitStatus> {
    return this.#read(RateLimitStatus, "GET", "/rate-limit");
  }

  /** Overrides fields of an interconnect in responses. Any field and value is accepted. */
  editInterconnect(name: string, changes: InterconnectChanges): Promise<void> {
    return this.#send("PUT", `/interconnects/${encodeURIComponent(name)}`, changes);
  }

  /** Deletes an interconnect and every CNI on it, bypassing the API. */
  deleteInterconnect(name: string): Promise<void> {
    return this.#send("DELETE", `/interconnects/${encodeURIComponent(name)}`);
  }

  /** Edits a CNI, bypassing the API. null removes `bgp` or `bgp_mode`. */
  editCni(id: string, changes: CniChanges): Promise<Cni> {
    return this.#read(Cni, "PUT", `/cnis/${encodeURIComponent(id)}`, changes);
  }

  deleteCni(id: string): Promise<void> {
    return this.#send("DELETE", `/cnis/${encodeURIComponent(id)}`);
  }

  editSettings(changes: SettingsChanges): Promise<Settings> {
    return this.#read(Settings, "PUT", "/settings", changes);
  }

  /** Lists every slot with its occupant. */
  async slots(): Promise<SimulatedSlot[]> {
    return (await this.#read(SlotList, "GET", "/slots")).items;
  }

  /** Makes another customer occupy a free slot. */
  occupySlot(id: string): Promise<void> {
    return this.#send("PUT", `/slots/${encodeURIComponent(id)}`, { occupied: true });
  }

  /** Frees a slot that another customer occupies. */
  releaseSlot(id: string): Promise<void> {
    return this.#send("PUT", `/slots/${encodeURIComponent(id)}`, { occupied: false });
  }

  state(): Promise<SimulatedState> {
    return this.#read(SimulatedState, "GET", "/state");
  }

  /** Replaces the whole state of the simulator. */
  setState(state: NewState): Promise<void> {
    return this.#send("PUT", "/state", state);
  }

  /**
   * Lists the requests to the API, oldest first, without headers and bodies.
   * @param last maximum number of requests to return, the newest ones (default: all)
   */
  async requests(last?: number): Promise<SimulatedRequest[]> {
    const query = last === undefined ? "" : `?last=${last}`;
    return (await this.#read(RequestList, "GET", `/requests${query}`)).items;
  }

  /** Calls the listener now and after every change, until the signal aborts. */
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

  /** Removes orders, outages and faults, and restores the initial clock and switches. */
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
      throw new Error(
        failure.success
          ? failure.data.error
          : `${method} ${this.#base}${path} failed with status ${response.status}. Check that a simulator listens there.`,
      );
    }
    return response;
  }
}
