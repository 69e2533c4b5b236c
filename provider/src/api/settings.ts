import type { AccountSettings } from "../domain/objects";
import type { AccountEndpoint } from "./repository";
import { settings } from "./wire";

/** CNI settings of an account. They exist in every account and cannot be created or deleted. */
export class Settings {
  constructor(private readonly endpoint: AccountEndpoint) {}

  get(): Promise<AccountSettings> {
    return this.endpoint.http.json({ method: "GET", path: this.#path }, settings);
  }

  put({ defaultAsn }: AccountSettings): Promise<AccountSettings> {
    const body = { default_asn: defaultAsn };
    return this.endpoint.http.json({ method: "PUT", path: this.#path, body }, settings);
  }

  get #path(): string {
    return `/accounts/${this.endpoint.account}/cni/settings`;
  }
}
