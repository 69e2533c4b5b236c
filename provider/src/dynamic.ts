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

const providers = createProviders(new Run({ engine: connectEngine() }));

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
  const shared = providers[type];
  return {
    ...shared,
    // The engine finds a provider by `__provider` in the outputs, which a state of the plugin lacks. An update adds it.
    async diff(id, olds, news) {
      const difference = (await shared.diff?.(id, olds, news)) ?? {};
      return olds.__provider === undefined ? { ...difference, changes: true } : difference;
    },
  };
}
