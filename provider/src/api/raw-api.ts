/**
 * Requests of the command that no resource makes: objects as the API sent them, to be put back as
 * they were, static routes, and what a token is.
 */
import { z } from "zod";
import { isApiError } from "./errors";
import type { Http } from "./http";
import { type RawCni, rawCni } from "./wire";

/** A static route with every field the API sent. */
export const rawRoute = z.looseObject({
  id: z.string().min(1),
  prefix: z.string(),
  nexthop: z.string(),
  priority: z.number(),
});
export type RawRoute = z.infer<typeof rawRoute>;

const routes = z.looseObject({
  result: z.looseObject({ routes: z.array(rawRoute).nullish() }),
});
const policies = z.looseObject({
  result: z
    .array(z.looseObject({ alert_type: z.string().nullish(), enabled: z.boolean().nullish() }))
    .nullish(),
});
export interface VerifiedToken {
  status: string;
  expiresOn?: string;
}
const token = z.looseObject({
  result: z.looseObject({ status: z.string(), expires_on: z.string().nullish() }),
});

export class RawApi {
  constructor(
    private readonly http: Http,
    private readonly account: string,
  ) {}

  getCni(id: string): Promise<RawCni> {
    return this.http.json({ method: "GET", path: this.cniPath(id) }, rawCni);
  }

  putCni(cni: RawCni): Promise<RawCni> {
    return this.http.json({ method: "PUT", path: this.cniPath(cni.id), body: cni }, rawCni);
  }

  async listRoutes(): Promise<RawRoute[]> {
    const { result } = await this.http.json({ method: "GET", path: this.routesPath() }, routes);
    return result.routes ?? [];
  }

  /** Replaces a route as a whole. */
  putRoute({ id, created_on: _, modified_on: __, ...body }: RawRoute): Promise<void> {
    const path = `${this.routesPath()}/${encodeURIComponent(id)}`;
    return this.http.done({ method: "PUT", path, body });
  }

  /** Whether a notification policy tells somebody of maintenance on CNIs. */
  async tellsOfMaintenance(): Promise<boolean> {
    const path = `/accounts/${this.account}/alerting/v3/policies`;
    const { result } = await this.http.json({ method: "GET", path }, policies);
    return (result ?? []).some(
      ({ alert_type, enabled }) => alert_type === "cni_maintenance_notification" && enabled,
    );
  }

  /** A token is a user's or the account's own, and each is known in one place only. */
  async verifyToken(): Promise<VerifiedToken> {
    try {
      return await this.verifiedAt("/user/tokens/verify");
    } catch (error) {
      if (!isApiError(error, "credentials", "permission", "not-found", "refused")) throw error;
      return this.verifiedAt(`/accounts/${this.account}/tokens/verify`);
    }
  }

  private async verifiedAt(path: string): Promise<VerifiedToken> {
    const { status, expires_on } = (await this.http.json({ method: "GET", path }, token)).result;
    return { status, expiresOn: expires_on ?? undefined };
  }

  private cniPath(id: string): string {
    return `/accounts/${this.account}/cni/cnis/${encodeURIComponent(id)}`;
  }

  private routesPath(): string {
    return `/accounts/${this.account}/magic/routes`;
  }
}
