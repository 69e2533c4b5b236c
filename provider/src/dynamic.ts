/**
 * Entry point that the engine's plugin process loads: `require("pulumi-cloudflare-cni/dynamic")`.
 *
 * The state of every resource contains this call, so the path, the function `provider` and the type names are frozen: add types, never rename one.
 *
 * @module
 */
import type { dynamic } from "@pulumi/pulumi";
import { CniError } from "./domain/errors";
import { createProviders, type ResourceType } from "./lifecycle/providers";
import { connectEngine } from "./run/engine";
import type { Props } from "./run/property-values";
import { Run } from "./run/run";

export type { ResourceType };

type Provider = dynamic.ResourceProvider<Props, Props>;

const shared = createProviders(new Run({ engine: connectEngine() }));
const providers = {
  Interconnect: dynamicDoor(shared.Interconnect),
  InterconnectReady: dynamicDoor(shared.InterconnectReady),
  CniBgpSession: dynamicDoor(shared.CniBgpSession),
  CniSettings: dynamicDoor(shared.CniSettings),
  MagicInterconnect: dynamicDoor(shared.MagicInterconnect),
} satisfies Record<ResourceType, Provider>;

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
      `${type} is not supported by this version of pulumi-cloudflare-cni. Install the version that created the resource, or a newer one.`,
    );
  }
  return providers[type];
}

/**
 * Updates a resource whose state the plugin wrote. The engine finds a dynamic provider by `__provider` in the outputs,
 * which such a state lacks.
 */
function dynamicDoor(provider: Provider): Provider {
  return {
    ...provider,
    async diff(id, olds, news) {
      const difference = (await provider.diff?.(id, olds, news)) ?? {};
      return olds.__provider === undefined ? { ...difference, changes: true } : difference;
    },
  };
}
