/** Types of this package's resources in URNs and states. They must never change, because every state contains them. */

export const GROUP_TYPE = "cloudflare-cni:index:InterconnectGroup";

const DYNAMIC = "pulumi-nodejs:dynamic/cloudflare-cni:";
const PLUGIN = "cloudflare-cni:index:";

/** Returns the type of a dynamic resource. `name` is, for example, `Interconnect`. */
export function dynamicType(name: string): string {
  return `${DYNAMIC}${name}`;
}

/** Returns the type of the same resource when the plugin manages it. */
export function pluginType(name: string): string {
  return `${PLUGIN}${name}`;
}

/** Whether a type belongs to this resource, regardless of whether the plugin manages the resource. */
export function isResourceType(type: unknown, name: string): boolean {
  return type === dynamicType(name) || type === pluginType(name);
}
