/**
 * Handles the engine's calls to the plugin. The operations are in `resources.ts`, which the first call that needs it
 * loads.
 */
import type {
  handleUnaryCall,
  ServerUnaryCall,
  sendUnaryData,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb";
import { CniError, messageOf } from "../domain/errors";
import { inert } from "../domain/outside-text";
import { withPluginKeys } from "../domain/setting-keys";
import type { Engine } from "../run/engine";
import {
  checkResponse,
  diffResponse,
  Empty,
  errorStatus,
  type Partial,
  pluginInfo,
  proto,
  toProps,
  toStruct,
} from "./messages";
import { readSchema, version } from "./package";
import { settingsOf } from "./settings";

const loadInstance = (): typeof import("./instance") => require("./instance");

export function createService(engine: Engine, cancel: () => void): UntypedServiceImplementation {
  let created: import("./instance").Instance | undefined;
  function instance() {
    created ??= loadInstance().createInstance(engine);
    return created;
  }

  return {
    handshake: unary(async () => {
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      response.setAcceptOutputs(true);
      return response;
    }),

    getPluginInfo: unary(async () => pluginInfo(version)),

    getSchema: unary(async () => {
      const response = new proto.GetSchemaResponse();
      response.setSchema(JSON.stringify(readSchema()));
      return response;
    }),

    // An invalid configuration is reported once here instead of once per resource.
    checkConfig: unary(async (request: pb.CheckRequest) => {
      const settings = settingsOf(toProps(request.getNews()), nameOf(request.getUrn()));
      const problems = instance().problemsOf(settings);
      return checkResponse(toProps(request.getNews()), problems.map(withPluginKeys));
    }),

    diffConfig: unary(async (request: pb.DiffRequest) => {
      const olds = JSON.stringify(toProps(request.getOldInputs() ?? request.getOlds()));
      const changes = olds !== JSON.stringify(toProps(request.getNews()));
      // Each resource compares its account itself. A different account in the configuration therefore does not replace
      // all resources.
      return diffResponse({ changes, replaces: [], deleteBeforeReplace: false, detail: new Map() });
    }),

    configure: unary(async (request: pb.ConfigureRequest) => {
      const settings = settingsOf(toProps(request.getArgs()), request.getName() ?? "default");
      await instance().resources.configure(settings);
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setAcceptoutputs(true);
      response.setSupportspreview(true);
      return response;
    }),

    check: unary(async (request: pb.CheckRequest) => {
      const { inputs, problems } = await instance().resources.check(
        { urn: request.getUrn() },
        toProps(request.getOlds()),
        toProps(request.getNews()),
      );
      return checkResponse(inputs, problems.map(withPluginKeys));
    }),

    diff: unary(async (request: pb.DiffRequest) =>
      diffResponse(
        await instance().resources.diff(
          { urn: request.getUrn(), id: request.getId() },
          { outputs: toProps(request.getOlds()), inputs: toProps(request.getOldInputs()) },
          toProps(request.getNews()),
        ),
      ),
    ),

    create: unary(async (request: pb.CreateRequest) => {
      const { id, outputs } = await instance().resources.create(
        { urn: request.getUrn(), timeout: request.getTimeout(), preview: request.getPreview() },
        toProps(request.getProperties()),
      );
      const response = new proto.CreateResponse();
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),

    update: unary(async (request: pb.UpdateRequest) => {
      const outputs = await instance().resources.update(
        {
          urn: request.getUrn(),
          id: request.getId(),
          timeout: request.getTimeout(),
          preview: request.getPreview(),
        },
        toProps(request.getOlds()),
        toProps(request.getNews()),
      );
      const response = new proto.UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),

    read: unary(async (request: pb.ReadRequest) => {
      const found = await instance().resources.read(
        { urn: request.getUrn(), id: request.getId() },
        { outputs: toProps(request.getProperties()), inputs: toProps(request.getInputs()) },
      );
      const response = new proto.ReadResponse();
      if (found === undefined) return response;
      response.setId(found.id);
      response.setProperties(toStruct(found.outputs));
      response.setInputs(toStruct(found.inputs));
      return response;
    }),

    delete: unary(async (request: pb.DeleteRequest) => {
      await instance().resources.delete(
        { urn: request.getUrn(), id: request.getId() },
        toProps(request.getProperties()),
      );
      return new Empty();
    }),

    invoke: unary(async (request: pb.InvokeRequest) => {
      const response = new proto.InvokeResponse();
      response.setReturn(
        toStruct(await instance().call(request.getTok(), toProps(request.getArgs()))),
      );
      return response;
    }),

    construct: (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) =>
      instance().construct(call, callback),

    cancel: unary(async () => {
      cancel();
      return new Empty();
    }),
  };
}

/** Creates the handler of a call with a single response. */
function unary<Request>(
  answer: (request: Request) => Promise<unknown>,
): handleUnaryCall<Request, unknown> {
  return (call, callback) => {
    answer(call.request).then(
      (response) => callback(null, response),
      (error: unknown) => callback(toStatus(error)),
    );
  };
}

function toStatus(error: unknown) {
  const message = withPluginKeys(inert(isExpected(error) ? messageOf(error) : stackOf(error)));
  return errorStatus(message, isPartial(error) ? error : undefined);
}

/**
 * Whether a failure is expected. An expected failure has a message with advice. Any other error is a bug, and its stack
 * is needed to find it.
 */
function isExpected(error: unknown): boolean {
  return error instanceof CniError || isPartial(error);
}

function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || messageOf(error);
}

function isPartial(error: unknown): error is Error & Partial {
  return error instanceof Error && "id" in error && "properties" in error && "reasons" in error;
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
