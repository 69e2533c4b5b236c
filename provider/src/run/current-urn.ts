/**
 * Finds a resource's current URN, which the SDK does not pass to a read or delete. The URN in the state comes from the
 * last create or update and is outdated after an alias renames the resource.
 */
import { createRequire } from "node:module";
import type { Props } from "./property-values";

type Requests = typeof import("@pulumi/pulumi/proto/provider_pb");

/**
 * Records the URNs of requests to the plugin process that runs `script`. Returns a function that looks up the URN by
 * the properties of a request. It does not know requests that were parsed before the call.
 */
export function listenForUrns(script: string): (props: Props) => string | undefined {
  const received = new WeakMap<Props, string>();
  const { ReadRequest, DeleteRequest }: Requests = createRequire(script)("../../proto/provider_pb");
  // For a read or delete, the SDK passes on only the converted properties, so the URN is recorded while they
  // are converted.
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
