/** Client of the plugin's service, which calls it over gRPC as the engine does. */
import { promisify } from "node:util";
import type { ServerCredentials, ServiceError } from "@grpc/grpc-js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty, grpc, proto, toProps, toStruct } from "../plugin/messages";
import { createService } from "../plugin/service";
import { NO_ENGINE } from "../run/engine";
import type { Props } from "../run/property-values";

type Services = typeof import("@pulumi/pulumi/proto/provider_grpc_pb");
const { ResourceProviderClient, ResourceProviderService }: Services =
  require("@pulumi/pulumi/proto/provider_grpc_pb");
const { Status }: typeof import("@pulumi/pulumi/proto/status_pb") =
  require("@pulumi/pulumi/proto/status_pb");

/** State that the engine keeps for a resource of the plugin. */
export interface PluginState {
  id: string;
  inputs: Props;
  outputs: Props;
}

export function urnOf(type: string, name = "one"): string {
  return `urn:pulumi:dev::project::cloudflare-cni:index:${type}::${name}`;
}

export type PluginClient = Awaited<ReturnType<typeof openPlugin>>;

/** Starts the plugin's service in this process. */
export async function openPlugin() {
  const cancellation = new AbortController();
  const server = new grpc.Server();
  const engine = { ...NO_ENGINE, cancelled: cancellation.signal };
  server.addService(
    ResourceProviderService,
    createService(engine, () => cancellation.abort()),
  );
  const bind = promisify(
    (credentials: ServerCredentials, done: (error: Error | null, port: number) => void) =>
      server.bindAsync("127.0.0.1:0", credentials, done),
  );
  const port = await bind(grpc.ServerCredentials.createInsecure());
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());

  async function check(type: string, declared: Props, { name = "one", olds = {} as Props } = {}) {
    const request = new proto.CheckRequest();
    request.setUrn(urnOf(type, name));
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(declared));
    const response = await ask<pb.CheckResponse>((done) => client.check(request, done));
    return {
      inputs: toProps(response.getInputs()),
      problems: response.getFailuresList().map((failure) => failure.getReason()),
      properties: response.getFailuresList().map((failure) => failure.getProperty()),
    };
  }

  return {
    client,
    check,

    async checkConfig(args: Props, name = "default") {
      const request = new proto.CheckRequest();
      request.setUrn(`urn:pulumi:dev::project::pulumi:providers:cloudflare-cni::${name}`);
      request.setNews(toStruct(args));
      const response = await ask<pb.CheckResponse>((done) => client.checkConfig(request, done));
      return response.getFailuresList().map((failure) => failure.getReason());
    },

    async configure(args: Props, name = "default"): Promise<void> {
      const request = new proto.ConfigureRequest();
      request.setArgs(toStruct(args));
      request.setName(name);
      await ask<pb.ConfigureResponse>((done) => client.configure(request, done));
    },

    async diff(type: string, state: PluginState, declared: Props) {
      const { inputs } = await check(type, declared, { olds: state.inputs });
      const request = new proto.DiffRequest();
      request.setUrn(urnOf(type));
      request.setId(state.id);
      request.setOlds(toStruct(state.outputs));
      request.setOldInputs(toStruct(state.inputs));
      request.setNews(toStruct(inputs));
      const response = await ask<pb.DiffResponse>((done) => client.diff(request, done));
      const { Kind } = proto.PropertyDiff;
      const nameOf = (kind: number) =>
        Object.entries(Kind).find(([, value]) => value === kind)?.[0];
      const detail: Record<string, string | undefined> = {};
      response.getDetaileddiffMap().forEach((difference, path) => {
        detail[path] = nameOf(difference.getKind());
      });
      return {
        changes: response.getChanges() === proto.DiffResponse.DiffChanges.DIFF_SOME,
        replaces: response.getReplacesList(),
        deleteBeforeReplace: response.getDeletebeforereplace(),
        detail,
      };
    },

    async create(
      type: string,
      declared: Props,
      { preview = false, timeout = 0, name = "one" } = {},
    ): Promise<PluginState> {
      const { inputs, problems } = await check(type, declared, { name });
      if (problems.length > 0) throw new Error(problems.join("\n"));
      const request = new proto.CreateRequest();
      request.setUrn(urnOf(type, name));
      request.setProperties(toStruct(inputs));
      request.setPreview(preview);
      request.setTimeout(timeout);
      const response = await ask<pb.CreateResponse>((done) => client.create(request, done));
      return { id: response.getId(), inputs, outputs: toProps(response.getProperties()) };
    },

    async update(type: string, state: PluginState, declared: Props, { preview = false } = {}) {
      const { inputs } = await check(type, declared, { olds: state.inputs });
      const request = new proto.UpdateRequest();
      request.setUrn(urnOf(type));
      request.setId(state.id);
      request.setOlds(toStruct(state.outputs));
      request.setNews(toStruct(inputs));
      request.setPreview(preview);
      const response = await ask<pb.UpdateResponse>((done) => client.update(request, done));
      return { id: state.id, inputs, outputs: toProps(response.getProperties()) };
    },

    /** Refreshes a state, or imports an object if only its ID is known. */
    async read(type: string, { id, inputs = {}, outputs = {} }: Partial<PluginState>) {
      const request = new proto.ReadRequest();
      request.setUrn(urnOf(type));
      request.setId(id ?? "");
      request.setInputs(toStruct(inputs));
      request.setProperties(toStruct(outputs));
      const response = await ask<pb.ReadResponse>((done) => client.read(request, done));
      return {
        id: response.getId(),
        inputs: toProps(response.getInputs()),
        outputs: toProps(response.getProperties()),
      };
    },

    async delete(type: string, { id, outputs }: PluginState): Promise<void> {
      const request = new proto.DeleteRequest();
      request.setUrn(urnOf(type));
      request.setId(id);
      request.setProperties(toStruct(outputs));
      await ask<unknown>((done) => client.delete(request, done));
    },

    async invoke(name: string, args: Props = {}): Promise<Props> {
      const request = new proto.InvokeRequest();
      request.setTok(`cloudflare-cni:index:${name}`);
      request.setArgs(toStruct(args));
      const response = await ask<pb.InvokeResponse>((done) => client.invoke(request, done));
      return toProps(response.getReturn());
    },

    async cancel(): Promise<void> {
      await ask<unknown>((done) => client.cancel(new Empty(), done));
    },

    close(): void {
      client.close();
      server.forceShutdown();
    },
  };
}

/** Object that the engine keeps although its operation failed. `undefined` if the error names none. */
export function keptObject(error: unknown): { id: string; properties: Props } | undefined {
  const metadata = error instanceof Error && "metadata" in error ? error.metadata : undefined;
  if (!(metadata instanceof grpc.Metadata)) return undefined;
  const [details] = metadata.get("grpc-status-details-bin");
  if (!(details instanceof Buffer)) return undefined;
  const [detail] = Status.deserializeBinary(details).getDetailsList();
  if (detail === undefined) return undefined;
  const failed = proto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failed.getId(), properties: toProps(failed.getProperties()) };
}

/** Answer of a call, or its error. */
export function ask<Response>(
  start: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    start((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}
