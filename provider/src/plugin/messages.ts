/** Messages of the engine's protocol. They use the SDK's own copies of gRPC and Protocol Buffers. */
import { createRequire } from "node:module";
import { type DetailedDiff, propertyOf } from "../domain/input-diff";
import { isObject } from "../domain/is-object";
import type { Props } from "../run/property-values";

type Grpc = typeof import("@grpc/grpc-js");
type Structs = typeof import("google-protobuf/google/protobuf/struct_pb");
type Anys = typeof import("google-protobuf/google/protobuf/any_pb");
type Empties = typeof import("google-protobuf/google/protobuf/empty_pb");
type Struct = InstanceType<Structs["Struct"]>;
type Value = Parameters<Structs["Struct"]["fromJavaScript"]>[0][string];

const sdkRequire = createRequire(require.resolve("@pulumi/pulumi/package.json"));
export const grpc: Grpc = sdkRequire("@grpc/grpc-js");
const { Struct }: Structs = sdkRequire("google-protobuf/google/protobuf/struct_pb");
const { Any }: Anys = sdkRequire("google-protobuf/google/protobuf/any_pb");
export const { Empty }: Empties = sdkRequire("google-protobuf/google/protobuf/empty_pb");
export const proto: typeof import("@pulumi/pulumi/proto/provider_pb") = require("@pulumi/pulumi/proto/provider_pb");
const plugin: typeof import("@pulumi/pulumi/proto/plugin_pb") = require("@pulumi/pulumi/proto/plugin_pb");
const status: typeof import("@pulumi/pulumi/proto/status_pb") = require("@pulumi/pulumi/proto/status_pb");

export function toProps(struct: Struct | undefined): Props {
  return struct?.toJavaScript() ?? {};
}

/** Converts properties to a message. Omits properties that are `undefined`, because they would hang the CLI. */
export function toStruct(props: Props): Struct {
  return Struct.fromJavaScript(toFields(props));
}

function toFields(props: Props): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(props).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, toValue(value)]],
    ),
  );
}

function toValue(value: unknown): Value {
  if (Array.isArray(value)) return value.map(toValue);
  if (isObject(value)) return toFields(value);
  const isScalar =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isScalar ? value : null;
}

export function pluginInfo(version: string) {
  const info = new plugin.PluginInfo();
  info.setVersion(version);
  return info;
}

export function checkResponse(inputs: Props, problems: readonly string[]) {
  const response = new proto.CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(
    problems.map((reason) => {
      const failure = new proto.CheckFailure();
      // If a failure named its property, the engine would print the property's value, even if the value is a secret.
      failure.setProperty("");
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

export interface Diff {
  changes: boolean;
  replaces: readonly string[];
  deleteBeforeReplace: boolean;
  detail: DetailedDiff;
}

export function diffResponse({ changes, replaces, deleteBeforeReplace, detail }: Diff) {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const { Kind } = proto.PropertyDiff;
  const kinds = {
    add: Kind.ADD,
    "add-replace": Kind.ADD_REPLACE,
    delete: Kind.DELETE,
    "delete-replace": Kind.DELETE_REPLACE,
    update: Kind.UPDATE,
    "update-replace": Kind.UPDATE_REPLACE,
  };
  const response = new proto.DiffResponse();
  response.setChanges(changes ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  for (const [path, { kind, isInput }] of detail) {
    const difference = new proto.PropertyDiff();
    difference.setKind(kinds[kind]);
    difference.setInputdiff(isInput);
    response.getDetaileddiffMap().set(path, difference);
  }
  response.setHasdetaileddiff(detail.size > 0);
  response.setDiffsList([...new Set([...detail.keys()].map(propertyOf))]);
  return response;
}

/** Object that exists although its operation did not finish. The engine keeps the object in the state. */
export interface Partial {
  id: string;
  properties: Props;
  reasons: readonly string[];
}

/** Creates the error of a call. It contains a partial result if the object exists. */
export function errorStatus(message: string, partial?: Partial) {
  const metadata = new grpc.Metadata();
  if (partial !== undefined) {
    const failed = new proto.ErrorResourceInitFailed();
    failed.setId(partial.id);
    failed.setProperties(toStruct(partial.properties));
    failed.setReasonsList([...partial.reasons]);
    const detail = new Any();
    detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const details = new status.Status();
    details.setCode(grpc.status.UNKNOWN);
    details.setMessage(message);
    details.addDetails(detail);
    metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  }
  return { code: grpc.status.UNKNOWN, message, details: message, metadata };
}
