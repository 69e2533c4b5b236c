/** Shows messages on a resource's own progress line through the engine's log call. */
import { createRequire } from "node:module";
import { inert } from "../domain/outside-text";

type EngineClient = import("@pulumi/pulumi/proto/engine_grpc_pb").EngineClient;

export type Severity = "info" | "warning";

/**
 * Shows a message about a resource. An ephemeral message, such as progress, is temporary and does not appear in the
 * summary.
 */
export type Log = (
  urn: string | undefined,
  severity: Severity,
  message: string,
  options?: { ephemeral?: boolean },
) => void;

/** Creates a log that sends messages to the engine at this address. */
export function createLog(address: string): Log {
  let client: EngineClient | undefined;
  return (urn, severity, message, { ephemeral = false } = {}) => {
    const text = inert(message);
    try {
      const proto: typeof import("@pulumi/pulumi/proto/engine_pb") = require("@pulumi/pulumi/proto/engine_pb");
      client ??= connectToEngine(address);
      const request = new proto.LogRequest();
      request.setSeverity(severity === "info" ? proto.LogSeverity.INFO : proto.LogSeverity.WARNING);
      request.setMessage(text);
      request.setUrn(urn ?? "");
      request.setEphemeral(ephemeral);
      client.log(request, () => {});
    } catch {
      console.log(text);
    }
  };
}

/** Connects to the engine. gRPC is a dependency of the SDK, so this function loads it from there. */
function connectToEngine(address: string): EngineClient {
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
  const grpc: typeof import("@grpc/grpc-js") = fromSdk("@grpc/grpc-js");
  const engine: typeof import("@pulumi/pulumi/proto/engine_grpc_pb") = require("@pulumi/pulumi/proto/engine_grpc_pb");
  return new engine.EngineClient(address, grpc.credentials.createInsecure());
}
