import { sameId } from "../domain/ids";
import type { MagicInterconnectObject, MagicSettings } from "../domain/objects";
import { Repository } from "./repository";
import * as wire from "./wire-magic";

/** Makes Magic report the target of a health check as it was set, beside the address that it resolves to. */
const SAVED_TARGET = { "x-magic-new-hc-target": "true" };

/** Interconnects as Magic's routing sees them, by id with or without dashes. */
export class MagicInterconnects extends Repository<MagicInterconnectObject> {
  async get(id: string): Promise<MagicInterconnectObject> {
    return wire.toMagicInterconnect(await this.#getRaw(id));
  }

  /**
   * Brings an interconnect to these settings and sends back unchanged what it holds beside them. The MD5 key stays as
   * well; `md5Key` supplies it if the API does not report it. With `validateOnly`, the API says whether it would
   * accept the change, and changes nothing.
   */
  async update(
    id: string,
    settings: MagicSettings,
    { md5Key, validateOnly }: { md5Key?: string; validateOnly?: boolean } = {},
  ): Promise<MagicInterconnectObject> {
    const { http, writes } = this.endpoint;
    const present = await this.#getRaw(id);
    const request = {
      method: "PUT",
      path: this.#pathOf(id),
      query: { validate_only: validateOnly },
      headers: SAVED_TARGET,
      body: wire.withMagicSettings(present, settings, md5Key),
    } as const;
    const { result } = await writes.track(() => http.json(request, wire.modifiedMagicInterconnect));
    return wire.toMagicInterconnect(result.modified_interconnect);
  }

  protected async readAll(): Promise<MagicInterconnectObject[]> {
    const request = { method: "GET", path: this.#path, headers: SAVED_TARGET } as const;
    const { result } = await this.endpoint.http.json(request, wire.magicInterconnects);
    return (result.interconnects ?? []).map(wire.toMagicInterconnect);
  }

  protected hasKey({ id }: MagicInterconnectObject, key: string): boolean {
    return sameId(id, key);
  }

  async #getRaw(id: string): Promise<wire.RawMagicInterconnect> {
    const request = { method: "GET", path: this.#pathOf(id), headers: SAVED_TARGET } as const;
    return (await this.endpoint.http.json(request, wire.magicInterconnect)).result.interconnect;
  }

  get #path(): string {
    return `/accounts/${this.endpoint.account}/magic/cf_interconnects`;
  }

  #pathOf(id: string): string {
    return `${this.#path}/${encodeURIComponent(id)}`;
  }
}
