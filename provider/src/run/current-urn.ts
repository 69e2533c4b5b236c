/**
 * The URN that the engine has for a resource now. The SDK does not pass it on, and the one in the
 * state is that of the last create or update, so it is wrong after an alias renamed the resource.
 */
import { createRequire } from "node:module";
import { engineAddress } from "./plugin-process";
import type { Props } from "./property-values";

type Requests = typeof import("@pulumi/pulumi/proto/provider_pb");

const received = new WeakMap<Props, string>();

/** The stored URN where the engine's is not known: in the call that loads this module. */
export function currentUrn(props: Props): string | undefined {
  return received.get(props) ?? (typeof props.__urn === "string" ? props.__urn : undefined);
}

/** A read and a delete get only what the SDK makes of the request's properties: note its URN there. */
function noteUrns(): void {
  const { ReadRequest, DeleteRequest }: Requests = createRequire(process.argv[1] ?? "")(
    "../../proto/provider_pb",
  );
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
}

if (engineAddress !== undefined) {
  try {
    noteUrns();
  } catch {
    // Then messages name the resource as the state does.
  }
}
