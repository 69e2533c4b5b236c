import { sameId } from "../domain/ids";
import type { MagicInterconnectObject, MagicSettings } from "../domain/objects";
import { Repository } from "./repository";
import * as wire from "./wire-magic";

/**
 * Header that makes the Magic API return the configured target of a health check in addition to the resolved address.
 */
const SAVED_TARGET = { "x-magic-new-hc-target": "true" };

/** Interconnects in the Magic API. Their IDs may be written with or without dashes. */
export class MagicInterconnects extends Repository<MagicInterconnectObject> {
  async get(id: string): Promise<MagicInterconnectObject> {
    return wire.toMagicInterconnect(await this.#getRaw(id));
  }

  /**
   * Updates the settings of an interconnect and sends its other fields back unchanged. The update keeps the MD5 key;
   * pass `md5Key` in case the API does not return the key. With `validateOnly`, this is a dry run that changes nothing.
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
      path: this.pathOf(id),
      query: { validate_only: validateOnly },
      headers: SAVED_TARGET,
      body: wire.withMagicSettings(present, settings, md5Key),
    } as const;
    const { result } = await writes.track(() => http.json(request, wire.modifiedMagicInterconnect));
    return wire.toMagicInterconnect(result.modified_interconnect);
  }

  protected async readAll(): Promise<MagicInterconnectObject[]> {
    const request = { method: "GET", path: this.path, headers: SAVED_TARGET } as const;
    const { result } = await this.endpoint.http.json(request, wire.magicInterconnects);
    return (result.interconnects ?? []).map(wire.toMagicInterconnect);
  }

  protected keyOf({ id }: MagicInterconnectObject): string {
    return id;
  }

  protected override hasKey({ id }: MagicInterconnectObject, key: string): boolean {
    return sameId(id, key);
  }

  async #getRaw(id: string): Promise<wire.RawMagicInterconnect> {
    const request = { method: "GET", path: this.pathOf(id), headers: SAVED_TARGET } as const;
    return (await this.endpoint.http.json(request, wire.magicInterconnect)).result.interconnect;
  }
}
