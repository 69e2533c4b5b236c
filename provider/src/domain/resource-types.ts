/** Types of this package's resources in URNs and states. Frozen, because every state contains them. */

export const GROUP_TYPE = "cloudflare-cni:index:InterconnectGroup";

const DYNAMIC = "pulumi-nodejs:dynamic/cloudflare-cni:";
const PLUGIN = "cloudflare-cni:index:";

/** Type of a dynamic resource, such as that of `Interconnect`. */
export function dynamicType(name: string): string {
  return `${DYNAMIC}${name}`;
}

/** Type of the same resource if the plugin manages it. */
export function pluginType(name: string): string {
  return `${PLUGIN}${name}`;
}

/** Whether a type is that of a resource, regardless of what manages it. */
export function isResourceType(type: unknown, name: string): boolean {
  return type === dynamicType(name) || type === pluginType(name);
}
