/**
 * Finds a resource's current URN, which the SDK does not pass to `read` or `delete`. The URN in the state comes from
 * the last create or update, so it is outdated if an alias has renamed the resource since.
 */
import { createRequire } from "node:module";
import type { Props } from "./property-values";

type Requests = typeof import("@pulumi/pulumi/proto/provider_pb");

/**
 * Records the URNs of requests to the plugin process that runs `script`. Returns a function that finds the URN by the
 * properties of a request. The function does not know requests that were parsed before this call.
 */
export function listenForUrns(script: string): (props: Props) => string | undefined {
  const received = new WeakMap<Props, string>();
  const { ReadRequest, DeleteRequest }: Requests = createRequire(script)("../../proto/provider_pb");
  // For a read or delete, the SDK passes only the converted properties to the provider. The URN is therefore recorded
  // during the conversion.
  for (const { prototype } of [ReadRequest, DeleteRequest]) {
    const getProperties = prototype.getProperties;
    prototype.getProperties = function () {
      const properties = getProperties.call(this);
      if (properties === undefined) return properties;
      const toJavaScript = properties.toJavaScript;
      properties.toJavaScript = () => {
        const props = toJavaScript.call(properties);
        received.set(props, this.getUrn());
        return props;
      };
      return properties;
    };
  }
  return (props) => received.get(props);
}
