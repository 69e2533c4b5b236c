/**
 * The URN that the engine has for a resource now. The SDK does not pass it on, and the one in the state is that of the
 * last create or update, so it is wrong after an alias renamed the resource.
 */
import { createRequire } from "node:module";
import type { Props } from "./property-values";

type Requests = typeof import("@pulumi/pulumi/proto/provider_pb");

/**
 * Listens to the requests of the plugin process that runs `script`. The function returned gives the URN that came with
 * properties; it does not know that of the request that was parsed before.
 */
export function listenForUrns(script: string): (props: Props) => string | undefined {
  const received = new WeakMap<Props, string>();
  const { ReadRequest, DeleteRequest }: Requests = createRequire(script)("../../proto/provider_pb");
  // A read and a delete get only what the SDK makes of the request's properties: note its URN there.
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
