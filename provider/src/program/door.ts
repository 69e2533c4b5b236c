/**
 * The two ways of a resource to its provider: as a dynamic resource, or through the plugin `cloudflare-cni`. The options
 * of a resource tell which, so that both can be used in one program.
 */
import type { AccountSettings } from "../queries";

const DOOR = Symbol("way to the provider");

/** Options that lead to the plugin. */
export interface PluginDoor {
  /** Settings of lookups within the plugin. A program reads them from its configuration. */
  settings?: AccountSettings;
}

/** Returns options that lead to the plugin. */
export function throughPlugin<Options extends object>(
  options: Options,
  door: PluginDoor = {},
): Options {
  return { ...options, [DOOR]: door };
}

/** Way to the plugin, or `undefined` for a dynamic resource. */
export function pluginDoor(options: object | undefined): PluginDoor | undefined {
  return options !== undefined && isMarked(options) ? options[DOOR] : undefined;
}

function isMarked(options: object): options is { [DOOR]: PluginDoor } {
  return DOOR in options;
}

/** Returns options with the same way to the provider as others. */
export function sameDoor<Options extends object>(options: Options, other: object): Options {
  const door = pluginDoor(other);
  return door === undefined ? options : throughPlugin(options, door);
}
