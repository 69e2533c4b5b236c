/**
 * The same classes and lookups through the provider plugin `cloudflare-cni`, which programs in other languages use.
 *
 * Compared with the dynamic resources of `pulumi-cloudflare-cni`: `pulumi import`, `customTimeouts` and
 * `replaceOnChanges` work, previews show which property changes and keep outputs known, and the keys of the stack's
 * configuration begin with `cloudflare-cni:`. The engine has to find the plugin, so add it to `Pulumi.yaml`:
 *
 * ```yaml
 * plugins:
 *   providers:
 *     - name: cloudflare-cni
 *       path: node_modules/pulumi-cloudflare-cni/bin
 * ```
 *
 * A stack with dynamic resources continues with these classes without changes.
 *
 * @module
 */
import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "./index";
import { throughPlugin } from "./program/door";
import { type ProviderArgs, providerSettings } from "./program/provider";

export * from "./index";

/** {@link dynamic.Interconnect} through the plugin. */
export const Interconnect = withPlugin(dynamic.Interconnect);
/** Instance of {@link dynamic.Interconnect}. */
export type Interconnect = dynamic.Interconnect;

/** {@link dynamic.InterconnectReady} through the plugin. */
export const InterconnectReady = withPlugin(dynamic.InterconnectReady);
/** Instance of {@link dynamic.InterconnectReady}. */
export type InterconnectReady = dynamic.InterconnectReady;

/** {@link dynamic.CniBgpSession} through the plugin. */
export const CniBgpSession = withPlugin(dynamic.CniBgpSession);
/** Instance of {@link dynamic.CniBgpSession}. */
export type CniBgpSession = dynamic.CniBgpSession;

/** {@link dynamic.CniSettings} through the plugin. */
export const CniSettings = withPlugin(dynamic.CniSettings);
/** Instance of {@link dynamic.CniSettings}. */
export type CniSettings = dynamic.CniSettings;

/** {@link dynamic.MagicInterconnect} through the plugin. */
export const MagicInterconnect = withPlugin(dynamic.MagicInterconnect);
/** Instance of {@link dynamic.MagicInterconnect}. */
export type MagicInterconnect = dynamic.MagicInterconnect;

/** {@link dynamic.InterconnectGroup} whose children are resources of the plugin. */
export const InterconnectGroup = withPlugin(dynamic.InterconnectGroup);
/** Instance of {@link dynamic.InterconnectGroup}. */
export type InterconnectGroup = dynamic.InterconnectGroup;

export const getSlots = lookUpWithPlugin(dynamic.getSlots);
export const getSlotsOutput = lookUpWithPlugin(dynamic.getSlotsOutput);
export const getSlot = lookUpWithPlugin(dynamic.getSlot);
export const getSlotOutput = lookUpWithPlugin(dynamic.getSlotOutput);
export const getInterconnects = lookUpWithPlugin(dynamic.getInterconnects);
export const getInterconnectsOutput = lookUpWithPlugin(dynamic.getInterconnectsOutput);
export const getInterconnect = lookUpWithPlugin(dynamic.getInterconnect);
export const getInterconnectOutput = lookUpWithPlugin(dynamic.getInterconnectOutput);
export const getInterconnectStatus = lookUpWithPlugin(dynamic.getInterconnectStatus);
export const getInterconnectStatusOutput = lookUpWithPlugin(dynamic.getInterconnectStatusOutput);
export const getCnis = lookUpWithPlugin(dynamic.getCnis);
export const getCnisOutput = lookUpWithPlugin(dynamic.getCnisOutput);
export const getCni = lookUpWithPlugin(dynamic.getCni);
export const getCniOutput = lookUpWithPlugin(dynamic.getCniOutput);
export const getCniSettings = lookUpWithPlugin(dynamic.getCniSettings);
export const getCniSettingsOutput = lookUpWithPlugin(dynamic.getCniSettingsOutput);
export const getMagicInterconnects = lookUpWithPlugin(dynamic.getMagicInterconnects);
export const getMagicInterconnectsOutput = lookUpWithPlugin(dynamic.getMagicInterconnectsOutput);
export const getLetterOfAuthorization = lookUpWithPlugin(dynamic.getLetterOfAuthorization);
export const getLetterOfAuthorizationOutput = lookUpWithPlugin(
  dynamic.getLetterOfAuthorizationOutput,
);

/**
 * Credentials, account and base URL for some resources of a program that works on several accounts. Its arguments take
 * precedence over the environment and the stack's configuration, and its credentials are never mixed with theirs.
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, options?: pulumi.ResourceOptions) {
    super("cloudflare-cni", name, providerSettings(name, args), options);
  }
}

/** Returns a class whose resources are those of the plugin. */
function withPlugin<Class extends new (...args: never[]) => pulumi.Resource>(base: Class): Class {
  return new Proxy(base, {
    construct: (target, [name, args, options], newTarget) =>
      Reflect.construct(target, [name, args, throughPlugin(options ?? {})], newTarget),
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (key !== "get" || typeof value !== "function") return value;
      return (name: unknown, id: unknown, state: unknown, options?: object) =>
        Reflect.apply(value, target, [name, id, state, throughPlugin(options ?? {})]);
    },
  });
}

/** Returns a lookup that uses the plugin's settings. */
function lookUpWithPlugin<Lookup extends (args: never, opts?: pulumi.InvokeOptions) => unknown>(
  lookup: Lookup,
): Lookup {
  return new Proxy(lookup, {
    apply: (target, self, [args, opts]) =>
      Reflect.apply(target, self, [args, throughPlugin(opts ?? {})]),
  });
}
