import { z } from "zod";
import type { Clock } from "../domain/clock";
import { MaintenanceAlert, type MaintenanceNotification } from "../domain/values";
import { Cnis } from "./cnis";
import { isApiError } from "./errors";
import type { Http } from "./http";
import { Interconnects } from "./interconnects";
import { MagicInterconnects } from "./magic-interconnects";
import { type AccountEndpoint, Writes } from "./repository";
import { Routes } from "./routes";
import { Settings } from "./settings";
import { Slots } from "./slots";
import { TunnelAnalytics } from "./tunnel-analytics";

const policies = z.looseObject({
  result: z
    .array(
      z.looseObject({
        alert_type: z.string().nullish(),
        enabled: z.boolean().nullish(),
        filters: z.looseObject({ airport_code: z.array(z.string()).nullish() }).nullish(),
      }),
    )
    .nullish(),
});
const token = z.looseObject({
  result: z.looseObject({ status: z.string(), expires_on: z.string().nullish() }),
});

export interface VerifiedToken {
  status: string;
  expiresOn?: string;
}

/** Client for the endpoints of one account that concern interconnects. */
export class AccountApi {
  readonly interconnects: Interconnects;
  readonly cnis: Cnis;
  readonly slots: Slots;
  readonly settings: Settings;
  readonly magicInterconnects: MagicInterconnects;
  readonly routes: Routes;
  readonly tunnelAnalytics: TunnelAnalytics;

  constructor(
    private readonly http: Http,
    readonly account: string,
    clock: Clock,
  ) {
    const endpoint: AccountEndpoint = { http, account, clock, writes: new Writes() };
    this.interconnects = new Interconnects(endpoint, "cni/interconnects");
    this.cnis = new Cnis(endpoint, "cni/cnis");
    this.slots = new Slots(endpoint);
    this.settings = new Settings(endpoint);
    this.magicInterconnects = new MagicInterconnects(endpoint, "magic/cf_interconnects");
    this.routes = new Routes(endpoint);
    this.tunnelAnalytics = new TunnelAnalytics(endpoint);
  }

  /** Lists the enabled notification policies that announce maintenance. */
  async maintenanceNotifications(): Promise<MaintenanceNotification[]> {
    const path = `/accounts/${this.account}/alerting/v3/policies`;
    const { result } = await this.http.json({ method: "GET", path }, policies);
    return (result ?? []).flatMap(({ alert_type, enabled, filters }) => {
      const alertType = Object.values(MaintenanceAlert).find((one) => one === alert_type);
      if (!enabled || alertType === undefined) return [];
      return { alertType, airportCodes: filters?.airport_code ?? undefined };
    });
  }

  /**
   * Verifies the token in use. Cloudflare verifies user tokens and account tokens at different endpoints, so this
   * method tries both.
   */
  async verifyToken(): Promise<VerifiedToken> {
    try {
      return await this.#verifyTokenAt("/user/tokens/verify");
    } catch (error) {
      if (!isApiError(error, "credentials", "permission", "not-found", "refused")) throw error;
      return this.#verifyTokenAt(`/accounts/${this.account}/tokens/verify`);
    }
  }

  async #verifyTokenAt(path: string): Promise<VerifiedToken> {
    const { status, expires_on } = (await this.http.json({ method: "GET", path }, token)).result;
    return { status, expiresOn: expires_on ?? undefined };
  }
}
