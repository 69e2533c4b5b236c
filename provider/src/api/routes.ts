import { z } from "zod";
import type { AccountEndpoint } from "./repository";

/** Static route in the Magic API, with every field that the API returns. */
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

/** Static routes of an account in the Magic API. */
export class Routes {
  constructor(private readonly endpoint: AccountEndpoint) {}

  async list(): Promise<RawRoute[]> {
    const request = { method: "GET", path: this.#path } as const;
    return (await this.endpoint.http.json(request, routes)).result.routes ?? [];
  }

  /** Replaces all fields of a route that can be changed. */
  put({ id, created_on: _, modified_on: __, ...body }: RawRoute): Promise<void> {
    const path = `${this.#path}/${encodeURIComponent(id)}`;
    return this.endpoint.http.done({ method: "PUT", path, body });
  }

  get #path(): string {
    return `/accounts/${this.endpoint.account}/magic/routes`;
  }
}
