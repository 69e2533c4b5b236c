/**
 * The two ways in which a resource reaches its provider: as a dynamic resource, or through the plugin `cloudflare-cni`.
 * The options of the resource decide which, so one program can use both.
 */
import type { AccountSettings } from "../queries";

const DOOR = Symbol("way to the provider");

/** Options that direct a resource to the plugin. */
export interface PluginDoor {
  /** Settings for lookups within the plugin. A program reads these settings from its configuration instead. */
  settings?: AccountSettings;
}

/** Returns options that direct a resource to the plugin. */
export function throughPlugin<Options extends object>(
  options: Options,
  door: PluginDoor = {},
): Options {
  return { ...options, [DOOR]: door };
}

/** Returns the way to the plugin, or `undefined` for a dynamic resource. */
export function pluginDoor(options: object | undefined): PluginDoor | undefined {
  return options !== undefined && isMarked(options) ? options[DOOR] : undefined;
}

function isMarked(options: object): options is { [DOOR]: PluginDoor } {
  return DOOR in options;
}

/** Returns `options` with the same way to the provider as in `other`. */
export function sameDoor<Options extends object>(options: Options, other: object): Options {
  const door = pluginDoor(other);
  return door === undefined ? options : throughPlugin(options, door);
}
