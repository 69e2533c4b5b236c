/** Main module of the plugin process. The engine runs it as `pulumi-resource-cloudflare-cni <engine>`. */
import { connectPlugin } from "../run/engine";
import { grpc } from "./messages";
import { createService } from "./service";

const { ResourceProviderService }: typeof import("@pulumi/pulumi/proto/provider_grpc_pb") =
  require("@pulumi/pulumi/proto/provider_grpc_pb");

/** Maximum size of a message in bytes, as in the SDK. The outputs of a large stack exceed gRPC's default. */
const MAX_MESSAGE = 400 * 1024 * 1024;

// Flags such as `-v=3` may precede the address.
const address = process.argv.slice(2).find((arg) => !arg.startsWith("-"));
const { engine, cancel } = connectPlugin(address);
const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE });
server.addService(ResourceProviderService, createService(engine, cancel));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  // The engine reads the port from the first line of the output.
  console.log(String(port));
});
