/**
 * What the engine's plugin process loads: `require("pulumi-cloudflare-cni/dynamic")`.
 *
 * The text that loads it is in the state of every resource ever created, so this path, the function
 * `provider` and the type names are frozen: add types, never rename one.
 *
 * @module
 */
import type { dynamic } from "@pulumi/pulumi";
import { CniError } from "./domain/errors";
import { cniBgpSession } from "./lifecycle/bgp-session/bgp-session";
import { interconnect } from "./lifecycle/interconnect/interconnect";
import { magicInterconnect } from "./lifecycle/magic-interconnect/magic-interconnect";
import { interconnectReady } from "./lifecycle/readiness";
import { resourceProvider } from "./lifecycle/resource-provider";
import { cniSettings } from "./lifecycle/settings";
import type { Props } from "./run/property-values";

const providers = {
  Interconnect: resourceProvider(interconnect),
  InterconnectReady: resourceProvider(interconnectReady),
  CniBgpSession: resourceProvider(cniBgpSession),
  CniSettings: resourceProvider(cniSettings),
  MagicInterconnect: resourceProvider(magicInterconnect),
};

/** The types that have a provider here. */
export type ResourceType = keyof typeof providers;

/**
 * The provider of a resource type, one for the process.
 *
 * @throws Error where this version of the package does not know the type.
 * @example
 * ```ts
 * import { provider } from "pulumi-cloudflare-cni/dynamic";
 *
 * const settings = provider("CniSettings");
 * ```
 */
export function provider(type: ResourceType): dynamic.ResourceProvider<Props, Props> {
  if (!Object.hasOwn(providers, type)) {
    throw new CniError(
      `this version of pulumi-cloudflare-cni does not know ${type}; install the version that created the resource, or a newer one`,
    );
  }
  return providers[type];
}
